"""Making what a sheet says of each place of a service: when, where."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from app.core.written_days import day_text
from app.directory.display.making_cards import Maker, map_href
from app.directory.display.sheets import HoursLine, Site
from app.directory.models import Location, Service
from app.directory.opening.labels import day_name, moved_text, passage_text, slots_text, status_text, week_lines
from app.directory.opening.rules import ANNOUNCED_DAYS_AHEAD, Interval, Schedule, State, Status, TemporaryChange
from app.directory.opening.status import status
from app.directory.opening.timeline import slots
from app.directory.redaction import FullAddress, PublicAddress, public_address, public_text
from app.directory.rules import LocationRole
from app.directory.search.openings import Changes, moved_to, outside


def sites(maker: Maker, service: Service, changes: Changes, hidden: Sequence[FullAddress] | None) -> tuple[Site, ...]:
    """Return the places of a service; `hidden` are the addresses that nothing here may tell, None when it is not protected."""
    return tuple(
        _site(maker, service, place, changes.get((service.id, place.id), ()), hidden) for place in shown(service, maker.now, changes)
    )


def shown(service: Service, now: datetime, changes: Changes) -> list[Location]:
    """Return the places as they are told: none that is over, but the one of a night that goes on; what stands for a stop, after it."""
    today = now.date()
    current = current_locations(service, today)
    going_on = [
        place
        for place in current_locations(service, today - timedelta(days=1))
        if place not in current and status(schedule_of(place), now, changes.get((service.id, place.id), ())).state is State.OPEN
    ]
    return sorted([*current, *going_on], key=lambda place: (place.instead_of_id or place.id, place.id))


def current_locations(service: Service, today: date) -> list[Location]:
    """Return the places of a service, less the stops that are over."""
    return [place for place in service.locations if place.role == LocationRole.FIXED or place.ends is None or place.ends >= today]


def has_passages(service: Service, today: date, *, is_protected: bool) -> bool:
    """Whether a service makes stops that may be told, at hours that are known."""
    is_over = service.ended_on is not None or service.structure.ended_on is not None
    stops = (place for place in current_locations(service, today) if place.role == LocationRole.STOP)
    return not (is_protected or is_over) and any(place.hours is not None and place.hours.expression for place in stops)


def schedule_of(location: Location) -> Schedule:
    """Return the hours of a location; unknown ones when it has none."""
    if location.hours is None:
        return Schedule(None)
    return Schedule(location.hours.expression or None, location.hours.school_holidays or None, location.hours.zone)


def _site(
    maker: Maker, service: Service, location: Location, changes: Sequence[TemporaryChange], hidden: Sequence[FullAddress] | None
) -> Site:
    t = maker.t
    is_protected = hidden is not None
    schedule = schedule_of(location)
    found = status(schedule, maker.now, changes)
    address = public_address(location, is_protected=is_protected)
    raw = location.hours.raw if location.hours else ""
    told = (*_days_that_differ(maker, schedule, changes, tells_place=not is_protected), *notices(maker, changes))
    return Site(
        name=t.gettext("Adresse gardée secrète") if is_protected else location.nom or location.adresse or location.commune,
        address=_lines(address, maker),
        state=found.state.value,
        status=t.gettext("Horaires à vérifier") if raw and found.state is State.UNKNOWN else _status(maker, location, found),
        hours=_hours(maker, location, schedule, changes),
        hours_note=t.gettext("Horaires de la mairie, à confirmer.") if service.is_default and service.hours_confirmed_at is None else "",
        raw_hours="" if is_protected else raw,
        map_href="" if is_protected or service.through_siao else map_href(address.point),
        is_protected=is_protected,
        notices=tuple(filter(None, (public_text(text, hidden) for text in told))),
        period=_period(maker, location, is_protected=is_protected),
    )


def _lines(address: PublicAddress, maker: Maker) -> tuple[str, ...]:
    return (maker.t.gettext("Département : %(name)s", name=address.departement),) if address.is_protected else address.lines


def _status(maker: Maker, location: Location, found: Status) -> str:
    """The badge; of a stop, when it is made."""
    if location.role == LocationRole.STOP and (passage := passage_text(found, maker.now, maker.t)):
        return passage
    return status_text(found, maker.now, maker.t)


def _hours(maker: Maker, location: Location, schedule: Schedule, changes: Sequence[TemporaryChange]) -> tuple[HoursLine, ...]:
    """The ordinary week and the days that differ, the period aside: it is told by itself. Of a place of one day, that day."""
    if not schedule.expression:
        return ()
    today = maker.now.date()
    if location.instead_of_id is not None and location.starts is not None:
        on_day = [Interval(slot.start, slot.end) for slot in slots(schedule, location.starts, location.starts, changes) if slot.is_open]
        return (HoursLine(day_name(location.starts, today, maker.t), slots_text(on_day, maker.t)),)
    period = outside(location.starts, location.ends, today)
    lines = week_lines(schedule, maker.now, maker.t, [change for change in changes if change not in period])
    return tuple(HoursLine(line.days, line.slots) for line in lines)


def _period(maker: Maker, location: Location, *, is_protected: bool) -> str:
    """From when until when a stop is made, where that matters today; of a place of one day, which stop it stands for."""
    t, today = maker.t, maker.now.date()
    if location.instead_of is not None:
        stop = location.instead_of
        place = "" if is_protected else moved_to(stop.nom, stop.adresse, stop.commune)
        return t.gettext("Ce jour-là seulement, au lieu de : %(place)s", place=place) if place else t.gettext("Ce jour-là seulement")
    starts = location.starts if location.starts is not None and location.starts > today else None
    if starts is not None and location.ends is not None:
        return t.gettext("Du %(first)s au %(last)s", first=day_text(starts, t), last=day_text(location.ends, t))
    if starts is not None:
        return t.gettext("À partir du %(day)s", day=day_text(starts, t))
    return t.gettext("Jusqu’au %(day)s inclus", day=day_text(location.ends, t)) if location.ends is not None else ""


def _days_that_differ(maker: Maker, schedule: Schedule, changes: Sequence[TemporaryChange], *, tells_place: bool) -> tuple[str, ...]:
    """The days, of those that are announced, on which a stop is cancelled or moved."""
    today = maker.now.date()
    last = today + timedelta(days=ANNOUNCED_DAYS_AHEAD)
    return tuple(
        moved_text(schedule, change, today, maker.t, tells_place=tells_place)
        for change in changes
        if change.moved_to is not None and today <= change.ends and change.starts <= last
    )


def notices(maker: Maker, changes: Sequence[TemporaryChange]) -> tuple[str, ...]:
    """Return the messages of temporary information that holds, or starts soon."""
    today = maker.now.date()
    soon = today + timedelta(days=ANNOUNCED_DAYS_AHEAD)
    return tuple(change.message for change in changes if change.message and change.ends >= today and change.starts <= soon)
