"""Bringing a version of a listing back. None commits."""

from sqlalchemy.orm import Session

from app.directory.editing import edit, held
from app.directory.fields import snapshot
from app.directory.history import Author, remember_before, revision
from app.directory.models import Service, Structure
from app.listings.sections import parts_of
from app.listings.services.editing import confirm


def restore(session: Session, model: type[Structure] | type[Service], number: int, version: int, author: Author) -> None:
    """Make a structure or service say again what a version of it says; that is one more version. Raise NotThere.

    What the directory protects by itself (an address at which a refuge is known) stays protected.
    """
    subject = held(session, model, number)
    wanted = revision(session, subject, version).values
    remember_before(session, subject)
    now = snapshot(subject)
    changed = [name for name, value in now.items() if name in wanted and wanted[name] != value]
    confirm(subject, parts_of(changed, of_service=isinstance(subject, Service)), author)
    edit(session, subject, {name: wanted[name] for name in now if name in wanted}, author)
