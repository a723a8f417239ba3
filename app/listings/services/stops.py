"""The stops of a service: written, removed; a day of one cancelled, moved, put back. None commits.

All of it is one field of the service (`directory.stops.sites`): each gesture is a version that can be brought back.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.core.clock import today
from app.core.errors import NotThere
from app.directory.editing import edit, held
from app.directory.fields import reading
from app.directory.history import Author
from app.directory.models import Service
from app.directory.opening.rules import ChangeKind
from app.directory.rules import LocationRole
from app.directory.stops.sites import CHANGES, INSTEAD_OF, read_sites
from app.listings.rules import Part
from app.listings.services.editing import ChangedMeanwhile, confirm, mark_of

FIELD = "sites"
KEPT_DAYS = 30
"""Days for which what was said of a day is kept once it is over."""
Site = Mapping[str, Any]


class Target(NamedTuple):
    """A stop: the number of its service, its own; and the mark of what it said when the page was opened."""

    service: int
    stop: int
    opened: str = ""


class OfDay(NamedTuple):
    """What is said of a stop on one day."""

    day: date
    message: str = ""
    instead: Site | None = None
    """Where it is, with its hours; None when it is cancelled."""


def told(service: Service, stop: int) -> dict[str, Any]:
    """Return what a stop says and what stands for it, as JSON keeps it; raise NotThere."""
    sites: list[dict[str, Any]] = reading(read_sites(service))
    return _told(sites, _rank(service, stop))


def add(session: Session, number: int, site: Site, author: Author) -> None:
    """Add a stop to a service: a name, an address, a period, hours; raise NotThere."""
    service = held(session, Service, number)
    sites = reading(read_sites(service))
    _write(session, service, [*sites, _stop(site)], author, says_hours=True)


def change(session: Session, target: Target, site: Site, author: Author) -> None:
    """Write what a stop says; its days that differ stay. Raise ChangedMeanwhile, NotThere."""
    service, sites, rank = _opened(session, target)
    written = {**sites[rank], **_stop(site)}
    if written == sites[rank]:
        return
    _refuse(sites, rank, target)
    _write(session, service, [*sites[:rank], written, *sites[rank + 1 :]], author, says_hours=True)


def remove(session: Session, target: Target, author: Author) -> None:
    """Take a stop away, with what stands for it; a version brings it back. Raise ChangedMeanwhile, NotThere."""
    service, sites, rank = _opened(session, target)
    _refuse(sites, rank, target)
    _write(session, service, _without(sites, {rank, *_standing_for(sites, rank)}), author)


def differ(session: Session, target: Target, said: OfDay, author: Author) -> None:
    """Say that a stop is not made on a day, or is elsewhere; raise ChangedMeanwhile, NotThere."""
    service, sites, rank = _opened(session, target)
    day = said.day.isoformat()
    written = _as_usual(sites, rank, said.day)
    rank_now = rank - sum(number < rank for number in _of_day(sites, rank, said.day))
    closure = {"kind": ChangeKind.CLOSURE.value, "starts": day, "ends": day, "expression": "", "message": said.message}
    changes = sorted([*written[rank_now].get(CHANGES, ()), closure], key=lambda one: (one["starts"], one["ends"]))
    written[rank_now] = {**written[rank_now], CHANGES: changes}
    if said.instead is not None:
        written.append({**_stop(said.instead), "starts": day, "ends": day, INSTEAD_OF: rank_now})
    if written != sites:
        _refuse(sites, rank, target)
        _write(session, service, written, author)


def put_back(session: Session, target: Target, day: date, author: Author) -> None:
    """Say that a stop is made on a day as on any other; raise NotThere."""
    service, sites, rank = _opened(session, target)
    usual = _as_usual(sites, rank, day)
    if usual != sites:
        _write(session, service, usual, author)


def _opened(session: Session, target: Target) -> tuple[Service, list[dict[str, Any]], int]:
    service = held(session, Service, target.service)
    sites: list[dict[str, Any]] = reading(read_sites(service))
    return service, sites, _rank(service, target.stop)


def _rank(service: Service, stop: int) -> int:
    """The rank of a stop among the places; what only stands for another on a day is none."""
    for rank, place in enumerate(service.locations):
        if place.id == stop and place.role == LocationRole.STOP and place.instead_of_id is None:
            return rank
    raise NotThere


def _refuse(sites: Sequence[Site], rank: int, target: Target) -> None:
    now = _told(sites, rank)
    if mark_of(now) != target.opened:
        raise ChangedMeanwhile(now)


def _told(sites: Sequence[Site], rank: int) -> dict[str, Any]:
    """A stop and what stands for it, wherever they come in the list."""
    own = [sites[rank], *(sites[number] for number in _standing_for(sites, rank))]
    return {FIELD: [{name: value for name, value in site.items() if name != INSTEAD_OF} for site in own]}


def _standing_for(sites: Sequence[Site], rank: int) -> list[int]:
    return [number for number, site in enumerate(sites) if site.get(INSTEAD_OF) == rank]


def _of_day(sites: Sequence[Site], rank: int, day: date) -> list[int]:
    """What stands for a stop on a day."""
    return [number for number in _standing_for(sites, rank) if sites[number]["starts"] == day.isoformat()]


def _as_usual(sites: Sequence[Site], rank: int, day: date) -> list[dict[str, Any]]:
    """The places without what is said of a stop on a day."""
    changes = [one for one in sites[rank].get(CHANGES, ()) if one["starts"] != day.isoformat()]
    stop = {name: value for name, value in sites[rank].items() if name != CHANGES} | ({CHANGES: changes} if changes else {})
    return _without([*sites[:rank], stop, *sites[rank + 1 :]], _of_day(sites, rank, day))


def _without(sites: Sequence[Site], gone: Collection[int]) -> list[dict[str, Any]]:
    """The places less some, those that stand for another still named by their rank."""
    ranks = {old: new for new, old in enumerate(number for number in range(len(sites)) if number not in gone)}
    return [
        {**site, INSTEAD_OF: ranks[site[INSTEAD_OF]]} if site.get(INSTEAD_OF) is not None else dict(site)
        for number, site in enumerate(sites)
        if number in ranks
    ]


def _stop(site: Site) -> dict[str, Any]:
    return {**reading(site), "role": LocationRole.STOP.value}


def _write(session: Session, service: Service, sites: Sequence[Site], author: Author, *, says_hours: bool = False) -> None:
    """Write the places, less what was said of days that are long over; the hours of the only place are those of the service."""
    before = (today() - timedelta(days=KEPT_DAYS)).isoformat()
    over = [number for number, site in enumerate(sites) if site.get(INSTEAD_OF) is not None and site["ends"] < before]
    kept = _without([_recent(site, before) for site in sites], over)
    if says_hours and len([site for site in kept if site.get(INSTEAD_OF) is None]) == 1:
        confirm(service, [Part.HOURS], author)
    edit(session, service, {FIELD: kept}, author)


def _recent(site: Site, before: str) -> Site:
    changes = [one for one in site.get(CHANGES, ()) if one["ends"] >= before]
    return {name: value for name, value in site.items() if name != CHANGES} | ({CHANGES: changes} if changes else {})
