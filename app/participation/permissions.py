"""Who may do what with questionnaires. A subject tells the organisation that asks (`organisation_id`)."""

from typing import Any

from app.accounts.rules import MemberRole
from app.core.errors import NotThere
from app.core.identity import Identity
from app.core.permissions import Permissions, belongs_somewhere

REVIEWERS = frozenset((MemberRole.OWNER, MemberRole.EDITOR))


def is_of_it(identity: Identity, subject: Any) -> bool:
    """Whether somebody is of the organisation that asks."""
    return subject.organisation_id in identity.organisations


def edits_for_it(identity: Identity, subject: Any) -> bool:
    """Whether somebody edits for the organisation that asks, or owns it."""
    return identity.organisations.get(subject.organisation_id) in REVIEWERS


def edited(identity: Identity) -> list[int]:
    """Return the organisations that somebody edits for; raise NotThere for who edits for none."""
    found = [number for number, role in identity.organisations.items() if role in REVIEWERS]
    if not found:
        raise NotThere
    return found


PERMISSIONS: Permissions = {
    "survey:list": belongs_somewhere,
    "survey:read": is_of_it,
    "survey:enter": is_of_it,
    "survey:keep": edits_for_it,
    "survey:review": edits_for_it,
    "survey:build": edits_for_it,
    "survey:vote": is_of_it,
}
