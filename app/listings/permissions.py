"""Who may do what with listings. A subject tells its `departement` and its `keepers`: the organisations that keep the listing."""

from collections.abc import Collection
from typing import Protocol

from app.accounts.rules import MemberRole, Role
from app.core.identity import Identity
from app.core.permissions import Permissions, any_of, has_role, is_signed_in

WRITERS = frozenset((MemberRole.OWNER, MemberRole.EDITOR))


class OfListing(Protocol):
    """What a permission must know of a listing, or of what concerns one."""

    @property
    def departement(self) -> str:
        """Number of the département whose moderators decide."""

    @property
    def keepers(self) -> Collection[int]:
        """Numbers of the organisations that keep it."""


def keeps(identity: Identity, subject: OfListing) -> bool:
    """Whether somebody writes for an organisation that keeps the listing."""
    return any(identity.organisations.get(number) in WRITERS for number in subject.keepers)


def answers_for(identity: Identity, subject: OfListing) -> bool:
    """Whether somebody owns an organisation that keeps the listing."""
    return any(identity.organisations.get(number) == MemberRole.OWNER for number in subject.keepers)


moderates = has_role(Role.MODERATOR)

PERMISSIONS: Permissions = {
    "listing:claim": is_signed_in,
    "listing:edit": any_of(keeps, moderates),
    "listing:restore": any_of(keeps, moderates),
    "listing:figures": any_of(keeps, moderates),
    "listing:release": answers_for,
    "template:write": keeps,
    "proposal:decide": any_of(keeps, moderates),
    "queue:read": moderates,
    "silence:read": any_of(moderates, has_role(Role.COORDINATOR)),
    "silence:call": any_of(moderates, has_role(Role.COORDINATOR)),
    "ticket:decide": moderates,
    "conflict:decide": moderates,
    "duplicate:decide": moderates,
    "synonym:write": moderates,
}
