"""What a questionnaire says of itself: French texts, minutes, languages, whether it is sensitive. Several people at once. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from app.core.language import FRENCH
from app.participation.building.languages import OTHERS, with_languages, without_words
from app.participation.building.seen import Fate, fate, plain
from app.participation.building.texts import OF_WHOLE, Place, with_words
from app.participation.definition import Definition

MINUTES, SENSITIVE, YES = "minutes", "sensitive", "oui"


class Asked(NamedTuple):
    """What a form asks for. `values`: by name of part, as `values_of` has them; `shown`: marks of those that it showed.

    `languages`: beside French; `languages_shown`: those that it showed; `erases`: whether words in others go.
    """

    values: Mapping[str, str]
    shown: Mapping[str, str]
    languages: Collection[str]
    languages_shown: Collection[str]
    erases: bool = False


class Presented(NamedTuple):
    """What became of it. `clashes`: parts that somebody else changed otherwise meanwhile, left as they made them."""

    definition: Definition
    clashes: Sequence[str]


def values_of(definition: Definition) -> Mapping[str, str]:
    """Return each part that a form shows, but languages, as forms send it back."""
    said = {name: plain(getattr(definition, name).get(FRENCH.code, "")) for name in OF_WHOLE}
    return {**said, MINUTES: str(definition.minutes), SENSITIVE: YES if definition.sensitive else ""}


def present(definition: Definition, asked: Asked) -> Presented:
    """Return the definition as it is asked, but for what changed meanwhile. Languages are added and taken away one by one."""
    standing = values_of(definition)
    fates = {name: fate(asked.shown.get(name, ""), standing[name], asked.values[name]) for name in standing}
    for name in (name for name in standing if fates[name] is Fate.TAKEN):
        definition = _with(definition, name, asked.values[name])
    added, gone = set(asked.languages) - set(asked.languages_shown), set(asked.languages_shown) - set(asked.languages)
    definition = with_languages(definition, ({*definition.languages} | added) - gone)
    if asked.erases:
        definition = without_words(definition, set(OTHERS) - set(definition.languages))
    return Presented(definition, [name for name, became in fates.items() if became is Fate.CLASH])


def _with(definition: Definition, name: str, value: str) -> Definition:
    if name == MINUTES:
        return replace(definition, minutes=int(value))
    if name == SENSITIVE:
        return replace(definition, sensitive=value == YES)
    return with_words(definition, Place("", name), FRENCH.code, value)
