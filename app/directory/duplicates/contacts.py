"""Telephones, e-mail addresses, sites and street addresses, in the one form in which they are compared."""

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio

from app.core.text import fold

DIGITS = 10
_NUMBER = re.compile(r"(?:(?:\+|00)33[ .\-]?(?:\(0\))?[ .\-]?|0)[1-9](?:[ .\-/]?\d{2}){4}(?!\d)")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
FREE_MAIL = frozenset(("free.fr", "gmail.com", "hotmail.com", "hotmail.fr", "laposte.net", "live.fr", "orange.fr", "outlook.com",
    "outlook.fr", "sfr.fr", "wanadoo.fr", "yahoo.com", "yahoo.fr"))  # fmt: skip
NOBODY = frozenset(("accueil", "admin", "asso", "association", "bonjour", "contact", "info", "infos", "mail", "secretariat"))
"""What stands before the @ of no one in particular: with a mailbox that anybody may open, it means nothing."""

_SHORT = {
    "all": "allee", "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "boul": "boulevard", "bvd": "boulevard",
    "ch": "chemin", "che": "chemin", "chem": "chemin", "crs": "cours", "dr": "docteur", "fbg": "faubourg", "fg": "faubourg",
    "gal": "general", "imp": "impasse", "lot": "lotissement", "mal": "marechal", "mt": "mont", "pdt": "president", "pl": "place",
    "prof": "professeur", "qu": "quai", "r": "rue", "rte": "route", "sq": "square", "st": "saint", "ste": "sainte", "za": "zone",
}  # fmt: skip
_PUT_ASIDE = frozenset(("a", "au", "aux", "bis", "cedex", "d", "de", "des", "du", "et", "l", "la", "le", "les", "ter", "bp", "cs"))
_WAYS = frozenset(("allee", "avenue", "boulevard", "chemin", "cours", "faubourg", "impasse", "lotissement", "montee", "passage", "place",
    "quai", "route", "rue", "ruelle", "square", "traverse", "voie"))  # fmt: skip
_HOUSE = re.compile(r"\d{1,4}[a-z]?")
SAME_STREET = 88
"""Likeness (of 100) from which two streets are one."""


class Street(NamedTuple):
    """A street address: its numbers, and the words of the street."""

    numbers: frozenset[str]
    words: str


def phones(text: str) -> frozenset[str]:
    """Return the French numbers in a text, as ten digits; short numbers (115, 3919) are nobody's own."""
    found = (re.sub(r"\D", "", match.replace("(0)", "")) for match in _NUMBER.findall(text))
    return frozenset(f"0{number[-9:]}" for number in found)


def email(text: str) -> str:
    """Return an e-mail address in lower case; nothing when it is no address, or no one's in particular."""
    address = text.strip().lower()
    if not _EMAIL.fullmatch(address):
        return ""
    before, _, domain = address.partition("@")
    return "" if before in NOBODY and domain in FREE_MAIL else address


def site(text: str) -> str:
    """Return the address of a site without its scheme, `www.` and what follows the path."""
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", text.strip().lower())
    return re.split(r"[?#]", bare, maxsplit=1)[0].rstrip("/")


@lru_cache(maxsize=4096)
def street(text: str) -> Street | None:
    """Read a street address; None when it names no street."""
    words = [_SHORT.get(word, word) for word in fold(text).split()]
    first, last = _houses(words)
    numbers = frozenset(re.sub(r"\D", "", word) for word in words[first:last] if word[0].isdigit())
    rest = [word for word in (*words[:first], *words[last:]) if word not in _PUT_ASIDE]
    return Street(numbers, " ".join(rest)) if rest else None


def _houses(words: list[str]) -> tuple[int, int]:
    """Where house numbers stand: at the start, or before « rue »; not those of « place du 8 mai 1945 »."""
    for first, word in enumerate(words):
        if not _HOUSE.fullmatch(word):
            continue
        last = first + 1
        while last < len(words) and (_HOUSE.fullmatch(words[last]) or words[last] in ("bis", "ter", "et", "a")):
            last += 1
        if first == 0 or (last < len(words) and words[last] in _WAYS):
            return first, last
    return 0, 0


def is_same_street(one: Street, other: Street) -> bool:
    """Whether two addresses are one: the same street, and a number in common or one that is not told."""
    if one.numbers and other.numbers and not one.numbers & other.numbers:
        return False
    if one.words == other.words:
        return True
    # « Maison des services, place de la Liberté » is at « place de la Liberté »; « rue » alone would be everywhere.
    are_long = " " in one.words and " " in other.words
    compared = token_set_ratio if are_long else token_sort_ratio
    return compared(one.words, other.words) >= SAME_STREET
