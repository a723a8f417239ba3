"""The stops of a service as those who keep them see them: each with its next passages, and the days that differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from app.core.language import Translator
from app.directory.display.making_sites import current_locations, schedule_of
from app.directory.fields import reading
from app.directory.models import Location, Service
from app.directory.opening.labels import day_name, is_of_evening, moved_text, slots_text
from app.directory.opening.rules import Interval, TemporaryChange
from app.directory.search.openings import changes_of, outside
from app.directory.stops.making import is_stop
from app.directory.stops.passages import Passage, passages
from app.listings.display.desk import listing_path, path_of
from app.listings.display.saying import field_name, said
from app.listings.display.section import Versions
from app.listings.grid import DAY_MINUTES, Slot
from app.listings.services.stops import FIELD

WEEKS = 8
SHOWN = 8
"""Days offered, of those to come."""


@dataclass(frozen=True, slots=True)
class DayShown:
    """A day on which a stop is made, or would have been."""

    day: date
    name: str
    """« Ce soir, 20 h – 21 h »."""
    cancelled: str = ""
    """That it is not made there; empty when it is."""
    is_own: bool = False
    """Whether that is said of this stop, rather than of the whole service."""


@dataclass(frozen=True, slots=True)
class StopShown:
    """A stop: what it says, its coming days."""

    number: int
    name: str
    text: str
    """Address, period and hours, line by line; its name stands over it."""
    path: str
    next: DayShown | None
    """The next day on which it is made."""
    differing: tuple[DayShown, ...]


@dataclass(frozen=True, slots=True)
class StopsPage:
    """`listings/stops.html`; around the forms of a stop too."""

    service: str
    listing_path: str
    path: str
    public_path: str
    stops: tuple[StopShown, ...] = ()


def around(service: Service) -> StopsPage:
    """Return what stands around the forms of the stops of a service."""
    return StopsPage(service.nom, listing_path(service), f"{path_of(service)}/arrets", f"/services/{service.id}")


def stops_page(connection: Connection, service: Service, sites: Sequence[Mapping[str, Any]], now: datetime, t: Translator) -> StopsPage:
    """Return the stops of a service; `sites`: what its places say, as JSON keeps it."""
    page = around(service)
    current = {place.id for place in current_locations(service, now.date())}
    shown = []
    for place, site in zip(service.locations, sites, strict=True):
        if not is_stop(place) or place.id not in current:
            continue
        days = coming(connection, service, place, now, t)
        upcoming = next((one for one in days if not one.cancelled), None)
        plain = {name: value for name, value in site.items() if name != "changes"}
        differing = tuple(one for one in days if one.is_own)
        name = place.nom or place.adresse or place.commune
        text = "\n".join(line for line in said(FIELD, [reading(plain)], t).splitlines() if line != name)
        shown.append(StopShown(place.id, name, text, f"{page.path}/{place.id}", upcoming, differing))
    return StopsPage(page.service, page.listing_path, page.path, page.public_path, tuple(shown))


def coming(connection: Connection, service: Service, place: Location, now: datetime, t: Translator) -> list[DayShown]:
    """Return the days of the coming weeks on which a stop is made, or would have been."""
    today = now.date()
    by_day: dict[date, list[Passage]] = {}
    for passage in _passages(connection, service, place, today, today + timedelta(weeks=WEEKS)):
        if passage.end > now:
            by_day.setdefault(passage.day, []).append(passage)
    return [_day(day, told, place, today, t) for day, told in by_day.items()]


def usual_slots(connection: Connection, service: Service, place: Location, day: date) -> Iterator[Slot]:
    """Yield the hours of a stop on a day, as the grid of hours has them."""
    for passage in _passages(connection, service, place, day, day):
        start, end = (at.hour * 60 + at.minute for at in (passage.start, passage.end))
        yield Slot(start, end or DAY_MINUTES)


def both_versions(theirs: Mapping[str, Any], yours: str, t: Translator) -> list[Versions]:
    """Return what somebody else saved of a stop beside what is being written."""
    return [Versions(field_name(FIELD, t), said(FIELD, theirs[FIELD], t), yours)]


def site_said(site: Mapping[str, Any], t: Translator) -> str:
    """Return a stop in words."""
    return said(FIELD, [reading(site)], t)


def _passages(connection: Connection, service: Service, place: Location, first: date, last: date) -> list[Passage]:
    changes = changes_of(connection, [(service.id, place.id)], first).get((service.id, place.id), ())
    return passages(schedule_of(place), changes, outside(place.starts, place.ends, first), first, last)


def _day(day: date, told: Sequence[Passage], place: Location, today: date, t: Translator) -> DayShown:
    slots = [Interval(one.start, one.end) for one in told]
    name = day_name(day, today, t, is_evening=is_of_evening(slots))
    change: TemporaryChange | None = told[0].change
    if change is None:
        cancelled = ""
    elif change.moved_to is None:
        cancelled = t.gettext("%(day)s : fermé", day=name)
    else:
        cancelled = moved_text(schedule_of(place), change, today, t)
    text = t.gettext("%(day)s, %(slots)s", day=name, slots=slots_text(slots, t))
    return DayShown(day, text, cancelled, is_own=change is not None and change.moved_to is not None)
