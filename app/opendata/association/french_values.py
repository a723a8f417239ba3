"""Values as associations write them, into codes: publics, prices, languages, kinds, documents, addresses in one cell.

What is not understood whole is not understood: « femmes, hommes seuls » must not become « femmes ». The text then stays beside, as it is.
"""

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from app.core.text import fold
from app.directory.kinds import kinds
from app.directory.labels import LANGUAGES
from app.directory.rules import Mobilisation, Price, Public
from app.directory.search.understanding import Sort, phrases

DATA = Path(__file__).parent / "data"
LONGEST_LIST = 400
"""Characters: what is longer is no list of words."""
MOST_DOCUMENTS, LONGEST_DOCUMENT = 20, 200
MOST_KINDS = 8
YES, NO = frozenset({"oui", "o", "x", "1", "vrai", "true", "yes"}), frozenset({"non", "n", "0", "faux", "false", "no"})
_SEPARATORS = re.compile(r"[,;/|\n•]")
_LINES = re.compile(r"[;|\n•]")
_AND = re.compile(r"\s+et\s+|\+|&", re.IGNORECASE)
_PRICE = re.compile(r"\d{1,4}(?:[.,]\d{1,2})? ?(?:€|euros?)", re.IGNORECASE)
_ZERO = re.compile(r"0+(?:[.,]0+)? ?(?:€|euros?)?", re.IGNORECASE)
_WHOLE_ADDRESS = re.compile(
    r"(?P<street>.{0,250}?)[ ,;–-]*\b(?P<postcode>\d{5})[ ,]+(?P<commune>[^\d,;]{2,80}?)"
    r"(?: cedex(?: \d{1,2})?| \d{1,2} ?(?:er|e|ème|eme))?(?:[ ,]+france)?",
    re.IGNORECASE,
)
_OTHER_WORDS = {"lsf": "fsl", "langue des signes": "fsl", "persan": "fa", "dari": "fa", "farsi": "fa"}


class Address(NamedTuple):
    """A street, its postcode and its commune; empty when unsaid."""

    street: str
    postcode: str
    commune: str


def address_of(street: str, postcode: str, commune: str) -> Address:
    """Return the parts of an address, taken apart where one cell holds them all: « 1 rue des Exemples, 69003 Lyon », « 69003 Lyon »."""
    if not postcode and (match := _whole(commune)) and not match["street"]:
        return Address(street, match["postcode"], match["commune"])
    if not postcode and (match := _whole(street)):
        return Address(match["street"].strip(" ,;–-"), match["postcode"], commune or match["commune"])
    return Address(street, postcode, commune)


def _whole(text: str) -> re.Match[str] | None:
    return _WHOLE_ADDRESS.fullmatch(" ".join(text.split())) if len(text) <= LONGEST_LIST else None


def publics_of(text: str) -> list[str]:
    """Return the codes of v1 for publics in words; none as soon as one word is not understood."""
    return _all_of(text, _publics())


def languages_of(text: str) -> tuple[list[str], bool]:
    """Return the codes of languages, and whether all were understood."""
    found = [_languages().get(fold(part)) for part in _parts(text)]
    return list(dict.fromkeys(code for code in found if code)), None not in found


def documents_of(text: str) -> list[str]:
    """Return the documents to bring, one by one."""
    separator = _LINES if _LINES.search(text) else re.compile(",")
    parts = (" ".join(part.split()).strip(" -–.")[:LONGEST_DOCUMENT] for part in separator.split(text[: MOST_DOCUMENTS * LONGEST_DOCUMENT]))
    return list(dict.fromkeys(part[:1].upper() + part[1:] for part in parts if part))[:MOST_DOCUMENTS]


def price_of(text: str, *, is_yes_free: bool) -> tuple[str | None, str]:
    """Return the code of v1 and what is left to tell: « oui » counts only under a heading that asks whether it is free."""
    told, amount = fold(text[:LONGEST_LIST]), text.strip()
    if is_yes_free and amount.casefold() in YES | NO:
        return (Price.FREE if told in YES else Price.PAYING), ""
    if told in {"gratuit", "gratuite", "free", "entierement gratuit"} or _ZERO.fullmatch(amount):
        return Price.FREE, ""
    if told in {"payant", "payante"}:
        return Price.PAYING, ""
    if _PRICE.fullmatch(amount):
        return Price.PAYING, text
    return None, "" if amount.casefold() in YES | NO else text


def appointment_of(with_one: str, without: str) -> tuple[list[str], str]:
    """Return ways to come (v1) and what is left to tell, from « sur rendez-vous ? » and « sans rendez-vous ? »."""
    may_come = fold(with_one[:LONGEST_LIST]) in NO or fold(without[:LONGEST_LIST]) in YES
    told = []
    if fold(with_one[:LONGEST_LIST]) in YES or fold(without[:LONGEST_LIST]) in NO:
        told.append("Sur rendez-vous.")
    told += [text for text in (with_one, without) if text and fold(text[:LONGEST_LIST]) not in YES | NO]
    return ([Mobilisation.COME.value] if may_come and not told else []), " ".join(told)


def kinds_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes of kinds named exactly (name, acronym, synonym, code), and the parts that name none. An allowance is no service."""
    found: list[str] = []
    unknown: list[str] = []
    whole = _kinds_named(text[:LONGEST_LIST])
    for part in [text] if whole else _SEPARATORS.split(text[:LONGEST_LIST]):
        codes = whole or _kinds_named(part) or [code for one in _AND.split(part) for code in _kinds_named(one)]
        found += codes
        if part.strip() and not codes:
            unknown.append(" ".join(part.split()))
    return tuple(dict.fromkeys(found))[:MOST_KINDS], tuple(unknown)


def _kinds_named(text: str) -> list[str]:
    if text.strip() in kinds():
        return [text.strip()]
    words = fold(text).split()
    singular = " ".join(word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in words)  # noqa: PLR2004 - as phrases are kept
    meanings = phrases().get(" ".join(words)) or phrases().get(singular) or ()
    return [found.code for found in meanings if found.sort is Sort.KIND and kinds()[found.code].can_be_searched]


def _parts(text: str) -> list[str]:
    return [part for whole in _SEPARATORS.split(text[:LONGEST_LIST]) for part in _AND.split(whole) if fold(part)]


def _all_of(text: str, known: dict[str, str]) -> list[str]:
    if len(text) > LONGEST_LIST:
        return []
    codes: list[str] = []
    for whole in _SEPARATORS.split(text):
        parts = [whole] if fold(whole) in known else [part for part in _AND.split(whole) if part.strip()]
        if any(fold(part) not in known for part in parts):
            return []
        codes += [known[fold(part)] for part in parts]
    return sorted(set(codes))


@cache
def _publics() -> dict[str, str]:
    known = {fold(public.value): public.value for public in Public}
    with (DATA / "publics.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            known |= {fold(words): Public(row["code"]).value for words in row["mots"].split("|")}
    return known


@cache
def _languages() -> dict[str, str]:
    return {fold(word): code for code, name in LANGUAGES.items() for word in (code, name)} | _OTHER_WORDS
