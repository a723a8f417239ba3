"""Who may do what with outreach. A subject tells who asks (`asking`), who sorts (`sorting`), who goes (`going`), its `departement`."""

from typing import Any, Protocol

from app.accounts.rules import Role
from app.core.identity import Identity
from app.core.permissions import Permissions, any_of, belongs_somewhere, has_role
from app.outreach.rules import Actor


class OfRequest(Protocol):
    """What a permission must know of a request: numbers of organisations."""

    @property
    def departement(self) -> str:
        """Whose coordinators see states and dates."""

    @property
    def asking(self) -> int | None:
        """That asks."""

    @property
    def sorting(self) -> int | None:
        """That coordinates the sector."""

    @property
    def going(self) -> int | None:
        """Of the team."""


def asks(identity: Identity, subject: OfRequest) -> bool:
    """Whether somebody is of the organisation that asks."""
    return subject.asking is not None and subject.asking in identity.organisations


def sorts(identity: Identity, subject: OfRequest) -> bool:
    """Whether somebody is of the organisation that coordinates the sector."""
    return subject.sorting is not None and subject.sorting in identity.organisations


def goes(identity: Identity, subject: Any) -> bool:
    """Whether somebody is of the organisation whose team has it: a request, or a round."""
    return subject.going is not None and subject.going in identity.organisations


PERMISSIONS: Permissions = {
    "outreach:list": belongs_somewhere,
    "outreach:read": any_of(asks, sorts, goes),
    "outreach:ask": asks,
    "outreach:sort": sorts,
    "outreach:go": goes,
    "outreach:work": any_of(sorts, goes),
    "outreach:coordinate": has_role(Role.COORDINATOR),
    "round:keep": goes,
}


def sides(identity: Identity, subject: OfRequest) -> tuple[Actor, ...]:
    """Return as what somebody deals with a request: several, where one organisation asks, sorts and goes."""
    known = ((Actor.COORDINATOR, sorts), (Actor.TEAM, goes), (Actor.REQUESTER, asks))
    return tuple(actor for actor, holds in known if holds(identity, subject))
