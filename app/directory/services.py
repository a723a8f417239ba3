"""Writes of the directory. None commits; each raises the version that public pages depend on."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.text import fold
from app.directory.hidden_addresses import hidden_addresses
from app.directory.indexing import recipe, reindex
from app.directory.kinds import PROTECTED, THROUGH_SIAO
from app.directory.models import DirectoryState, Hours, Service
from app.directory.redaction import is_same_place, public_name, public_text
from app.directory.search.text_index import learn


def publish(session: Session, services: Sequence[Service]) -> None:
    """Make services found by the search as they now are: words, main kind, what some kinds imply (protection, SIAO), index."""
    session.flush()
    for service in services:
        codes = [kind.kind for kind in service.kinds]
        service.main_kind = codes[0] if codes else ""
        service.through_siao = service.through_siao or not THROUGH_SIAO.isdisjoint(codes)
        service.is_protected = service.is_protected or not PROTECTED.isdisjoint(codes)
    exposed = _siblings_at_protected_places(session, services)
    _write_words(session, [*services, *exposed])
    session.flush()
    reindex(session, [service.id for service in (*services, *exposed)])
    raise_version(session)


def _siblings_at_protected_places(session: Session, services: Sequence[Service]) -> list[Service]:
    """Protect the other services that a structure gives at the very place of a protected one: their sheets would tell it."""
    exposed: list[Service] = []
    for structure in {service.structure for service in services}:
        hidden = [place for service in structure.services if service.is_protected for place in service.locations]
        for service in structure.services:
            if not service.is_protected and any(is_same_place(place, other) for place in service.locations for other in hidden):
                service.is_protected = True
                exposed.append(service)
    session.flush()
    return [service for service in exposed if service not in services]


def _write_words(session: Session, services: Sequence[Service]) -> None:
    """Words that a protected service does not show find it no more than its sheet tells them."""
    protected = {service.structure_id for service in services if service.is_protected or service.structure.is_protected}
    hidden = hidden_addresses(session.connection(), sorted(protected)) if protected else {}
    for service in services:
        is_protected = service.is_protected or service.structure.is_protected
        secret = hidden.get(service.structure_id, ()) if is_protected else None
        names = (public_name(name, secret) for name in (service.nom, service.structure.nom))
        service.folded = folded_words(*names, public_text(service.description, secret))
    learn(session.connection(), [service.folded for service in services])


def folded_words(*texts: str) -> str:
    """Return texts as words are looked for in them."""
    return fold(" ".join(texts))


def raise_version(session: Session) -> None:
    """Say that what public pages show has changed."""
    changed = session.execute(update(DirectoryState).values(version=DirectoryState.version + 1))
    if not changed.rowcount:  # type: ignore[attr-defined]
        session.add(DirectoryState(id=1, version=1, index_mark=recipe()))
    session.flush()


def refresh_index(session: Session, first: int, count: int) -> int:
    """Make again the entries of up to `count` services from the number `first`; return the next number, 0 when there is none left.

    When the last ones are done, the index bears the mark of what it was made with.
    """
    numbers = session.scalars(select(Service.id).where(Service.id >= first).order_by(Service.id).limit(count)).all()
    reindex(session, numbers)
    if len(numbers) == count:
        return numbers[-1] + 1
    raise_version(session)
    session.execute(update(DirectoryState).values(index_mark=recipe()))
    return 0


def is_index_stale(session: Session) -> bool:
    """Whether the index was made with other needs than those of this release."""
    state = session.get(DirectoryState, 1)
    return state is not None and state.index_mark != recipe()


def hours(session: Session, expression: str = "", *, school_holidays: str = "", zone: str = "A", raw: str = "") -> Hours:
    """Return the row of these hours, made if it is the first time that they are given."""
    values = {"expression": expression, "school_holidays": school_holidays, "zone": zone, "raw": raw}
    found = session.scalar(select(Hours).filter_by(**values))
    if found is None:
        found = Hours(**values)
        session.add(found)
        session.flush()
    return found
