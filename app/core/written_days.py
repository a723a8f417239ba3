"""Days as they are written in each language."""

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date

from app.core.clock import PARIS
from app.core.language import FRENCH, Translator


def day_text(day: date, t: Translator) -> str:
    """Return a date in words: « 24 novembre 2026 », « 1er août 2026 »."""
    return _written(day, t.language.formats)


def day_of(at: datetime, t: Translator) -> str:
    """Return the civil day of Paris of an instant, in words."""
    return day_text(at.astimezone(PARIS).date(), t)


@lru_cache(maxsize=4096)
def _written(day: date, locale: str) -> str:
    return format_date(day, "d'er' MMMM y" if locale == FRENCH.formats and day.day == 1 else "long", locale=locale)
