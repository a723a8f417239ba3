"""What coordinators read, in words: states and dates, delays as tables and a drawing. No number below five is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date

from app.core.language import Translator
from app.core.written_days import day_of
from app.directory.display.kind_words import capital
from app.orientations.coordination_queries import Followed
from app.orientations.display.lists import since_text
from app.orientations.display.thread import moment_text
from app.orientations.labels import ACTORS, STATES
from app.orientations.measuring import FEW, OTHERS, Measure
from app.orientations.models import Orientation, OrientationStep
from app.orientations.rules import Actor, State
from app.orientations.services.coordinating import Figures, Month
from app.web.chart import Chart, Column, bars


@dataclass(frozen=True, slots=True)
class Line:
    """An orientation: its number and dates, and who orients."""

    number: int
    state: str
    since: str
    sent: str
    sender: str
    is_example: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of a table of delays; every cell is a text."""

    name: str
    measured: str
    in_time: str
    median: str
    most: str
    still_open: str


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: what it measures, the sentence to read first, its table."""

    code: str
    name: str
    sentence: str
    rows: Sequence[Measured]


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """Both clocks, and the second by month where enough is known."""

    clocks: Sequence[Clock]
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A state that an orientation came to."""

    state: str
    when: str
    who: str


def lines(found: Sequence[Followed], t: Translator) -> list[Line]:
    """Return orientations as coordinators’ lists show them."""
    return [_line(one, t) for one in found]


def states_text(counts: Mapping[str, int], t: Translator) -> list[tuple[str, str, str]]:
    """Return each state that something is in: its code, its words, how many."""
    return [(state.value, t.gettext(STATES[state]), few(counts[state], t)) for state in State if counts.get(state)]


def passages(orientation: Orientation, t: Translator) -> list[Passage]:
    """Return the states that an orientation came to, the last first; reasons are not told."""
    changed = [step for step in orientation.steps if step.source != step.target]
    return [_passage(step, t) for step in reversed(changed)]


def figures_page(figures: Figures, t: Translator) -> FiguresPage:
    """Return the delays as the page shows them."""
    return FiguresPage(
        clocks=(
            _clock("orienter", t.gettext("Du besoin noté à l’orientation"), figures.oriented, figures.oriented_by_family, t),
            _clock("contact", t.gettext("De l’orientation au premier contact"), figures.met, figures.met_by_family, t),
        ),
        chart=_chart(figures.months, t),
    )


def few(count: int, t: Translator) -> str:
    """Return a number, unless it is one that could tell of somebody."""
    return t.gettext("moins de %(few)s", few=FEW) if count < FEW else str(count)


def _passage(step: OrientationStep, t: Translator) -> Passage:
    return Passage(t.gettext(STATES[State(step.target)]), moment_text(step.at, t), t.gettext(ACTORS[Actor(step.actor)]))


def _line(one: Followed, t: Translator) -> Line:
    return Line(
        number=one.number,
        state=t.gettext(STATES[State(one.state)]),
        since=since_text(one.state, one.since, t),
        sent=t.gettext("envoyée le %(day)s", day=day_of(one.sent_at, t)) if one.sent_at else "",
        sender=one.sender or t.gettext("Organisation partie"),
        is_example=one.is_example,
    )


def _clock(code: str, name: str, whole: Measure, families: Mapping[str, Measure], t: Translator) -> Clock:
    rows = [_measured(_family(family, t), one, t) for family, one in families.items() if one.measured >= FEW]
    everything = [_measured(t.gettext("Tous les besoins"), whole, t)] if whole.measured >= FEW else []
    return Clock(code, name, _sentence(whole, t), [*everything, *(rows if len(rows) > 1 else [])])


def _sentence(whole: Measure, t: Translator) -> str:
    if whole.measured < FEW:
        return t.gettext("Trop peu de besoins pour le dire : moins de %(few)s ont eu leur temps.", few=FEW)
    if whole.median is None:
        return t.gettext("Plus de la moitié des besoins n’y sont pas encore.")
    median = t.ngettext("%(num)s jour", "%(num)s jours", whole.median)
    if whole.most is None:
        return t.gettext("La moitié en %(median)s ou moins ; plus d’un sur dix n’y est pas encore.", median=median)
    most = t.ngettext("%(num)s jour", "%(num)s jours", whole.most)
    return t.gettext("La moitié en %(median)s ou moins, neuf sur dix en %(most)s ou moins.", median=median, most=most)


def _measured(name: str, one: Measure, t: Translator) -> Measured:
    return Measured(name, str(one.measured), _share(one, t), _days(one.median, t), _days(one.most, t), few(one.still_open, t))


def _share(one: Measure, t: Translator) -> str:
    """A share from which neither those in time nor the others could be counted when they are few."""
    if one.in_time < FEW:
        return few(one.in_time, t)
    if one.measured - one.in_time < FEW:
        return t.gettext("presque tous")
    return t.gettext("%(share)s %%", share=round(100 * one.in_time / one.measured))


def _days(days: int | None, t: Translator) -> str:
    return t.gettext("pas encore") if days is None else t.ngettext("%(num)s jour", "%(num)s jours", days)


def _family(name: str, t: Translator) -> str:
    return t.gettext("Autres besoins") if name == OTHERS else capital(t.gettext(name))


def _chart(months: Sequence[Month], t: Translator) -> Chart | None:
    """The months that too little is known of are left out; fewer than two make no drawing."""
    known = [(month.first, month.median) for month in months if month.median is not None]
    if len(known) < 2:  # noqa: PLR2004 - two points make a line
        return None
    columns = [Column(_month(first, "LLLL y", t), median, _month(first, "LLL", t)) for first, median in known]
    title = t.gettext("Jours jusqu’au premier contact, mois par mois")
    told = t.gettext("La moitié des personnes orientées en %(month)s ont eu un premier contact en %(days)s jours ou moins.",
                     month=columns[-1].name, days=columns[-1].value)  # fmt: skip
    return bars(title, told, columns)


def _month(first: datetime, form: str, t: Translator) -> str:
    return format_date(first.date(), form, locale=t.language.formats)
