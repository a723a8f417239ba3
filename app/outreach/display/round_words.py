"""What pages of rounds say in the same words: days, hours, where a passage is."""

from collections.abc import Sequence
from datetime import datetime, time

from app.core.clock import PARIS
from app.core.language import Translator
from app.core.written_days import day_text
from app.directory.opening.times import end_text, time_text, weekday_text
from app.outreach.models import OutreachRound, OutreachRoundStop
from app.outreach.round_hours import Hours, hour_of
from app.outreach.territories import commune_name


def title_of(found: OutreachRound, t: Translator) -> str:
    """Return what a round is called: « Tournée du 24 novembre 2026 »; neither where it goes nor who."""
    return t.gettext("Tournée du %(day)s", day=day_text(found.day, t))


def hours_text(hours: Hours, t: Translator) -> str:
    """Return from when to when: « de 20 h à 23 h », « de 21 h à 1 h 30 le lendemain »."""
    start, end = time_text(hours.starts, t), end_text(hours.ends, t)
    if hours.is_by_night and hours.ends != time():
        return t.gettext("de %(start)s à %(end)s le lendemain", start=start, end=end)
    return t.gettext("de %(start)s à %(end)s", start=start, end=end)


def stop_hours(stop: OutreachRoundStop, t: Translator) -> str:
    """Return the hours of a stop: « 20 h – 20 h 30 », « 20 h » where its end is not said."""
    start = time_text(stop.starts, t)
    return t.gettext("%(start)s – %(end)s", start=start, end=end_text(stop.ends, t)) if stop.ends is not None else start


def stop_name(stop: OutreachRoundStop, t: Translator) -> str:
    """Return where a stop is: « Place de la Gare (Privas) »."""
    commune = commune_name(stop.commune)
    return t.gettext("%(what)s (%(more)s)", what=stop.name, more=commune) if commune and commune not in stop.name else stop.name


def about(at: datetime, hours: Hours, t: Translator) -> str:
    """Return about when a passage is: « vers 20 h 15 », with the day of the week where it is the next one."""
    hour, day = time_text(hour_of(at), t), at.astimezone(PARIS).date()
    if day == hours.day:
        return t.gettext("vers %(hour)s", hour=hour)
    return t.gettext("vers %(hour)s, %(day)s", hour=hour, day=weekday_text(day, t))


def numbers_text(numbers: Sequence[int], t: Translator) -> str:
    """Return requests by their numbers: « n° 12, n° 15 »."""
    return ", ".join(t.gettext("n° %(number)s", number=number) for number in numbers)
