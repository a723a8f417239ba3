"""How one reaches somebody: e-mails, telephones, addresses of pages. Each function returns the value and what is wrong, in French.

Nothing here quotes what it refuses: it may be somebody's.
"""

import re
from typing import Any

from app.opendata.cleaning.texts import one_line

Cleaned = tuple[str, str]

_EMAIL = re.compile(
    r"(?<![^\s<>,;:()\[\]\\\"*])(?!(?:[^@]*@)?(?:[xX]{4}|masqu|masked|anonym|redacted|hidden))[^@\s<>,;:()\[\]\\\"*]+@[^@\s<>,;:()\[\]\\\"_/]+\.[^@\s<>,;:()\[\]\\\"._/\d]{2,}"
)
_LONGEST_EMAIL = 320
"""RFC 3696: 64 before the sign, 255 after."""

_LONGEST_FIELD = 2_000
"""Characters: several addresses or numbers fit in; more is a text, and looking through it would take hours."""

_MASKED = re.compile(r"\*|x{4,}|masqu|masked|anonym|redacted|hidden|caviard|confiden", re.IGNORECASE)
_MOST_DIGITS = 15
"""Of one number, E.164; more are two numbers."""

_PLAIN_PHONE = re.compile(r"\+?(?:\(0\)|[\d .\-\xa0\u202f])+")
_FRENCH_PHONE = re.compile(r"(?:(?:\+|00)33[ .\-\xa0]?(?:\(0\)[ .\-\xa0]?)?|0)[1-9](?:[ .\-\xa0\u202f]?\d{2}){4}")
_BETWEEN_PHONES = re.compile(r"[/;,|\n]|\b(?:ou|et|puis)\b")
_NUMBER = re.compile(r"\d[\d .\-\xa0\u202f]*\d")

_LINK = re.compile(r"https?://[^\s/?#@\\]+\.[^\s/?#@\\]{2,}(?:[/?#]\S*)?", re.IGNORECASE)
_LONGEST_LINK = 2_000
_NOT_A_LINK = "Ce n’est pas une adresse de page (https://…) : elle est laissée de côté."


_NO_MASK = "(?!x{4}|masqu|masked|anonym|redacted|hidden)"
is_plain_email = re.compile(rf"{_NO_MASK}[a-z\d.+-]{{1,60}}@{_NO_MASK}[a-z\d-]{{1,60}}\.[a-z]{{2,20}}", re.ASCII).fullmatch
is_plain_phone = re.compile(r"0[1-9](?: ?[0-9]{2}){4}").fullmatch
is_plain_link = re.compile(r"https?://[a-z\d.-]{1,200}\.[a-z]{2,20}(?:/[A-Za-z\d._~/?=%#:+-]{0,1000})?", re.ASCII).fullmatch
"""What most people write, told apart at little cost: what is accepted here needs no cleaning."""


def email(raw: Any) -> Cleaned:
    """One address; what was masked on purpose is put aside without a word."""
    if raw is None or raw == "":
        return "", ""
    value = one_line(raw)
    if len(value) > _LONGEST_FIELD:
        return "", "L’adresse électronique est démesurée : elle est laissée de côté."
    if not value or (len(value) <= _LONGEST_EMAIL and _EMAIL.fullmatch(value)):
        return value, ""
    if _MASKED.search(value):
        return "", ""
    found = _EMAIL.search(value.removeprefix("mailto:"))
    if found is None or len(found[0]) > _LONGEST_EMAIL:
        return "", "Ce n’est pas une adresse électronique : elle est laissée de côté."
    return found[0].rstrip("."), "" if value.count("@") == 1 else "Plusieurs adresses électroniques : la première est gardée."


def telephone(raw: Any) -> Cleaned:
    """One number, as it was written; the first of several."""
    value = "" if raw is None or raw == "" else one_line(raw)
    if len(value) > _LONGEST_FIELD:
        return "", "Le numéro de téléphone est démesuré : il est laissé de côté."
    if not value or _FRENCH_PHONE.fullmatch(value):
        return value, ""
    if _PLAIN_PHONE.fullmatch(value) and 1 < sum(map(str.isdigit, value)) <= _MOST_DIGITS:
        return value, ""
    if not any(map(str.isdigit, value)):
        masked = "*" in value or _MASKED.search(value)
        return "", "" if masked else "Ce n’est pas un numéro de téléphone : il est laissé de côté."
    parts = [part.strip(" -–.:") for part in _BETWEEN_PHONES.split(value)]
    numbered = [part for part in parts if _NUMBER.search(part)]
    if not numbered:
        return "", "Ce n’est pas un numéro de téléphone : il est laissé de côté."
    inside = _FRENCH_PHONE.findall(numbered[0])
    several = len(numbered) > 1 or len(inside) > 1
    return (inside[0] if len(inside) > 1 else numbered[0]), "Plusieurs numéros de téléphone : le premier est gardé." if several else ""


def _mended_link(value: str) -> Cleaned:
    if value.lower().startswith("www."):
        value = f"https://{value}"
    if len(value) <= _LONGEST_LINK and _LINK.fullmatch(value):
        return value, ""
    found = _LINK.match(value)
    if found is None or len(found[0]) > _LONGEST_LINK:
        return "", _NOT_A_LINK
    first = found[0].rstrip(",;|")
    return first, "Plusieurs adresses de pages, ou une adresse suivie d’un texte : la première est gardée."


def link(raw: Any) -> Cleaned:
    """The address of a page, http or https; « www.… » is completed."""
    if raw is None or raw == "":
        return "", ""
    value = one_line(raw)
    if len(value) <= _LONGEST_LINK and _LINK.fullmatch(value):
        return value, ""
    return _mended_link(value) if value else ("", "")
