"""Who may do what with accounts and organisations."""

from typing import Protocol

from app.accounts.rules import MemberRole, Role
from app.core.identity import Identity
from app.core.permissions import Permissions, any_of, has_role, is_signed_in


class OfOrganisation(Protocol):
    """A subject that belongs to an organisation: `organisation_id`, `departement` of those who verify it."""

    organisation_id: int
    departement: str


def is_member(identity: Identity, subject: OfOrganisation) -> bool:
    """Whether somebody is of the organisation, whatever their role."""
    return subject.organisation_id in identity.organisations


def is_owner(identity: Identity, subject: OfOrganisation) -> bool:
    """Whether somebody answers for the organisation."""
    return identity.organisations.get(subject.organisation_id) == MemberRole.OWNER


PERMISSIONS: Permissions = {
    "account:keep": is_signed_in,
    "organisation:create": is_signed_in,
    "organisation:read": any_of(is_member, has_role(Role.MODERATOR)),
    "organisation:leave": is_member,
    "organisation:manage": is_owner,
    "organisation:verify": has_role(Role.MODERATOR),
}
