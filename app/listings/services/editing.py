"""Saving a section of a listing: what two people write at once is never lost. None commits."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.errors import DomainError, NotThere
from app.core.identity import Identity
from app.core.tokens import digest
from app.directory.columns import CHOICES
from app.directory.editing import edit, held, services_of
from app.directory.fields import agrees, field_of, reading
from app.directory.history import Author, services_that_chose
from app.directory.models import Service, Structure
from app.directory.rules import Origin
from app.directory.services import publish
from app.listings.permissions import keeps
from app.listings.queries import Listing
from app.listings.rules import Part
from app.listings.sections import Section

Subject = Structure | Service


class Target(NamedTuple):
    """What is changed: a structure or a service by its number, and one of its sections."""

    model: type[Structure] | type[Service]
    number: int
    section: Section


class ChangedMeanwhile(DomainError):
    """Somebody else saved this section since the form was opened; `theirs` is what it says now, `opened` the mark of that."""

    def __init__(self, theirs: Mapping[str, Any]) -> None:
        super().__init__()
        self.theirs = theirs
        self.opened = mark_of(theirs)


def author_of(who: Identity, listing: Listing) -> Author:
    """Return as whom somebody changes a listing: one of those who keep it, else a moderator."""
    if keeps(who, listing):
        return Author(Origin.ASSOCIATION, "association", who.account)
    return Author(Origin.MODERATOR, "moderation", who.account)


def told(subject: Subject, fields: Sequence[str]) -> dict[str, Any]:
    """Return what some fields say, as JSON keeps it."""
    found = {name: field_of(subject, name) for name in fields}
    return {name: reading(field.read(subject)) for name, field in found.items() if field is not None}


def mark_of(values: Mapping[str, Any]) -> str:
    """Return a mark of what a section says: another mark, and it has changed."""
    return digest(json.dumps(values, sort_keys=True))


def save(session: Session, target: Target, changes: Mapping[str, Any], opened: str, author: Author) -> bool:
    """Save a section as somebody wrote it, and say that its part is true now; return whether it says something new.

    `opened` is the mark of what it said when the form was opened. Raises ChangedMeanwhile when it says something else by now, unless
    that is what is being written; NotThere.
    """
    subject = held(session, target.model, target.number)
    now = told(subject, target.section.fields)
    is_new = not all(agrees(name, reading(value), now[name]) for name, value in changes.items())
    if mark_of(now) != opened and is_new:
        raise ChangedMeanwhile(now)
    _confirm_section(subject, target.section, author)
    chosen = [name for name in changes if name in CHOICES and not services_that_chose(session, [target.number], name)]
    edit(session, subject, changes, author, chosen)
    return is_new or bool(chosen)


def vouch(session: Session, target: Target, author: Author) -> None:
    """Say that the part of a section is true as it stands: no words change, so no version is written. Raise NotThere."""
    if target.section.part is None:
        raise NotThere
    subject = held(session, target.model, target.number)
    _confirm_section(subject, target.section, author)
    session.flush()
    publish(session, services_of([subject]))


def _confirm_section(subject: Subject, section: Section, author: Author) -> None:
    if section.part is not None:
        confirm(subject, [section.part], author)


def confirm(subject: Subject, parts: Sequence[Part], author: Author) -> None:
    """Say that parts are true now, by whom; what somebody answers for is no embedded default any more."""
    for part in parts:
        setattr(subject, f"{part}_confirmed_at", utc_now())
        setattr(subject, f"{part}_confirmed_by", author.by)
    subject.is_default = False
