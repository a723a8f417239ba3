"""Temporary information and places left: said and taken back. None commits."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.core.clock import today, utc_now
from app.core.errors import NotThere
from app.directory.editing import edit, held
from app.directory.history import Author
from app.directory.models import Service, Structure, TemporaryInfo
from app.directory.opening.rules import ANNOUNCED_DAYS_AHEAD, ChangeKind
from app.directory.parts import read_temporary
from app.directory.rules import PlacesLeft
from app.directory.services import raise_version


def announce(session: Session, structure: int, services: Sequence[int], info: Mapping[str, Any], author: Author) -> None:
    """Announce something of a whole structure, or of some of its services when these are named; raise NotThere.

    `info`: as the field `temporary` keeps one: `kind`, `starts`, `ends`, `expression`, `message`.
    """
    if not services:
        _add(session, held(session, Structure, structure), info, author)
    for number in sorted(services):
        service = held(session, Service, number)
        if service.structure_id != structure:
            raise NotThere
        _add(session, service, info, author)


def end(session: Session, structure: int, number: int, author: Author) -> None:
    """End what was announced: it held until yesterday, or never will. Raise NotThere."""
    row = session.get(TemporaryInfo, number)
    subject = _subject(session, row, structure) if row is not None else None
    row = session.get(TemporaryInfo, number)
    if row is None or subject is None:
        raise NotThere
    left = read_temporary(subject)
    this = {name: getattr(row, name) for name in ("kind", "starts", "ends", "expression", "message")}
    left.remove(this)
    yesterday = today() - timedelta(days=1)
    if row.starts <= yesterday:
        left.append({**this, "ends": min(row.ends, yesterday)})
    edit(session, subject, {"temporary": left}, author)


def say_places_left(session: Session, number: int, places: PlacesLeft) -> None:
    """Say what places a service has left, now; raise NotThere."""
    service = held(session, Service, number)
    service.places_left, service.places_left_at = places, utc_now()
    raise_version(session)


def read_from(starts: date) -> date:
    """Return the first day on which the public reads what starts on a day."""
    return starts - timedelta(days=ANNOUNCED_DAYS_AHEAD)


def closure(starts: date, ends: date, message: str = "") -> dict[str, Any]:
    """Return a closure, as the field `temporary` keeps it."""
    return {"kind": ChangeKind.CLOSURE.value, "starts": starts, "ends": ends, "expression": "", "message": message}


def _add(session: Session, subject: Structure | Service, info: Mapping[str, Any], author: Author) -> None:
    announced = read_temporary(subject)
    if dict(info) not in announced:
        edit(session, subject, {"temporary": [*announced, info]}, author)


def _subject(session: Session, row: TemporaryInfo, structure: int) -> Structure | Service | None:
    """What the information is about, when it is of this structure."""
    if row.structure_id is not None:
        return held(session, Structure, structure) if row.structure_id == structure else None
    service = held(session, Service, row.service_id or 0)
    return service if service.structure_id == structure else None
