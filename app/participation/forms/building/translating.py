"""Translations of a questionnaire, as a form brings them: words by place, what the form showed, what is said to be still right."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from werkzeug.datastructures import MultiDict

from app.core.language import mark
from app.participation.building.languages import Sent, plain_at
from app.participation.building.seen import unpacked
from app.participation.building.texts import Place

WORDS, SEEN, RIGHT = "mots:", "vu", "juste"
"""Names of controls: words of a place (`mots:visite:label`), what was shown of all, the places whose translation is still right."""
LONGEST = 3_000
MOST = 1_000
"""Texts read of one form: more than any page shows."""
TOO_LONG = mark("Ce texte a %(count)s signes. Gardez-en %(most)s au plus.")


class TranslationsGiven(NamedTuple):
    """What a form brings. `mistakes`: by place, the values of `TOO_LONG`."""

    sent: Sequence[Sent]
    mistakes: Mapping[Place, Mapping[str, int]]


def place_in(text: str) -> Place:
    """Return the place that a name says (`building.texts`)."""
    key, is_of_question, part = text.partition(":")
    return Place(key, part) if is_of_question else Place("", text)


def read_translations(form: MultiDict[str, str]) -> TranslationsGiven:
    """Return what a form brings; texts that it does not hold are left as they are."""
    shown = unpacked(form.get(SEEN, ""))
    right = set(form.getlist(RIGHT))
    sent = [_sent(name.removeprefix(WORDS), form, shown, right) for name in list(form)[:MOST] if name.startswith(WORDS)]
    mistakes = {one.place: {"count": len(one.words), "most": LONGEST} for one in sent if len(one.words) > LONGEST}
    return TranslationsGiven(sent, mistakes)


def _sent(name: str, form: MultiDict[str, str], shown: Mapping[str, str], right: set[str]) -> Sent:
    words, _, stamp = shown.get(name, "").partition(".")
    place = place_in(name)
    return Sent(place, plain_at(place, form.get(f"{WORDS}{name}", "")), words, stamp, name in right)
