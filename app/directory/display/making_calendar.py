"""Making the calendar of a service: its passages of the coming weeks."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from urllib.parse import urlsplit

from app.core.errors import NotThere
from app.directory.display.making_cards import FIRST_CALL, Maker
from app.directory.display.making_sites import has_passages, schedule_of, shown
from app.directory.display.phones import phone
from app.directory.models import Location, Service
from app.directory.redaction import public_address
from app.directory.rules import LocationRole
from app.directory.search.openings import Changes, changes_of, outside
from app.directory.stops.calendar import Event, calendar
from app.directory.stops.passages import Passage, passages

WEEKS = 8


def service_calendar(maker: Maker, service: Service, base_url: str) -> str:
    """Return the passages of a service as an iCalendar; raise NotThere where it makes no stop that may be told."""
    today = maker.now.date()
    is_protected = service.is_protected or service.structure.is_protected
    if not has_passages(service, today, is_protected=is_protected):
        raise NotThere
    changes = changes_of(maker.connection, [(service.id, place.id) for place in service.locations], today)
    stops = [place for place in shown(service, maker.now, changes) if place.role == LocationRole.STOP]
    found = [event for place in stops for event in _events(maker, service, place, changes, base_url)]
    found.sort(key=lambda event: (event.start, event.uid))
    return calendar(service.nom, found, maker.now)


def _events(maker: Maker, service: Service, place: Location, changes: Changes, base_url: str) -> Iterator[Event]:
    """The passages at one stop, from the night before on; each has its rank of the day, and keeps its name when its hour changes."""
    today = maker.now.date()
    its_changes = changes.get((service.id, place.id), ())
    period = outside(place.starts, place.ends, today)
    told = passages(schedule_of(place), its_changes, period, today - timedelta(days=1), today + timedelta(weeks=WEEKS))
    for day, group in groupby(told, key=lambda passage: passage.day):
        for rank, passage in enumerate(group, start=1):
            yield _event(maker, service, place, passage, (f"{day:%Y%m%d}-{rank}", base_url))


def _event(maker: Maker, service: Service, place: Location, passage: Passage, named: tuple[str, str]) -> Event:
    t, (name, base_url) = maker.t, named
    address = public_address(place, is_protected=False)
    number = phone(FIRST_CALL if service.through_siao else service.telephone or service.structure.telephone)
    where = place.nom or place.adresse or place.commune
    summary = t.gettext("%(service)s, %(place)s", service=service.nom, place=where)
    said = [t.gettext("Cette fiche est un exemple.")] if service.is_example else []
    if passage.change is not None:
        summary = t.gettext("Annulé : %(passage)s", passage=summary)
        if passage.change.moved_to:
            said.append(t.gettext("Déplacé ce jour-là : %(place)s", place=passage.change.moved_to))
        said.append(passage.change.message)
    if number is not None:
        said.append(t.gettext("Téléphone : %(number)s", number=number.display))
    return Event(
        uid=f"arret-{place.id}-{name}@{urlsplit(base_url).hostname}",
        start=passage.start,
        end=passage.end,
        summary=summary,
        location=", ".join(dict.fromkeys(line for line in (place.nom, *address.lines) if line)),
        description="\n".join(filter(None, said)),
        url=f"{base_url}/services/{service.id}",
        point=address.point,
        sequence=service.version,
        is_cancelled=passage.change is not None,
    )
