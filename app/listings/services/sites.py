"""One change to several services at once: shown before, then applied to those that are still as they were shown."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, selectinload

from app.core.tokens import digest
from app.directory.editing import edit, held
from app.directory.fields import agrees, field_of, fixed_place, reading
from app.directory.history import Author
from app.directory.models import Keeping, Location, Service, Structure
from app.directory.opening.rules import ChangeKind

Changes: TypeAlias = Mapping[str, Any]
"""Names of `directory.fields` → values as JSON keeps them."""
Propose: TypeAlias = Callable[[Service], Changes]
"""What a service would say."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of a service: what it says, what it would say."""

    field: str
    here: Any
    proposed: Any


@dataclass(frozen=True, slots=True)
class Site:
    """A service and what would change of it; `mark` says what was shown, so that a later change by somebody else is seen."""

    service: Service
    differences: tuple[Difference, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class Picked:
    """What somebody answered to a page that showed sites: the mark of each as it was shown, and the pairs of a service and a field."""

    seen: Mapping[int, str]
    fields: Collection[tuple[int, str]] | None = None
    """None: all that was shown."""


@dataclass(slots=True)
class Outcome:
    """What was done: services changed, and services left alone because they were not any more what had been shown."""

    changed: list[Service] = field(default_factory=list)
    skipped: list[Service] = field(default_factory=list)


def kept_services(session: Session, organisations: Collection[int]) -> Sequence[Service]:
    """Return the services of the listings that some organisations keep, by structure and name."""
    kept = select(Keeping.structure_id).where(Keeping.organisation_id.in_(organisations))
    statement = (
        select(Service)
        .options(contains_eager(Service.structure), selectinload(Service.locations).selectinload(Location.hours))
        .join(Structure, Structure.id == Service.structure_id)
        .where(Service.structure_id.in_(kept), Service.merged_into_id.is_(None), Structure.merged_into_id.is_(None))
        .order_by(Structure.nom, Structure.id, Service.nom, Service.id)
    )
    return session.scalars(statement).all()


def site(service: Service, propose: Propose) -> Site:
    """Return what a proposal would change of a service."""
    wanted = {name: (_said(service, name), reading(value)) for name, value in propose(service).items()}
    differing = tuple(Difference(name, here, said) for name, (here, said) in wanted.items() if not agrees(name, said, here))
    return Site(service, differing, digest(json.dumps(wanted, sort_keys=True)))


def apply(session: Session, services: Iterable[int], propose: Propose, picked: Picked, author: Author) -> Outcome:
    """Change services as proposed, in one transaction, a version each; those that are not as they were shown are skipped."""
    outcome = Outcome()
    for number in sorted(services):
        service = held(session, Service, number)
        now = site(service, propose)
        if now.mark != picked.seen.get(number):
            outcome.skipped.append(service)
            continue
        wanted = {one.field: one.proposed for one in now.differences if picked.fields is None or (number, one.field) in picked.fields}
        if wanted:
            edit(session, service, wanted, author)
            outcome.changed.append(service)
    return outcome


def announcing(kind: ChangeKind, starts: date, ends: date, message: str) -> Propose:
    """Propose to announce something besides what is announced already."""
    announced = {"kind": kind.value, "starts": starts.isoformat(), "ends": ends.isoformat(), "expression": "", "message": message}

    def propose(service: Service) -> Changes:
        said = _said(service, "temporary")
        return {"temporary": said if announced in said else [*said, announced]}

    return propose


def calling(telephone: str) -> Propose:
    """Propose one telephone number."""
    return lambda _service: {"telephone": telephone}


def opening_as(other: Service) -> Propose:
    """Propose the hours of another service, those of the school holidays too; nothing where there is no place to keep them."""
    expression, raw, *away = _said(other, "hours")
    hours = [expression, raw, *(away or ("", "A"))]
    return lambda service: {"hours": hours} if fixed_place(service) is not None else {}


def has_hours(service: Service) -> bool:
    """Whether the hours of a service can be given to others."""
    return any(_said(service, "hours"))


def _said(service: Service, name: str) -> Any:
    known = field_of(service, name)
    return None if known is None else reading(known.read(service))
