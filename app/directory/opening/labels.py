"""What is said of the hours of a place, in whole sentences. Words meet states here only."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from app.core.clock import PARIS
from app.core.language import Translator, mark
from app.directory.opening.rules import ChangeKind, Interval, InvalidHours, Refusal, Schedule, State, Status, TemporaryChange
from app.directory.opening.timeline import slots
from app.directory.opening.times import date_text, end_text, last_day_of, slots_text, time_text, weekday_text
from app.directory.opening.week import WeekLine, week_lines

__all__ = [
    "WeekLine",
    "day_line",
    "day_name",
    "is_of_evening",
    "moved_text",
    "passage_text",
    "refusal_text",
    "slots_text",
    "status_text",
    "time_text",
    "week_lines",
]

_MORNING = time(6)
_EVENING = time(17)
"""From then on, what passes passes « ce soir »."""
_WEEK = 7

_REFUSALS = {
    Refusal.EMPTY: mark("Écrivez les horaires, par exemple : Mo-Fr 09:00-12:00,14:00-17:00."),
    Refusal.TOO_LONG: mark("Ces horaires sont trop longs : gardez 500 caractères au plus."),
    Refusal.TOO_MANY_RULES: mark("Ces horaires ont trop de règles : gardez-en 20 au plus, séparées par des points-virgules."),
    Refusal.TOO_MANY_TIMES: mark("Une règle a trop d’heures : gardez 16 plages au plus, par exemple : Mo-Fr 09:00-12:00,14:00-17:00."),
    Refusal.SCHOOL_HOLIDAYS: mark("Retirez SH : écrivez les horaires des vacances scolaires à part, dans leur propre champ."),
    Refusal.PUBLIC_HOLIDAYS_AND_DAYS: mark(
        "Séparez les jours fériés des autres jours. Fermé les jours fériés : Mo-Fr 09:00-12:00; PH off. "
        "Ouvert aussi les jours fériés : Mo-Fr,PH 09:00-12:00."
    ),
    Refusal.SUN: mark("Écrivez des heures au lieu du lever ou du coucher du soleil, par exemple : Mo-Su 08:00-20:00."),
    Refusal.OPEN_END: mark("Écrivez l’heure de fermeture au lieu du signe +, par exemple : Mo-Fr 17:00-22:00."),
    Refusal.NO_TIMES: mark(
        "Écrivez les heures de chaque jour, par exemple : Mo,We 09:00-12:00; Fr 14:00-17:00. "
        "Fermé un jour : Sa off. Ouvert jour et nuit : 24/7."
    ),
    Refusal.IMPOSSIBLE_DATE: mark("Une date n’existe pas. Corrigez-la, par exemple : Nov 01-Nov 30 09:00-12:00."),
    Refusal.UNREADABLE: mark(
        "Ces horaires ne peuvent pas être lus. Écrivez les jours en anglais abrégé et les heures sur cinq caractères, "
        "par exemple : Mo-Fr 08:30-12:00,13:30-17:00; Sa 09:00-12:00."
    ),
}


def refusal_text(refused: InvalidHours, t: Translator) -> str:
    """Return what to write instead of hours that cannot be taken."""
    return t.gettext(_REFUSALS[refused.code])


def status_text(status: Status, now: datetime, t: Translator) -> str:
    """Return the sentence of the badge: « Ouvert jusqu’à 17 h 30 », « Fermé. Ouvre demain à 9 h », « Horaires non connus »."""
    now = now.astimezone(PARIS)
    if status.state is State.OPEN:
        return _open_text(status.until, now, t)
    if status.state is State.CLOSED:
        return _closed_text(status, now, t)
    return t.gettext("Horaires non connus")


def day_line(status: Status, now: datetime, t: Translator) -> str:
    """Return the slots of today, or of the day of the next opening: « Aujourd’hui : 8 h 30 – 12 h », « Lundi : 9 h – 12 h »; or nothing."""
    now = now.astimezone(PARIS)
    today = now.date()
    if status.today and (status.state is State.OPEN or not status.next_slots or status.next_slots == status.today):
        return t.gettext("Aujourd’hui : %(slots)s", slots=slots_text(status.today, t))
    if not status.next_slots:
        return ""
    slots, day = slots_text(status.next_slots, t), status.next_slots[0].start.date()
    if day == today + timedelta(days=1):
        return t.gettext("Demain : %(slots)s", slots=slots)
    name = _day_text(day, today, t)
    return t.gettext("%(day)s : %(slots)s", day=name[:1].upper() + name[1:], slots=slots)


def passage_text(status: Status, now: datetime, t: Translator) -> str:
    """Return when an itinerant service is at a stop: « Ici jusqu’à 12 h », « Passe jeudi, 10 h – 12 h »; or nothing."""
    now = now.astimezone(PARIS)
    if status.state is State.OPEN and status.until is not None:
        return t.gettext("Ici jusqu’à %(time)s", time=end_text(status.until.time(), t))
    if not status.next_slots:
        return ""
    slots, day = slots_text(status.next_slots, t), status.next_slots[0].start.date()
    if day == now.date() and is_of_evening(status.next_slots):
        return t.gettext("Passe ce soir, %(slots)s", slots=slots)
    if day == now.date():
        return t.gettext("Passe aujourd’hui, %(slots)s", slots=slots)
    if day == now.date() + timedelta(days=1):
        return t.gettext("Passe demain, %(slots)s", slots=slots)
    return t.gettext("Passe %(day)s, %(slots)s", day=_day_text(day, now.date(), t), slots=slots)


def moved_text(schedule: Schedule, change: TemporaryChange, today: date, t: Translator, *, tells_place: bool = True) -> str:
    """Return that a stop is cancelled or moved: « Ce soir : passage déplacé, place Bellecour »."""
    day = max(change.starts, today)
    usual = [Interval(slot.start, slot.end) for slot in slots(schedule, day, day)]
    when = day_name(day, today, t, is_evening=is_of_evening(usual))
    if not change.moved_to:
        return t.gettext("%(day)s : passage annulé", day=when)
    if not tells_place:
        return t.gettext("%(day)s : passage déplacé", day=when)
    return t.gettext("%(day)s : passage déplacé, %(place)s", day=when, place=change.moved_to)


def day_name(day: date, today: date, t: Translator, *, is_evening: bool = False) -> str:
    """Return a day as a line begins with it: « Ce soir », « Aujourd’hui », « Demain », « Lundi 24 novembre »."""
    if day == today:
        return t.gettext("Ce soir") if is_evening else t.gettext("Aujourd’hui")
    if day == today + timedelta(days=1):
        return t.gettext("Demain")
    name = date_text(day, today, t)
    return name[:1].upper() + name[1:]


def is_of_evening(slots: Sequence[Interval]) -> bool:
    """Whether all that is given on a day is given in the evening."""
    return bool(slots) and all(slot.start.time() >= _EVENING for slot in slots)


def _open_text(until: datetime | None, now: datetime, t: Translator) -> str:
    if until is None:
        return t.gettext("Ouvert jour et nuit")
    days = (last_day_of(until) - now.date()).days
    if days == 0:
        return t.gettext("Ouvert jusqu’à %(time)s", time=end_text(until.time(), t))
    if days == 1 and until.time() != time() and until.time() < _MORNING:
        return t.gettext("Ouvert jusqu’à %(time)s du matin", time=time_text(until.time(), t))
    if days == 1:
        return t.gettext("Ouvert jusqu’à demain %(time)s", time=end_text(until.time(), t))
    day = date_text(last_day_of(until), now.date(), t)
    return t.gettext("Ouvert jour et nuit jusqu’au %(day)s à %(time)s", day=day, time=end_text(until.time(), t))


def _closed_text(status: Status, now: datetime, t: Translator) -> str:
    change, today = status.temporary, now.date()
    if change is None or change.kind != ChangeKind.CLOSURE or not change.holds_on(today):
        return _opens_text(status.until, today, t) if status.until else t.gettext("Fermé pour l’instant")
    if status.until is None:
        return t.gettext("Fermé temporairement, jusqu’au %(day)s inclus", day=date_text(change.ends, today, t))
    at = time_text(status.until.time(), t)
    if status.until.date() == today + timedelta(days=1):
        return t.gettext("Fermé temporairement. Rouvre demain à %(time)s", time=at)
    return t.gettext("Fermé temporairement. Rouvre %(day)s à %(time)s", day=_day_text(status.until.date(), today, t), time=at)


def _opens_text(opens: datetime, today: date, t: Translator) -> str:
    at, day = time_text(opens.time(), t), opens.date()
    if day == today:
        return t.gettext("Fermé. Ouvre à %(time)s", time=at)
    if day == today + timedelta(days=1):
        return t.gettext("Fermé. Ouvre demain à %(time)s", time=at)
    return t.gettext("Fermé. Ouvre %(day)s à %(time)s", day=_day_text(day, today, t), time=at)


def _day_text(day: date, today: date, t: Translator) -> str:
    """The day of the week where it leaves no doubt, else with its date."""
    return weekday_text(day, t) if (day - today).days < _WEEK else date_text(day, today, t)
