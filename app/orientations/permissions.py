"""Who may do what with orientations. A subject tells its sending organisation, its `keepers` (who receives), its `departement`."""

from collections.abc import Collection
from typing import Protocol

from app.accounts.rules import Role
from app.core.identity import Identity
from app.core.permissions import Permissions, any_of, belongs_somewhere, has_role


class OfOrientation(Protocol):
    """What a permission must know of an orientation."""

    @property
    def departement(self) -> str:
        """Number of the département whose coordinators see states and dates."""

    @property
    def sending(self) -> int | None:
        """Number of the organisation that orients."""

    @property
    def keepers(self) -> Collection[int]:
        """Numbers of the organisations that receive."""

    @property
    def is_received(self) -> bool:
        """Whether it was sent to them: a draft, or what is told by telephone, is not theirs to read."""


def sends(identity: Identity, subject: OfOrientation) -> bool:
    """Whether somebody is of the organisation that orients."""
    return subject.sending is not None and subject.sending in identity.organisations


def receives(identity: Identity, subject: OfOrientation) -> bool:
    """Whether somebody is of an organisation that keeps the target's listing, and it was sent there."""
    return subject.is_received and not identity.organisations.keys().isdisjoint(subject.keepers)


coordinates = has_role(Role.COORDINATOR)

PERMISSIONS: Permissions = {
    "orientation:create": belongs_somewhere,
    "orientation:list": belongs_somewhere,
    "orientation:read": any_of(sends, receives),
    "orientation:send": sends,
    "orientation:answer": receives,
    "orientation:coordinate": coordinates,
    "journal:read": has_role(Role.ADMINISTRATOR),
}
