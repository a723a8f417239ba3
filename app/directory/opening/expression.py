"""Taking an OSM `opening_hours` expression: what is refused, because it cannot be read, or would be read wrongly.

opening-hours-py accepts more than it understands: it ignores `SH`, reads `PH Mo` as « holidays or Mondays », a day without
hours as the whole day, a lone comment as open for ever, `Nov 31` as every day. A wrong answer sends somebody to a closed
door, so what it would misread is refused here, and a stored expression that this refuses has unknown hours.
"""

import re

from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined] # its stub forgets it

from app.core.clock import PARIS
from app.directory.opening.rules import InvalidHours, Refusal

MAX_LENGTH = 500
MAX_RULES = 16
MAX_TIMES_PER_RULE = 16

_DAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)"
_NTH = r"(?:\[[-\d, ]+\])?"
_SPACES = re.compile(r"\s+")
_AROUND_DASH = re.compile(r"(\d:\d\d) ?[-–] ?(\d{1,2}:\d\d)")
_BETWEEN_DAYS = re.compile(rf"({_DAY}{_NTH}) ?, (?={_DAY}\b)", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_RULE_SEPARATOR = re.compile(r";|\|\||, (?!\d{1,2}:)")

_TIMES = re.compile(r"\d{1,2}:\d\d-\d{1,2}:\d\d")
_HAS_HOURS = re.compile(r"\d{1,2}:\d\d-\d{1,2}:\d\d|24/7|\b(?:off|closed|unknown|open)\b", re.IGNORECASE)
_REFUSED = (
    (Refusal.SCHOOL_HOLIDAYS, re.compile(r"\bSH\b", re.IGNORECASE)),
    (Refusal.PUBLIC_HOLIDAYS_AND_DAYS, re.compile(r"\bPH (?:Mo|Tu|We|Th|Fr|Sa|Su)\b|\b(?:Mo|Tu|We|Th|Fr|Sa|Su) PH\b", re.IGNORECASE)),
    (Refusal.SUN, re.compile(r"\b(?:sunrise|sunset|dawn|dusk)\b", re.IGNORECASE)),
    (Refusal.OPEN_END, re.compile(r"\d:\d\d ?\+")),
    (Refusal.IMPOSSIBLE_DATE, re.compile(r"\b(?:Feb (?:\d+-)?3[01]|(?:Apr|Jun|Sep|Nov) (?:\d+-)?31)\b", re.IGNORECASE)),
)


def check(text: str) -> str:
    """Return the expression as it is to be stored; raise InvalidHours, with its code, when it cannot be taken.

    The meaning of what is accepted is never changed: only spaces are set right (`Mo, We` → `Mo,We`, `9:00 - 12:00`).
    """
    cleaned = _cleaned(text)
    _refuse(cleaned)
    parse(cleaned)
    return cleaned


def parse(expression: str) -> OpeningHours:
    """Return the expression, ready to be evaluated in France; raise InvalidHours when it does not parse."""
    try:
        return OpeningHours(expression, timezone=PARIS, country="FR")
    except (ParserError, UnicodeError) as error:
        raise InvalidHours(Refusal.UNREADABLE) from error


def without_comments(expression: str) -> str:
    """Return the expression with its quoted comments emptied, at the same positions: what is quoted is no rule."""
    return _QUOTED.sub(lambda quoted: '"' + " " * (len(quoted[0]) - 2) + '"', expression)


def _cleaned(text: str) -> str:
    if len(text) > MAX_LENGTH:
        raise InvalidHours(Refusal.TOO_LONG)
    cleaned = _SPACES.sub(" ", text).strip(" ;")
    cleaned = _AROUND_DASH.sub(r"\1-\2", cleaned)
    return _BETWEEN_DAYS.sub(r"\1,", cleaned)


def _refuse(expression: str) -> None:
    if not expression:
        raise InvalidHours(Refusal.EMPTY)
    bare = without_comments(expression)
    for code, pattern in _REFUSED:
        if pattern.search(bare):
            raise InvalidHours(code)
    if any(len(_TIMES.findall(part)) > MAX_TIMES_PER_RULE for part in bare.split(";")):
        raise InvalidHours(Refusal.TOO_MANY_TIMES)
    rules = _RULE_SEPARATOR.split(bare)
    if len(rules) > MAX_RULES:
        raise InvalidHours(Refusal.TOO_MANY_RULES)
    if not all(_HAS_HOURS.search(rule) for rule in rules):
        parse(expression)  # what does not parse at all is first of all unreadable
        raise InvalidHours(Refusal.NO_TIMES)
