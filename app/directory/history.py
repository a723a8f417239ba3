"""Versions of structures and services: written with each change, brought back exactly."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.errors import NotThere
from app.directory.fields import snapshot
from app.directory.models import Revision, Service, Structure
from app.directory.rules import Origin


class Author(NamedTuple):
    """From where a change comes: told as a role; the account is for those who answer for the listing."""

    origin: Origin
    by: str
    account: int | None = None


def remember_before(session: Session, subject: Structure | Service) -> None:
    """Write the first version of something that has none yet: what it said before anybody changed it here."""
    if _last(session, subject) is None:
        _write(session, subject, Author(Origin.IMPORT if subject.dataset else Origin.FIRST, "source"), [])


def remember(session: Session, subject: Structure | Service, author: Author, chosen: Collection[str] = ()) -> Revision | None:
    """Write a version after a change; None when nothing differs from the last one.

    `chosen`: fields that somebody chose, even to say what stood already.
    """
    last = _last(session, subject)
    changed = [name for name, value in snapshot(subject).items() if last is None or name in chosen or _differs(last, name, value)]
    return _write(session, subject, author, changed) if changed else None


def services_that_chose(session: Session, services: Collection[int], field: str) -> frozenset[int]:
    """Return which of these services have a version since which a field is chosen, whatever it says."""
    named = cast(Revision.changed, String).contains(f'"{field}"', autoescape=True)
    found = session.scalars(select(Revision.service_id).where(Revision.service_id.in_(services), named))
    return frozenset(number for number in found if number is not None)


def is_followed(session: Session, subject: Structure | Service) -> bool:
    """Whether it has versions: what an import changes of it is one more."""
    return _last(session, subject) is not None


def revisions(session: Session, subject: Structure | Service) -> Sequence[Revision]:
    """Return the versions, the latest first."""
    return session.scalars(select(Revision).filter_by(**_key(subject)).order_by(Revision.id.desc())).all()


def revision(session: Session, subject: Structure | Service, number: int) -> Revision:
    """Return one version of this very subject; raise NotThere."""
    found = session.get(Revision, number)
    if found is None or (found.structure_id, found.service_id) != (_key(subject).get("structure_id"), _key(subject).get("service_id")):
        raise NotThere
    return found


def _differs(last: Revision, name: str, value: Any) -> bool:
    """Whether a field says something else; one that the last version did not know said nothing."""
    return last.values[name] != value if name in last.values else bool(value)


def _last(session: Session, subject: Structure | Service) -> Revision | None:
    return session.scalar(select(Revision).filter_by(**_key(subject)).order_by(Revision.id.desc()).limit(1))


def _write(session: Session, subject: Structure | Service, author: Author, changed: list[str]) -> Revision:
    made = Revision(
        **_key(subject),
        at=utc_now(),
        origin=author.origin,
        by=author.by,
        account_id=author.account,
        changed=changed,
        values=snapshot(subject),
    )
    session.add(made)
    session.flush()
    return made


def _key(subject: Structure | Service) -> dict[str, Any]:
    return {"structure_id": subject.id} if isinstance(subject, Structure) else {"service_id": subject.id}
