"""Times, days and slots in words. Names of days and months come from CLDR; sentences from the catalogue."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from babel import Locale
from babel.dates import format_date

from app.core.language import Translator
from app.directory.opening.rules import Interval

NO_BREAK = "\N{NO-BREAK SPACE}"
_NOON = 12


def time_text(moment: time, t: Translator) -> str:
    """Return the time: « 17 h 30 », « 9 h »; "5:30 pm", "9 am"; "17:30" in the other languages."""
    if t.language.base == "fr":
        return f"{moment.hour}{NO_BREAK}h{NO_BREAK}{moment.minute:02}" if moment.minute else f"{moment.hour}{NO_BREAK}h"
    if t.language.base == "en":
        hour = moment.hour % _NOON or _NOON
        clock = f"{hour}:{moment.minute:02}" if moment.minute else str(hour)
        return f"{clock}{NO_BREAK}{'am' if moment.hour < _NOON else 'pm'}"
    return f"{moment.hour}:{moment.minute:02}"


def end_text(moment: time, t: Translator) -> str:
    """Return the time at which something ends: midnight has its word there, where « 0 h » would puzzle."""
    return time_text(moment, t) if moment != time() else t.gettext("minuit")


def slots_text(slots: Sequence[Interval], t: Translator) -> str:
    """Return the slots of one day: « 8 h 30 – 12 h, 13 h 30 – 17 h 30 », « jour et nuit », « fermé »."""
    if not slots:
        return t.gettext("fermé")
    text = _slot_text(slots[0], t)
    for slot in slots[1:]:
        text = t.gettext("%(first)s, %(next)s", first=text, next=_slot_text(slot, t))
    return text


def _slot_text(slot: Interval, t: Translator) -> str:
    start, end = time_text(slot.start.time(), t), end_text(slot.end.time(), t)
    if slot.end - slot.start < timedelta(days=1):
        return t.gettext("%(start)s – %(end)s", start=start, end=end)
    if slot.start.time() == time():
        return t.gettext("jour et nuit")
    return t.gettext("de %(start)s au lendemain %(end)s", start=start, end=end)


def weekday_text(day: date, t: Translator) -> str:
    """Return the name of the day of the week: « lundi »."""
    return _weekdays(t.language.base)[day.weekday()]


def date_text(day: date, today: date, t: Translator) -> str:
    """Return the day with its date, and its year where it is more than half a year away: « lundi 24 novembre », « mardi 1er décembre »."""
    pattern = "EEEE d MMMM" if abs(day - today) < timedelta(days=183) else "EEEE d MMMM y"
    if t.language.base == "fr" and day.day == 1:
        pattern = pattern.replace(" d ", " d'er' ")
    return format_date(day, pattern, locale=_locale(t.language.formats))


def last_day_of(end: datetime) -> date:
    """Return the day that an ending belongs to: midnight ends the day before."""
    return (end - timedelta(minutes=1)).date() if end.time() == time() else end.date()


@lru_cache
def _locale(code: str) -> Locale:
    return Locale.parse(code, sep="-" if "-" in code else "_")


@lru_cache
def _weekdays(code: str) -> tuple[str, ...]:
    names = _locale(code).days["stand-alone"]["wide"]
    return tuple(names[number] for number in range(7))
