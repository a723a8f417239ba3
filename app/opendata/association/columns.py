"""Which column of an association's table says what: by its heading, else by what its values look like. A guess says how sure it is."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.core.text import fold
from app.opendata.association.contents import DETECTORS, resembles

DATA = Path(__file__).parent / "data"
STRUCTURE, NAME, INSEE_CODE = "structure", "nom", "code_insee"
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
LONGEST_HEADING = 120
SHORTEST_CLOSE = 5
"""Letters from which a heading may be a misspelt one."""
_CLOSE = 0.84
_MOST = 0.8
"""Share of values that must look alike for a column without a known heading."""
_SOME = 0.5
_LINKS = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "et", "ou", "a", "au", "aux", "en", "sur", "n", "no", "numero"})
_PERSONS = frozenset({
    "referent", "referente", "responsable", "president", "presidente", "directeur", "directrice", "coordinateur", "coordinatrice",
    "benevole", "salarie", "interlocuteur", "interlocutrice", "prenom", "tresorier", "secretaire", "civilite", "personnel",
})  # fmt: skip
_ELSEWHERE = frozenset({
    "ete", "hiver", "vacance", "scolaire", "ferie", "ramadan", "noel", "aout", "telephonique", "siege", "interne", "prive", "confidentiel",
})  # fmt: skip
"""Words of hours and addresses that are not those of the place on ordinary days, and of notes that are not for everybody."""


class UnknownColumn(ValueError):
    """A pair `FIELD=HEADING` names a field or a heading that is not there; the message is French."""


class Sureness(StrEnum):
    """How a heading was chosen for a field."""

    FORCED = "choisi"
    EXACT = "exact"
    CLOSE = "proche"
    CONTENT = "d’après les valeurs"


class Choice(NamedTuple):
    """One heading for one field; doubtful when its values look like nothing of the kind."""

    field: str
    heading: str
    sureness: Sureness
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Guess:
    """What each heading of a table is for."""

    choices: tuple[Choice, ...]
    """In the order of the fields."""
    unused: tuple[str, ...]
    personal: tuple[str, ...]
    """Headings about persons: never read unless forced."""

    @property
    def headings(self) -> Mapping[str, str]:
        """Heading by field."""
        return {choice.field: choice.heading for choice in self.choices}

    @property
    def is_usable(self) -> bool:
        """Whether services can be made of the lines: each needs a name at least."""
        return STRUCTURE in self.headings


@cache
def titles() -> Mapping[str, Mapping[str, int]]:
    """Return the known headings of each field, by what is compared, with their rank: of two columns, the first ranked serves."""
    with (DATA / "titres.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["champ"], row["titres"].split("|")) for row in csv.DictReader(file)]
    found = {}
    for field, known in rows:
        keys = dict.fromkeys(key for title in (field, *known) if (key := _key(title)))
        found[field] = MappingProxyType({key: rank for rank, key in enumerate(keys)})
    return MappingProxyType(found)


def forced_of(pairs: Iterable[str], headings: Sequence[str]) -> dict[str, str]:
    """Return the heading that each pair `FIELD=HEADING` gives; an empty heading leaves the field out. Raise UnknownColumn."""
    forced = {}
    folded = {fold(heading): heading for heading in reversed(headings)}
    for pair in pairs:
        field, _, heading = (part.strip() for part in pair.partition("="))
        if field not in titles():
            msg = f"Le champ « {field} » n’existe pas. Champs possibles : {', '.join(titles())}."
            raise UnknownColumn(msg)
        if heading and fold(heading) not in folded:
            msg = f"La colonne « {heading} » n’est pas dans le fichier. Colonnes : {', '.join(headings)}."
            raise UnknownColumn(msg)
        forced[field] = heading if heading in headings else folded.get(fold(heading), "")
    return forced


def guess_columns(headings: Sequence[str], sample_rows: Sequence[Mapping[str, Any]], forced: Mapping[str, str] | None = None) -> Guess:
    """Return which heading serves each field, at most one field a heading. Some fifty rows are enough of a sample."""
    values = {heading: [_text(row.get(heading)) for row in sample_rows] for heading in headings}
    choices = {field: Choice(field, heading, Sureness.FORCED) for field, heading in (forced or {}).items() if heading}
    shut = set(forced or {})
    free = [heading for heading in dict.fromkeys(headings) if heading not in {choice.heading for choice in choices.values()}]
    personal = [heading for heading in free if _is_personal(heading, free)]
    free = [heading for heading in free if heading not in personal]
    for steps in (_exact, _close, _by_content):
        for choice in steps([heading for heading in free if heading not in _taken(choices)], values):
            if choice.field not in choices and choice.field not in shut and choice.heading not in _taken(choices):
                choices[choice.field] = choice
    if STRUCTURE not in choices and STRUCTURE not in shut and NAME in choices:
        choices[STRUCTURE] = choices.pop(NAME)._replace(field=STRUCTURE)
    unused = tuple(heading for heading in free if heading not in _taken(choices))
    told = (choices[field]._replace(is_doubtful=_is_doubtful(choices[field], values)) for field in titles() if field in choices)
    return Guess(tuple(told), unused, tuple(personal))


def _taken(choices: Mapping[str, Choice]) -> set[str]:
    return {choice.heading for choice in choices.values()}


def _exact(headings: Sequence[str], values: Mapping[str, list[str]]) -> list[Choice]:
    found = [
        (known[key], Choice(field, heading, Sureness.EXACT))
        for heading in headings
        for key in [_key(heading)]
        for field, known in titles().items()
        if key in known and values is not None
    ]
    return [choice for _rank, choice in sorted(found, key=lambda ranked: ranked[0])]


def _close(headings: Sequence[str], values: Mapping[str, list[str]]) -> list[Choice]:
    """One letter wrong, or a known heading and then something more; never against what the values say."""
    found = []
    for heading in headings:
        field, score = ("", 0.0) if _is_of_elsewhere(heading) else _closest(_key(heading.split("(")[0]))
        share = resembles(field, values[heading])
        if field and (share is None or share >= _SOME):
            found.append((score, Choice(field, heading, Sureness.CLOSE)))
    return [choice for _score, choice in sorted(found, key=lambda scored: -scored[0])]


def _closest(key: str) -> tuple[str, float]:
    """The field of the known heading that is nearest, and how near from 0 to 1; no field when none is near."""
    fields = {known: field for field, keys in titles().items() for known in keys}
    if key in fields:
        return fields[key], 1.0
    long = [known for known in fields if len(known) >= SHORTEST_CLOSE]
    match = process.extractOne(key, long, scorer=OSA.normalized_similarity, score_cutoff=_CLOSE) if len(key) >= SHORTEST_CLOSE else None
    if match:
        return fields[match[0]], match[1]
    begins = max((known for known in long if f"{key} ".startswith(f"{known} ")), key=len, default="")
    return fields.get(begins, ""), 0.0


def _is_of_elsewhere(heading: str) -> bool:
    return not _ELSEWHERE.isdisjoint(_key(heading).split())


def _by_content(headings: Sequence[str], values: Mapping[str, list[str]]) -> list[Choice]:
    return [
        Choice(field, heading, Sureness.CONTENT)
        for field in DETECTORS
        if field != INSEE_CODE  # the numbers of postcodes
        for heading in headings
        if not _is_of_elsewhere(heading) and (resembles(field, values[heading]) or 0) >= _MOST
    ]


def _is_doubtful(choice: Choice, values: Mapping[str, list[str]]) -> bool:
    """Whether hardly any value looks like the field; hours are written in too many ways to say so of them, and kinds too."""
    share = resembles(choice.field, values.get(choice.heading, ()))
    return choice.field not in ("horaires", "type") and share is not None and share < _SOME


def _is_personal(heading: str, headings: Iterable[str]) -> bool:
    """Whether the column is about a person: her name, her own telephone. « Nom » beside « Prénom » is a person's."""
    words = set(_key(heading).split())
    if words & _PERSONS or ("contact" in words and words & {NAME, "personne"}):
        return True
    return words == {NAME} and any("prenom" in _key(other).split() for other in headings)


def _key(heading: str) -> str:
    """What is compared of a heading: folded, singular, without linking words."""
    words = [word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in fold(heading[:LONGEST_HEADING]).split()]  # noqa: PLR2004 - « gps »
    return " ".join(word for word in words if word not in _LINKS) or " ".join(words)


def _text(value: object) -> str:
    return "" if value is None else str(value)
