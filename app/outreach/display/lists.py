"""Lists in words: where each request stands, and what is awaited by when. Neither places nor texts stand in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel.dates import format_date

from app.core.clock import PARIS
from app.core.language import Translator, mark
from app.core.written_days import day_text
from app.directory.opening.times import time_text
from app.outreach.awaiting import awaited
from app.outreach.labels import STATES, URGENCIES
from app.outreach.list_queries import WAITING, View
from app.outreach.models import OutreachRequest
from app.outreach.rules import SORTING, State, Urgency
from app.outreach.settings import Context
from app.outreach.territories import commune_name

NAMES: Mapping[View, str] = {View.TO_SORT: mark("À trier"), View.TEAM: mark("Équipe"), View.SENT: mark("Envoyées")}
UNFILTERED: Mapping[View, str] = {View.TO_SORT: mark("À trier"), View.TEAM: mark("En cours"), View.SENT: mark("Toutes")}
"""What a list shows when no state is asked for."""
LASTING = frozenset((State.REPORTED, *SORTING, State.ONGOING))
"""States that last, where the others are what somebody did one day."""
_URGENT = ("soon", "normal")
_NEAR = timedelta(days=183)
"""Closer than that, the rows of a list say days short and without their year, as narrow screens need them."""
AWAITED: Mapping[str, tuple[str, str]] = {
    "sorting": (mark("à trier avant le %(day)s"), mark("à trier depuis le %(day)s")),
    "answering": (mark("réponse de l’équipe avant le %(day)s"), mark("réponse de l’équipe attendue depuis le %(day)s")),
    "soon": (mark("premier passage avant le %(day)s"), mark("premier passage attendu depuis le %(day)s")),
    "normal": (mark("premier passage avant le %(day)s"), mark("premier passage attendu depuis le %(day)s")),
    "untold": (mark("résultat du passage avant le %(day)s"), mark("résultat du passage attendu depuis le %(day)s")),
    "unplaced": (mark("passage à prévoir avant le %(day)s"), mark("passage à prévoir depuis le %(day)s")),
    "unplanned": (mark("nouveau passage à prévoir avant le %(day)s"), mark("nouveau passage à prévoir depuis le %(day)s")),
    "trying": (mark("recherche jusqu’au %(day)s"), mark("recherche terminée depuis le %(day)s")),
    "met": (mark("suite à dire avant le %(day)s"), mark("suite à dire depuis le %(day)s")),
    "ongoing": (mark("nouvelles à donner avant le %(day)s"), mark("nouvelles à donner depuis le %(day)s")),
}
"""Of each deadline that somebody must hold: before it, and once it is over."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """What is awaited by when: « à trier avant le 24 novembre 2026 »."""

    text: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One request of a list. `facts`: what stands under its number; `awaited`: what comes next, the late first."""

    number: int
    href: str
    facts: Sequence[str]
    state: str
    since: str
    awaited: Sequence[Awaited]
    is_urgent: bool
    is_example: bool


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the lists: its code, its name with how many wait there."""

    view: View
    label: str


def tabs(views: Sequence[View], counted: Mapping[View, Mapping[str, int]], t: Translator) -> list[Tab]:
    """Return the lists that somebody has, each with how many requests it shows at first."""
    return [Tab(view, _with_count(t.gettext(NAMES[view]), waiting_of(counted[view], view), t)) for view in views]


def states_text(view: View, counted: Mapping[str, int], t: Translator) -> list[tuple[str, str]]:
    """Return each state that something of a list is in: its code, its words and how many; the first stands for no choice."""
    first = ("", _with_count(t.gettext(UNFILTERED[view]), waiting_of(counted, view), t))
    return [first, *((state.value, _with_count(t.gettext(STATES[state]), counted[state], t)) for state in State if counted.get(state))]


def waiting_of(counted: Mapping[str, int], view: View) -> int:
    """Return how many requests a list shows when no state is asked for."""
    return sum(counted.get(state, 0) for state in WAITING[view])


def lines(context: Context, rows: Sequence[OutreachRequest], t: Translator) -> list[Line]:
    """Return requests as a list shows them."""
    return [line(context, row, f"/aller-vers/demandes/{row.id}", t) for row in rows]


def line(context: Context, row: OutreachRequest, href: str, t: Translator) -> Line:
    """Return one request as a list shows it."""
    today = context.now.astimezone(PARIS).date()
    asked = t.gettext("demandée le %(day)s", day=_day(row.asked_at, t, today))
    return Line(
        number=row.id,
        href=href,
        facts=(commune_name(row.commune), asked, people_text(row.people, t)),
        state=t.gettext(STATES[State(row.state)]),
        since=since_text(row, t, today),
        awaited=awaited_texts(context, row, t, today)[:1],
        is_urgent=row.urgency == Urgency.SOON,
        is_example=row.is_example,
    )


def people_text(people: int, t: Translator) -> str:
    """Return how many people: « 2 personnes »."""
    return t.ngettext("%(num)s personne", "%(num)s personnes", people)


def urgency_text(urgency: str, t: Translator) -> str:
    """Return within what time somebody should go."""
    return t.gettext(URGENCIES[Urgency(urgency)])


def since_text(request: OutreachRequest, t: Translator, today: date | None = None) -> str:
    """Return when a state began, or when the passage that was planned is; `today`: where a day that is near says no year."""
    if request.state == State.PLANNED and request.planned_at is not None:
        hour = time_text(request.planned_at.astimezone(PARIS).time(), t)
        moment = t.gettext("%(day)s à %(hour)s", day=_day(request.planned_at, t, today), hour=hour)
        return t.gettext("pour le %(moment)s", moment=moment)
    day = _day(request.state_since, t, today)
    return t.gettext("depuis le %(day)s", day=day) if request.state in LASTING else t.gettext("le %(day)s", day=day)


def awaited_texts(context: Context, request: OutreachRequest, t: Translator, today: date | None = None) -> list[Awaited]:
    """Return what is awaited of a request, the earliest first; what was awaited of the first passage is not, once it was made."""
    dues = [due for due in awaited(context.settings, request) if due.deadline.name in AWAITED]
    if request.first_attempt_at is not None:
        dues = [due for due in dues if due.deadline.name not in _URGENT]
    return [_awaited(due.deadline.name, _day(due.at, t, today), t, is_late=due.at <= context.now) for due in dues]


def _awaited(name: str, day: str, t: Translator, *, is_late: bool) -> Awaited:
    before, after = AWAITED[name]
    return Awaited(t.gettext(after if is_late else before, day=day), is_late)


def _day(at: datetime, t: Translator, today: date | None) -> str:
    """Return the day of Paris of an instant: « 24 novembre 2026 »; where it is near `today`, « 24 nov. »."""
    day = at.astimezone(PARIS).date()
    if today is None or abs(day - today) >= _NEAR:
        return day_text(day, t)
    return format_date(day, "d'er' MMM" if t.language.base == "fr" and day.day == 1 else "d MMM", locale=t.language.formats)


def _with_count(name: str, count: int, t: Translator) -> str:
    return t.gettext("%(what)s (%(count)s)", what=name, count=count) if count else name
