"""Changing a structure or a service, field by field: by somebody of here, or by what upstream says.

What was changed here is remembered (`LocalEdit`), with what upstream said then. An import leaves such a field alone; when upstream
says something new of it, the difference stands as a conflict until somebody decides. Nothing here commits; nobody's words are lost.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.core.clock import utc_now
from app.core.errors import DomainError, NotThere
from app.directory.fields import agrees, field_of, reading
from app.directory.history import Author, is_followed, remember, remember_before
from app.directory.models import LocalEdit, Service, Structure
from app.directory.rules import Origin
from app.directory.services import publish

Subject: TypeAlias = Structure | Service
Row = TypeVar("Row", bound=Structure | Service)


_AS_IT_STANDS = {"synchronize_session": False}


class NotAField(DomainError):
    """No field of a structure or service has this name."""


class NothingToDecide(DomainError):
    """The difference was decided already, or never was one."""


UPSTREAM = Author(Origin.IMPORT, "source")


def held(session: Session, model: type[Row], number: int) -> Row:
    """Return a structure or service read anew and kept from others until the end of the transaction; raise NotThere.

    Called first in a transaction: who comes second waits, then reads what the first one wrote.
    """
    session.expire_all()
    session.execute(update(model).where(model.id == number).values(version=model.version), execution_options=_AS_IT_STANDS)
    subject = session.get(model, number)
    if subject is None:
        raise NotThere
    return subject


def edit(session: Session, subject: Subject, changes: Mapping[str, Any], author: Author, chosen: Collection[str] = ()) -> None:
    """Change fields of a structure or service as somebody of here; raise NotAField. Writes a version, publishes what changed.

    `changes`: names of `directory.fields` → values as these read them. `chosen`: as `history.remember` wants it.
    """
    remember_before(session, subject)
    known = {edit.field: edit for edit in edits_of(session, [subject])}
    for name, value in changes.items():
        field = field_of(subject, name)
        if field is None:
            raise NotAField(name)
        before, said = reading(field.read(subject)), reading(value)
        if agrees(name, said, before):
            continue
        field.write(session, subject, value)
        # What is beside the row changes its version too: of two who change a listing at once, the second begins again.
        flag_modified(subject, "nom")
        if name in known and agrees(name, said, known[name].upstream) and known[name].proposed_at is None:
            session.delete(known[name])
        elif name in known:
            known[name].edited_at, known[name].edited_by = utc_now(), author.by
        elif subject.dataset:
            session.add(LocalEdit(**_key(subject), field=name, upstream=before, edited_at=utc_now(), edited_by=author.by))
    session.flush()
    publish(session, services_of([subject]))
    remember(session, subject, author, chosen)


def follow(session: Session, subject: Subject, upstream: Mapping[str, Any], edits: Iterable[LocalEdit], now: datetime) -> bool:
    """Take what upstream says, but for fields changed here; return whether anything changed. Does not publish."""
    changed_here = {edit.field: edit for edit in edits}
    was_followed = is_followed(session, subject)
    has_changed = False
    for name, value in upstream.items():
        field = field_of(subject, name)
        if field is None:
            raise NotAField(name)
        if name in changed_here:
            has_changed |= _propose(session, changed_here[name], reading(value), reading(field.read(subject)), now)
        elif not agrees(name, reading(value), reading(field.read(subject))):
            field.write(session, subject, value)
            has_changed = True
    if was_followed:
        remember(session, subject, UPSTREAM)
    return has_changed


def _propose(session: Session, edit: LocalEdit, said: Any, here: Any, now: datetime) -> bool:
    """What becomes of a field changed here, when upstream says it again: agreed, unchanged, or a difference to decide."""
    if agrees(edit.field, said, here):
        session.delete(edit)
        return True
    if agrees(edit.field, said, edit.upstream):
        was_open = edit.proposed_at is not None
        edit.proposed, edit.proposed_at = None, None
        return was_open
    if edit.proposed_at is not None and said == edit.proposed:
        return False
    edit.proposed, edit.proposed_at = said, now
    return True


def decide(session: Session, conflict: LocalEdit, *, takes_upstream: bool, author: Author = UPSTREAM) -> None:
    """Settle a difference: take what upstream proposes, or keep what stands here until it proposes something else."""
    if conflict.proposed_at is None:
        raise NothingToDecide
    subject = subject_of(session, conflict)
    if takes_upstream:
        field = field_of(subject, conflict.field)
        if field is None:
            raise NotAField(conflict.field)
        remember_before(session, subject)
        field.write(session, subject, conflict.proposed)
        session.delete(conflict)
        session.flush()
        publish(session, services_of([subject]))
        remember(session, subject, author)
        return
    conflict.upstream, conflict.proposed, conflict.proposed_at = conflict.proposed, None, None


def conflicts(session: Session) -> Sequence[LocalEdit]:
    """Return the differences that wait for a decision, the oldest first."""
    return session.scalars(select(LocalEdit).where(LocalEdit.proposed_at.is_not(None)).order_by(LocalEdit.proposed_at, LocalEdit.id)).all()


def edits_of(session: Session, subjects: Sequence[Subject]) -> Sequence[LocalEdit]:
    """Return what was changed here of some structures or some services, of one sort."""
    if not subjects:
        return ()
    column = LocalEdit.structure_id if isinstance(subjects[0], Structure) else LocalEdit.service_id
    return session.scalars(select(LocalEdit).where(column.in_([subject.id for subject in subjects]))).all()


def subject_of(session: Session, edit: LocalEdit) -> Subject:
    """Return what was changed."""
    if edit.structure_id is not None:
        return session.get_one(Structure, edit.structure_id)
    return session.get_one(Service, edit.service_id)


def said_here(session: Session, edit: LocalEdit) -> Any:
    """Return what a field that was changed here says now."""
    subject = subject_of(session, edit)
    field = field_of(subject, edit.field)
    return None if field is None else reading(field.read(subject))


def services_of(subjects: Iterable[Subject]) -> list[Service]:
    """Return the services that a change of these may touch: themselves, and those of a structure, found by its name too."""
    found: dict[int, Service] = {}
    for subject in subjects:
        for service in subject.services if isinstance(subject, Structure) else [subject]:
            found[service.id] = service
    return list(found.values())


def _key(subject: Subject) -> dict[str, int]:
    return {"structure_id": subject.id} if isinstance(subject, Structure) else {"service_id": subject.id}
