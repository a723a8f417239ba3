"""Weeks and small numbers, as figures tell them."""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date

from app.core.language import Translator
from app.core.written_days import day_text
from app.listings.services.figures import FEW


def week_marks(mondays: Sequence[date], t: Translator, *, is_short: bool = False) -> list[tuple[str, str, bool]]:
    """Return, of each week, its name, the month that begins in it (or nothing), and whether it still goes on: the last one.

    `is_short`: for a table of several columns, « 16 nov. 2026 ».
    """
    told = []
    for number, monday in enumerate(mondays):
        is_partial = number == len(mondays) - 1
        day = format_date(monday, "medium", locale=t.language.formats) if is_short else day_text(monday, t)
        is_first_of_month = number > 0 and monday.month != mondays[number - 1].month
        month = format_date(monday, "LLL", locale=t.language.formats) if is_first_of_month else ""
        told.append((t.gettext("%(day)s, en cours", day=day) if is_partial else day, month, is_partial))
    return told


def few(count: int | None, t: Translator) -> str:
    """Return a number in words where it is few (None too): it could point at somebody; nobody is nobody."""
    is_few = count is None or 0 < count < FEW
    return t.gettext("moins de %(few)s", few=FEW) if is_few else str(count)
