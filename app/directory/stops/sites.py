"""Every place and stop of a service as one field, with the days on which stops are cancelled or moved; read and written whole."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from app.directory.columns import ADDRESS
from app.directory.models import Location, Service, TemporaryInfo
from app.directory.parts import ANNOUNCED, day_of, hours_row, said_hours

CHANGES, INSTEAD_OF = "changes", "instead_of"
"""What a place says besides, if anything: the days that differ; the rank, among the places, of the stop for which it stands."""
_SAME = ("role", "nom", "adresse", "complement_adresse", "code_postal", "commune")
"""By what a row is found again."""


def read_sites(service: Service) -> list[dict[str, Any]]:
    """Return every place and stop, in their order, with its period, its hours and the days that differ."""
    places = list(service.locations)
    changes: dict[int, list[dict[str, Any]]] = {}
    for row in _changes(service, [place.id for place in places]):
        changes.setdefault(row.location_id or 0, []).append({name: getattr(row, name) for name in ANNOUNCED})
    return [_read(place, places, changes.get(place.id, ())) for place in places]


def write_sites(session: Session, service: Service, sites: Sequence[Mapping[str, Any]]) -> None:
    """Write every place and stop. Rows that stand are used again, each for the same place wherever that can be."""
    places = _rows(service.locations, sites)
    if any(place.instead_of_id for place in service.locations):
        for place in service.locations:
            place.instead_of = None  # or a stop that goes would take along a row that is used again
        session.flush()
    service.locations = places
    for place, site in zip(places, sites, strict=True):
        for name in ("role", "nom", *ADDRESS):
            setattr(place, name, site[name])
        place.starts, place.ends = day_of(site["starts"]), day_of(site["ends"])
        place.hours = None if site["hours"] is None else hours_row(session, site["hours"])
        place.instead_of = places[site[INSTEAD_OF]] if site.get(INSTEAD_OF) is not None else None
    session.flush()
    wanted = [
        (place.id, {**change, "starts": day_of(change["starts"]), "ends": day_of(change["ends"])})
        for place, site in zip(places, sites, strict=True)
        for change in site.get(CHANGES, ())
    ]
    for row in _changes(service, [place.id for place in places]):
        told = (row.location_id, {name: getattr(row, name) for name in ANNOUNCED})
        if told in wanted:
            wanted.remove(told)
        else:
            session.delete(row)
    session.add_all([TemporaryInfo(location_id=number, **change) for number, change in wanted])
    session.flush()


def _read(place: Location, places: Sequence[Location], changes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "role": str(place.role),
        "nom": place.nom,
        **{name: getattr(place, name) for name in ADDRESS},
        "starts": place.starts,
        "ends": place.ends,
        "hours": None if place.hours is None else said_hours(place.hours),
    }
    if changes:
        told[CHANGES] = list(changes)
    if place.instead_of is not None:
        told[INSTEAD_OF] = places.index(place.instead_of)
    return told


def _changes(service: Service, numbers: Sequence[int]) -> Sequence[TemporaryInfo]:
    """What is said of these places alone, in the order of days."""
    session = object_session(service)
    if session is None or not numbers:
        return ()
    order = [getattr(TemporaryInfo, name) for name in ("starts", "ends", "kind", "expression", "message")]
    return session.scalars(select(TemporaryInfo).where(TemporaryInfo.location_id.in_(numbers)).order_by(*order, TemporaryInfo.id)).all()


def _rows(standing: Sequence[Location], sites: Sequence[Mapping[str, Any]]) -> list[Location]:
    """The row of each place: those of the same place, then the others as they come; new ones come last, as their numbers do."""
    here = [(*(str(getattr(place, name)) for name in _SAME), str(place.starts) if place.instead_of_id else "") for place in standing]
    said = [(*(str(site[name]) for name in _SAME), str(site["starts"]) if INSTEAD_OF in site else "") for site in sites]
    steps = SequenceMatcher(None, here, said, autojunk=False).get_opcodes()
    is_between = any(last_said - said_from > last - first and last < len(here) for _, first, last, said_from, last_said in steps)
    if is_between:
        kept = list(standing[: len(sites)])
    else:
        pairs = (
            pair
            for _, first, last, said_from, last_said in steps
            for pair in zip(range(first, last), range(said_from, last_said), strict=False)
        )
        kept = [standing[number] for number, _ in pairs]
    return [*kept, *(Location() for _ in sites[len(kept) :])]
