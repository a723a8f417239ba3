"""Dates, numbers, SIRET, hours. Each function returns the value and what is wrong, in French; what is wrong is put aside."""

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from math import isfinite
from typing import Any

from stdnum.fr import siret as sirets

from app.directory.opening.expression import check
from app.directory.opening.rules import InvalidHours
from app.opendata.cleaning.columns import Remembering
from app.opendata.cleaning.texts import LONGEST, is_absent, text

CENTURY = date(2000, 1, 1)
"""data·inclusion knows no older date."""

NO_HOURS = ("", "")
LONGEST_RAW_HOURS = 1_000
LONGEST_DATE = 100
_NO_DATE = "La date n’est pas lisible : elle est laissée de côté."
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ].*)?")
_FRENCH = re.compile(r"(\d\d)/(\d\d)/(\d{4})(?: .*)?")
_EPOCH = re.compile(r"-?\d{11,14}(?:\.0)?")
_SIRET_LENGTH = 14
_LA_POSTE = "356000000"
_SPACES = str.maketrans("", "", " \xa0\u202f.-")
_FIGURES = bytes.maketrans(b"0123456789", bytes(range(10)))
_DOUBLED = bytes.maketrans(b"0123456789", bytes((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)))
"""Luhn's: what each second figure counts for, from the last but one backwards."""


def _is_short(raw: Any) -> bool:
    return raw.__class__ is str and 0 < len(raw) <= LONGEST_DATE


def dates_until(today: date) -> Remembering[date | None]:
    """Return what reads dates from 2000 to `today`: ISO text, epoch milliseconds, real dates."""

    def read_text(written: str) -> tuple[date | None, str]:
        try:
            return (None, "") if is_absent(written) else within(_date_of_text(written.strip()))
        except (ValueError, OverflowError):
            return None, _NO_DATE

    def within(day: date) -> tuple[date | None, str]:
        if day > today:
            return None, f"La date ({day:%d/%m/%Y}) est dans le futur : elle est laissée de côté."
        if day < CENTURY:
            return None, f"La date ({day.isoformat()}) est d’avant 2000 : elle est laissée de côté."
        return day, ""

    def read(raw: Any) -> tuple[date | None, str]:
        if _is_short(raw):
            return read_text(raw)
        if is_absent(raw):
            return None, ""
        if isinstance(raw, datetime):
            return within(raw.date())
        return within(raw) if isinstance(raw, date) else read_text(text(raw)[:LONGEST_DATE])

    return Remembering(read)


def _date_of_text(written: str) -> date:
    if _ISO.fullmatch(written):
        return date.fromisoformat(written[:10])
    if _EPOCH.fullmatch(written):
        return datetime.fromtimestamp(float(written) / 1000, UTC).date()
    if (found := _FRENCH.fullmatch(written)) is not None:
        return date(int(found[3]), int(found[2]), int(found[1]))
    raise ValueError(written)


def number(raw: Any) -> float | None:
    """A finite number, however written; None when there is none. Raise ValueError, TypeError or OverflowError for anything else."""
    if raw.__class__ is float and raw == raw:  # noqa: PLR0124 - NaN differs from itself
        value = raw
    elif is_absent(raw):
        return None
    else:
        value = float(raw.strip().replace(",", ".") if isinstance(raw, str) else raw)
    if not isfinite(value):
        raise ValueError(raw)
    return value


def _weekly_hours(raw: Any) -> tuple[float | None, str]:
    """Hours a week, from 0 to 168."""
    return _bounded(raw, 0, 168)


def _weeks(raw: Any) -> tuple[int | None, str]:
    """A number of weeks, whole, at least 1."""
    value, problem = _bounded(raw, 1, 10_000)
    return None if value is None else int(value), problem


def _bounded(raw: Any, least: float, most: float) -> tuple[float | None, str]:
    if raw is None or raw == "":
        return None, ""
    try:
        value = number(raw)
    except (ValueError, TypeError, OverflowError):
        return None, "Ce n’est pas un nombre : il est laissé de côté."
    if value is not None and not least <= value <= most:
        return None, f"Le nombre n’est pas possible (de {least} à {most}) : il est laissé de côté."
    return value, ""


def siret(raw: Any) -> tuple[str | None, str]:
    """Fourteen figures whose check holds (python-stdnum knows those of La Poste, which follow another rule)."""
    value = raw if raw.__class__ is str else text(raw)
    if not value:
        return None, ""
    if len(value) != _SIRET_LENGTH:
        value = text(raw).translate(_SPACES)
        if not value:
            return None, ""
    if len(value) != _SIRET_LENGTH or not (value.isascii() and value.isdigit()):
        return None, "Le SIRET n’a pas 14 chiffres : il est laissé de côté."
    if is_plain_siret(value) or sirets.is_valid(value):
        return value, ""
    return None, "La clé du SIRET est fausse : il est laissé de côté."


def is_plain_siret(value: str) -> bool:
    """Whether fourteen figures follow the ordinary rule, for the whole number and for the SIREN within; far faster than asking stdnum."""
    if len(value) != _SIRET_LENGTH or not (value.isascii() and value.isdigit()) or value.startswith(_LA_POSTE):
        return False
    figures, doubled = value.encode().translate(_FIGURES), value.encode().translate(_DOUBLED)
    siret_sum = sum(doubled[::2]) + sum(figures[1::2])
    siren_sum = sum(figures[:9:2]) + sum(doubled[1:9:2])
    return siret_sum % 10 == siren_sum % 10 == 0


def _hours(raw: Any) -> tuple[tuple[str, str], str]:
    """(expression, "") when the hours can be read, else ("", text as given)."""
    value = "" if raw is None else text(raw)
    if not value:
        return NO_HOURS, ""
    if len(value) <= LONGEST:
        try:
            return (check(value), ""), ""
        except InvalidHours:
            if len(value) <= LONGEST_RAW_HOURS:
                return (
                    "",
                    value,
                ), "Les horaires ne sont pas au format OpenStreetMap : ils sont gardés tels quels, sans calcul d’ouverture."
    return NO_HOURS, "Les horaires sont illisibles et trop longs : ils sont laissés de côté."


hours = Remembering(_hours, lru_cache(5_000)(_hours))
weekly_hours = Remembering(_weekly_hours)
weeks = Remembering(_weeks)
