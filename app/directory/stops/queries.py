"""Reads of stops: those near a place, by the index of the search; those of one service."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, select

from app.core.among import among, filled, room
from app.core.prepared import rows
from app.directory.models import Location
from app.directory.rules import Trait
from app.directory.search.candidates import EXACT_TO, Criteria, Entry, nearest
from app.directory.themes import EVERYTHING
from app.territory.rules import Point

NO_DISTANCE = 0.1
"""Kilometres read around a place when only the teams that come there are looked for."""


class StopPlace(NamedTuple):
    """Where a stop is, and its period as ISO text or days, as the driver gives them."""

    id: int
    nom: str
    adresse: str
    complement_adresse: str
    code_postal: str
    commune: str
    code_insee: str
    latitude: float | None
    longitude: float | None
    starts: date | None
    ends: date | None


_location = Location.__table__.c


@lru_cache(maxsize=16)
def _places(size: int) -> Select[*tuple[Any, ...]]:
    return select(*(_location[name] for name in StopPlace._fields)).where(among(_location.id, "location", size))


def stops_near(connection: Connection, criteria: Criteria, centre: Point, kilometres: float) -> Sequence[Entry]:
    """Return the entries of the stops within a distance, nearest first, up to as many as a search counts."""
    asked = replace(criteria, themes=(EVERYTHING,), required=int(Trait.STOP))
    return nearest(connection, asked, centre, kilometres, EXACT_TO)


def teams_that_come(connection: Connection, criteria: Criteria, centre: Point, limit: int) -> Sequence[Entry]:
    """Return the entries of the teams that go to a place, the freshest first."""
    asked = replace(criteria, themes=(EVERYTHING,), required=int(Trait.MOBILE))
    return nearest(connection, asked, centre, NO_DISTANCE, limit)


def places(connection: Connection, location_ids: Sequence[int]) -> Mapping[int, StopPlace]:
    """Return where stops are, by their numbers."""
    if not location_ids:
        return {}
    size = room(len(location_ids))
    found = map(StopPlace._make, rows(connection, _places(size), filled("location", location_ids, size)))
    return {row.id: row._replace(starts=_day(row.starts), ends=_day(row.ends)) for row in found}


def _day(value: date | str | None) -> date | None:
    """A day as SQLite's driver gives it, or as PostgreSQL's does."""
    return date.fromisoformat(value) if isinstance(value, str) else value
