"""Making what a sheet says of each place of a service: when, where."""

from collections.abc import Sequence
from datetime import date, timedelta

from app.directory.display.making_cards import Maker, map_href
from app.directory.display.sheets import HoursLine, Site
from app.directory.models import Location, Service
from app.directory.opening.labels import status_text, week_lines
from app.directory.opening.rules import ANNOUNCED_DAYS_AHEAD, Schedule, State, TemporaryChange
from app.directory.opening.status import status
from app.directory.redaction import FullAddress, public_address, public_text
from app.directory.rules import LocationRole
from app.directory.search.openings import outside


def sites(maker: Maker, service: Service, changes: Sequence[TemporaryChange], hidden: Sequence[FullAddress] | None) -> tuple[Site, ...]:
    """Return the places of a service; `hidden` are the addresses that nothing here may tell, None when it is not protected."""
    shown = current_locations(service, maker.now.date())
    return tuple(_site(maker, service, location, changes, hidden) for location in shown)


def current_locations(service: Service, today: date) -> list[Location]:
    """Return the places of a service, less the stops that are over."""
    return [place for place in service.locations if place.role == LocationRole.FIXED or place.ends is None or place.ends >= today]


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
    changes = (*changes, *outside(location.starts, location.ends, maker.now.date()))
    found = status(schedule, maker.now, changes)
    address = public_address(location, is_protected=is_protected)
    raw = location.hours.raw if location.hours else ""
    secret = t.gettext("Département : %(name)s", name=address.departement)
    return Site(
        name=t.gettext("Adresse gardée secrète") if is_protected else location.nom or location.adresse or location.commune,
        address=(secret,) if is_protected else address.lines,
        state=found.state.value,
        status=t.gettext("Horaires à vérifier") if raw and found.state is State.UNKNOWN else status_text(found, maker.now, t),
        hours=tuple(HoursLine(line.days, line.slots) for line in week_lines(schedule, maker.now, t, changes))
        if schedule.expression
        else (),
        hours_note=t.gettext("Horaires de la mairie, à confirmer.") if service.is_default and service.hours_confirmed_at is None else "",
        raw_hours="" if is_protected else raw,
        map_href="" if is_protected or service.through_siao else map_href(address.point),
        is_protected=is_protected,
        notices=tuple(filter(None, (public_text(message, hidden) for message in notices(maker, changes)))),
    )


def notices(maker: Maker, changes: Sequence[TemporaryChange]) -> tuple[str, ...]:
    """Return the messages of temporary information that holds, or starts soon."""
    today = maker.now.date()
    soon = today + timedelta(days=ANNOUNCED_DAYS_AHEAD)
    return tuple(change.message for change in changes if change.message and change.ends >= today and change.starts <= soon)
