"""A round drawn by the server: hours from top to bottom, stops as boxes, requests beside them; the table under it says the same.

Every text stands on the middle of what it names, so that nothing moves where writing goes from right to left. Sizes are those of the
drawing: 360 wide, a telephone's, enlarged on wider screens (`app.web.chart`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import pairwise
from math import ceil

from app.core.language import Translator
from app.directory.opening.times import time_text
from app.outreach.display.round_words import about, numbers_text, stop_hours, stop_name
from app.outreach.models import OutreachPassage, OutreachRound, OutreachRoundStop
from app.outreach.round_hours import DAY, Hours, hour_of

WIDTH, TOP, FOOT = 360, 14, 14
HOUR_X, BOX_X, BOX_WIDE, MARK_X, TEXT_X = 30, 64, 182, 256, 310
AN_HOUR = 60
SLOWEST, QUICKEST = 0.6, 2.4
"""Height of a minute: as little as leaves an hour its place, as much as a drawing may take for stops that follow each other closely."""
LINE = 18.0
"""Height of a line of text."""
SIGNS = 25
"""Of a name, those that its box holds."""
BESIDE = 2
"""Numbers that a mark says one by one; the table says them all."""
WITHOUT_END = 30
"""Minutes that a stop takes in the drawing when nobody said until when, if the next one does not come before."""


@dataclass(frozen=True, slots=True)
class Tick:
    """An hour, and where it stands."""

    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """A stop. Its text, empty where there is no room, stands at `middle`."""

    y: float
    height: float
    middle: float
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Requests about one hour."""

    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: when, where, which requests."""

    when: str
    where: str
    requests: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawing, and its rows."""

    title: str
    description: str
    height: int
    ticks: tuple[Tick, ...]
    boxes: tuple[Box, ...]
    marks: tuple[Mark, ...]
    rows: tuple[Row, ...]
    width: int = WIDTH
    hour_x: int = HOUR_X
    box_x: int = BOX_X
    box_wide: int = BOX_WIDE
    mark_x: int = MARK_X
    text_x: int = TEXT_X


def timeline(found: OutreachRound, passages: Sequence[OutreachPassage], t: Translator) -> Timeline:
    """Draw a round with what is placed on it."""
    hours = Hours.of(found)
    scale = _scale(hours, found.stops)
    many = len(passages)
    stops = t.ngettext("%(num)s arrêt", "%(num)s arrêts", len(found.stops))
    placed = t.ngettext("%(num)s demande", "%(num)s demandes", many) if many else t.gettext("aucune demande")
    return Timeline(
        title=t.gettext("Le déroulé de la tournée"),
        description=t.gettext("%(stops)s, %(requests)s ; le tableau qui suit dit la même chose.", stops=stops, requests=placed),
        height=ceil(TOP + hours.length * scale + FOOT),
        ticks=tuple(_ticks(hours, scale, t)),
        boxes=tuple(_boxes(hours, found.stops, scale)),
        marks=tuple(_marks(hours, passages, scale, t)),
        rows=tuple(_rows(hours, found.stops, passages, t)),
    )


def _scale(hours: Hours, stops: Sequence[OutreachRoundStop]) -> float:
    """The height of a minute: enough for each stop to have its line."""
    starts = [hours.after(stop.starts) for stop in stops]
    gaps = [after - before for before, after in pairwise([*starts, hours.length]) if after > before]
    return min(QUICKEST, max(SLOWEST, LINE / min(gaps, default=AN_HOUR)))


def _ticks(hours: Hours, scale: float, t: Translator) -> Iterator[Tick]:
    """The start, the end, and the whole hours that touch neither."""
    room = LINE / scale
    first = -(hours.starts.hour * AN_HOUR + hours.starts.minute) % AN_HOUR
    whole = [minutes for minutes in range(first, hours.length, AN_HOUR) if room <= minutes <= hours.length - room]
    for minutes in (0, *whole, hours.length):
        clock = (hours.starts.hour * AN_HOUR + hours.starts.minute + minutes) % DAY
        yield Tick(round(TOP + minutes * scale, 1), time_text(time(clock // AN_HOUR, clock % AN_HOUR), t))


def _boxes(hours: Hours, stops: Sequence[OutreachRoundStop], scale: float) -> Iterator[Box]:
    nexts = [*(hours.after(stop.starts) for stop in stops[1:]), hours.length]
    for stop, following in zip(stops, nexts, strict=False):
        start = hours.after(stop.starts)
        end = hours.after(stop.ends) if stop.ends is not None else min(start + WITHOUT_END, max(following, start))
        height = max((end - start) * scale, LINE * 0.9)
        y = TOP + start * scale
        text = stop.name if len(stop.name) <= SIGNS else f"{stop.name[: SIGNS - 1].rstrip()}…"
        has_room = (max(following, end) - start) * scale >= LINE * 0.75
        yield Box(round(y, 1), round(height, 1), round(y + height / 2 + 4.5, 1), text if has_room else "")


def _marks(hours: Hours, passages: Sequence[OutreachPassage], scale: float, t: Translator) -> Iterator[Mark]:
    """One mark for those whose texts would touch."""
    together: list[OutreachPassage] = []
    for passage in sorted(passages, key=lambda one: one.planned_at):
        if together and (_y(hours, passage, scale) - _y(hours, together[0], scale)) >= LINE:
            yield _mark(hours, together, scale, t)
            together = []
        together.append(passage)
    if together:
        yield _mark(hours, together, scale, t)


def _mark(hours: Hours, together: Sequence[OutreachPassage], scale: float, t: Translator) -> Mark:
    numbers = [passage.request_id for passage in together]
    counted = t.ngettext("%(num)s demande", "%(num)s demandes", len(numbers))
    return Mark(round(_y(hours, together[0], scale), 1), counted if len(numbers) > BESIDE else numbers_text(numbers, t))


def _y(hours: Hours, passage: OutreachPassage, scale: float) -> float:
    return TOP + min(hours.after(hour_of(passage.planned_at)), hours.length) * scale


def _rows(hours: Hours, stops: Sequence[OutreachRoundStop], passages: Sequence[OutreachPassage], t: Translator) -> Iterator[Row]:
    """Stops and what lies between them, in the order of hours."""
    own = {stop.id for stop in stops}
    at_stop: Mapping[int, list[OutreachPassage]] = {stop.id: [one for one in passages if one.stop_id == stop.id] for stop in stops}
    rows = [
        (hours.after(stop.starts), 0, Row(stop_hours(stop, t), stop_name(stop, t), _requests(at_stop[stop.id], hours, t))) for stop in stops
    ]
    between = t.gettext("Entre deux arrêts")
    for one in passages:
        if one.stop_id not in own:
            hour = hour_of(one.planned_at)
            rows.append((hours.after(hour), 1, Row(time_text(hour, t), between, numbers_text([one.request_id], t))))
    return (row for _, _, row in sorted(rows, key=lambda one: one[:2]))


def _requests(passages: Sequence[OutreachPassage], hours: Hours, t: Translator) -> str:
    told = (
        t.gettext("%(what)s (%(more)s)", what=numbers_text([one.request_id], t), more=about(one.planned_at, hours, t)) for one in passages
    )
    return ", ".join(told)
