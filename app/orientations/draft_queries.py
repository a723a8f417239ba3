"""Reads around an orientation that is being written."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Organisation
from app.orientations.models import Orientation, OrientationNote
from app.orientations.rules import NoteKind


def organisations(session: Session, numbers: Collection[int]) -> Sequence[Organisation]:
    """Return organisations in whose name somebody may orient, by name."""
    found = select(Organisation).where(Organisation.id.in_(numbers), Organisation.refused_at.is_(None))
    return session.scalars(found.order_by(Organisation.name, Organisation.id)).all()


def presentation(session: Session, orientation: Orientation) -> str:
    """Return what the sender says of the situation, when sending; empty when nothing is said."""
    notes = select(OrientationNote).where(
        OrientationNote.orientation_id == orientation.id, OrientationNote.kind == NoteKind.TO_TARGET, OrientationNote.step_id.is_(None)
    )
    found = session.scalars(notes.order_by(OrientationNote.at)).first()
    return (found.body or "") if found else ""
