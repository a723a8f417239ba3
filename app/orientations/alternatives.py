"""Other services for the same need: the nearest that may receive the person, those that were tried left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.models import Service
from app.directory.rules import Audience
from app.directory.search.candidates import Criteria, Entry, nearest
from app.directory.themes import kind_theme
from app.orientations.models import Orientation
from app.orientations.queries import Case
from app.orientations.recipients import can_receive
from app.territory.areas import areas_of
from app.territory.distance import KM_PER_DEGREE
from app.territory.gazetteer import gazetteer
from app.territory.rules import Commune

PROPOSED = 3
OLDEST = 150
"""Years: nobody is older."""
READ = 60
LADDER = (5.0, 15.0, 50.0)
"""Kilometres; what receives through the site is looked for as far as the last."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A service that could be tried next; `kilometres`: None for a team that comes."""

    service: Service
    kilometres: float | None
    receives: bool
    """Whether it receives through the site; else by telephone and slip."""


def alternatives(session: Session, case: Case) -> list[Alternative]:
    """Return up to three other services of the same kind, the nearest first; none when nobody knows where to look."""
    commune = _around(case)
    if commune is None:
        return []
    found: list[Alternative] = []
    seen = _tried(session, case.orientation)
    for radius in LADDER:
        for entry in _entries(session, case.orientation.kind, commune, radius):
            if entry.service_id in seen:
                continue
            seen.add(entry.service_id)
            service = session.get(Service, entry.service_id)
            if service is not None and is_compatible(service, case.service):
                kilometres = KM_PER_DEGREE * sqrt(entry.square) if entry.location_id else None
                found.append(Alternative(service, kilometres, can_receive(session, service)))
            if len(found) == PROPOSED:
                return found
    return found


def is_compatible(service: Service, tried: Service | None) -> bool:
    """Whether whoever could go to a service could go to another: nothing more is known of the person, and nothing more is asked."""
    if service.organisations_only or service.ended_on is not None or service.merged_into_id is not None:
        return False
    if service.gender not in ("", tried.gender if tried else "") or service.family not in ("", tried.family if tried else ""):
        return False
    return _publics(service, tried) and _ages(service, tried)


def _publics(service: Service, tried: Service | None) -> bool:
    """Whether a service that receives some people only receives all those that the other one does: its publics are read as « or »."""
    if service.audience != Audience.EXCLUSIVE:
        return True
    return tried is not None and tried.audience == Audience.EXCLUSIVE and set(tried.publics) <= set(service.publics)


def _ages(service: Service, tried: Service | None) -> bool:
    """Whether a service receives every age that the other one does."""
    youngest, oldest = (tried.age_min, tried.age_max) if tried else (None, None)
    return (service.age_min or 0) <= (youngest or 0) and (service.age_max or OLDEST) >= (oldest or OLDEST)


def _around(case: Case) -> Commune | None:
    """Where help is looked for; else where the service is."""
    places = [place.code_insee for place in case.service.locations] if case.service else []
    codes = (case.orientation.commune, *places, case.structure.code_insee if case.structure else "")
    return next((found for code in codes if code and (found := gazetteer().commune(code))), None)


def _tried(session: Session, orientation: Orientation) -> set[int]:
    """The services of the whole chain."""
    root = orientation.root_id or orientation.id
    chain = select(Orientation.service_id).where((Orientation.root_id == root) | (Orientation.id.in_((root, orientation.id))))
    return {number for number in session.scalars(chain) if number is not None}


def _entries(session: Session, kind: str, commune: Commune, radius: float) -> Iterator[Entry]:
    criteria = Criteria(themes=(kind_theme(kind),), areas=areas_of(commune))
    yield from nearest(session.connection(), criteria, commune.point, radius, READ)
