"""One difference with the source, in words: what is written here, what the source says now, what it said before."""

from typing import NamedTuple

from sqlalchemy.orm import Session

from app.core.language import Translator
from app.core.written_days import day_text
from app.directory import editing
from app.directory.display.making_provenance import NAMES
from app.directory.models import LocalEdit, Service
from app.listings.display.queue import Names
from app.listings.display.saying import field_name, said
from app.listings.services.moderating import proposed_at


class Difference(NamedTuple):
    """What a moderator compares."""

    number: int
    field: str
    name: str
    href: str
    source: str
    here: str
    changed_on: str
    proposed: str
    proposed_on: str
    before: str
    seen: str
    """When the source said it: a mark of what was shown. Empty when there is nothing to decide any more."""


def shown(session: Session, edit: LocalEdit, t: Translator) -> Difference:
    """Return a difference in words."""
    subject = editing.subject_of(session, edit)
    structure = subject.structure_id if isinstance(subject, Service) else subject.id
    seen = proposed_at(edit)
    return Difference(
        number=edit.id,
        field=field_name(edit.field, t),
        name=Names(session, [structure]).name(structure, edit.service_id, t),
        href=f"/services/{subject.id}" if isinstance(subject, Service) else f"/structures/{subject.id}",
        source=NAMES.get(subject.source, subject.source),
        here=said(edit.field, editing.said_here(session, edit), t),
        changed_on=day_text(edit.edited_at.date(), t),
        proposed=said(edit.field, edit.proposed, t) if seen else "",
        proposed_on=day_text(seen.date(), t) if seen else "",
        before=said(edit.field, edit.upstream, t),
        seen=seen.isoformat() if seen else "",
    )
