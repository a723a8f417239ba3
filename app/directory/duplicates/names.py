"""What a name says of who somebody is: its words less those that everybody bears."""

import re
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from app.core.text import fold
from app.territory.gazetteer import gazetteer

TOWN_HALL = "mairie"
COMMUNAL = frozenset({"ccas", "cias"})
ARTICLES = frozenset(("a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "n", "ou", "par", "pour", "sur"))
GENERIC = frozenset(("asso", "assoc", "association", "arrondissement", "cedex", "loi", "ville", "1901"))
"""Words that tell nobody apart."""
SORTS = frozenset((
    "accompagnement", "accueil", "action", "agence", "aide", "antenne", "bureau", "centre", "cite", "comite", "communal", "communale",
    "departement", "departemental", "departementale", "delegation", "equipe", "espace", "federation", "foyer", "groupe", "local",
    "locale", "lieu", "maison", "metropole", "municipal", "permanence", "point", "pole", "relais", "residence", "secteur", "service",
    "services", "site", "social", "sociale", "sociales", "socio", "solidaire", "solidarite", "solidarites", "structure", "territoire",
    "union", "unite",
))  # fmt: skip
"""Words that say what sort of place it is: alike, they mean little."""
SORT_WEIGHT = 0.35
SAME_WORD = 84
"""Likeness (of 100) from which two words are one word, mistyped."""
CONTAINED, CONTAINED_SORT = 0.9, 0.75
"""Likeness of a name that stands whole within the other; less when it only says a sort of place."""
OTHER_NUMBER = 0.6
"""What remains of a likeness between « Maison 3 » and « Maison 8 »."""
BY_INITIALS = 0.9
TOWN_HALL_FOR_CCAS = 0.8
SHORTEST_ACRONYM = 3

_ONE_NAME = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), name)
    for pattern, name in (
        ("centre communal (?:d )?action sociale", "ccas"),
        ("centre intercommunal (?:d )?action sociale", "cias"),
        ("hotel de ville|^ville de|^commune de|^mairie de", TOWN_HALL),
        ("(?:maison |espace |point )?(?:de )?france services?", "franceservices"),
        ("caisse (?:d )?allocations familiales", "caf"),
        ("caisse primaire (?:d )?assurance maladie", "cpam"),
        ("pole emploi", "francetravail"),
        ("france travail", "francetravail"),
        ("mission locale", "missionlocale"),
        ("restaurants du coeur|restos? du coeur", "restoscoeur"),
        ("protection maternelle et infantile", "pmi"),
        ("foyer (?:de )?jeunes travailleurs", "fjt"),
    )
)
"""Networks and bodies that are written in several ways."""


class Name(NamedTuple):
    """A name as it is compared."""

    words: tuple[str, ...]
    """Those that tell somebody apart, and sorts of places; in order, without doubles."""
    numbers: frozenset[str]
    initials: str

    @property
    def telling(self) -> tuple[str, ...]:
        """Words under which it is looked for: sorts of places only when there is nothing else."""
        return tuple(word for word in self.words if word not in SORTS) or self.words


def read(name: str, commune: str) -> Name:
    """Read a name given in a commune, whose own name says nothing there."""
    folded = fold(name)
    town = _town_words(commune)
    initials = "".join(word[0] for word in folded.split() if word not in ARTICLES and word not in town)
    for pattern, one in _ONE_NAME:
        folded = pattern.sub(one, folded)
    spoken = [word for word in folded.split() if word not in ARTICLES and word not in GENERIC]
    own = [word for word in spoken if word not in town and not word[0].isdigit()] or spoken or folded.split()
    numbers = frozenset(re.sub(r"\D", "", word) for word in spoken if word[0].isdigit())
    return Name(tuple(dict.fromkeys(map(intern, own))), numbers, initials)


@lru_cache(maxsize=8192)
def _town_words(commune: str) -> frozenset[str]:
    return frozenset(fold(commune).split())


def town_name(commune: str, code: str) -> str:
    """Return the name of a commune as written, or that of its code."""
    found = None if commune else gazetteer().commune(code)
    return found.nom if found else commune


def likeness(one: Name, other: Name) -> float:
    """Return how alike two names are, from 0 to 1."""
    if not one.words or not other.words:
        return 0.0
    if one.words == other.words:
        alike = 1.0
    elif _is_acronym(one, other) or _is_acronym(other, one):
        alike = BY_INITIALS
    else:
        alike = _shared(one.words, other.words)
    if one.numbers and other.numbers and one.numbers != other.numbers:
        alike *= OTHER_NUMBER
    return alike


def is_town_hall_and_ccas(one: Name, other: Name) -> bool:
    """Whether one is a town hall and the other a CCAS or CIAS and nothing more."""
    hall, body = (one, other) if TOWN_HALL in one.words else (other, one)
    return hall.words == (TOWN_HALL,) and len(body.words) == 1 and body.words[0] in COMMUNAL


def _is_acronym(short: Name, long: Name) -> bool:
    """« UDAF de l’Isère » for « Union départementale des associations familiales »; three letters meet by chance, unless they are all."""
    first, *rest = short.words
    if not set(rest) <= set(long.words):
        return False
    return first == long.initials if len(first) == SHORTEST_ACRONYM else len(first) > SHORTEST_ACRONYM and long.initials.startswith(first)


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    few, many = sorted((one, other), key=_weight)
    left, shared, telling = list(many), 0.0, False
    for word in few:
        match = word if word in left else next((candidate for candidate in left if ratio(word, candidate) >= SAME_WORD), None)
        if match is not None:
            left.remove(match)
            shared += min(_word_weight(word), _word_weight(match))
            telling = telling or word not in SORTS
    total, least = _weight(one) + _weight(other), _weight(few)
    if not least:
        return 0.0
    return max(2 * shared / total, shared / least * (CONTAINED if telling else CONTAINED_SORT))


def _weight(words: tuple[str, ...]) -> float:
    return sum(map(_word_weight, words))


def _word_weight(word: str) -> float:
    return SORT_WEIGHT if word in SORTS else 1.0
