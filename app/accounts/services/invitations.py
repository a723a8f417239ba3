"""Invitations: an e-mail becomes a member by its link, once."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.accounts.models import Account, Invitation, Membership, Organisation
from app.accounts.rules import INVITATION_VALID_FOR, MemberRole
from app.core.clock import utc_now
from app.core.errors import DomainError, NotThere
from app.core.tokens import digest, new_token
from app.mail.letters import Letter
from app.mail.services import post


class AlreadyMember(DomainError):
    """Who is invited is in the organisation already."""


class InvitationOver(DomainError):
    """The invitation was used, taken back, or is too old."""


def invite(session: Session, organisation: Organisation, email: str, role: MemberRole, write: Callable[[str], Letter]) -> Invitation:
    """Invite an e-mail (in lower case) by the letter that `write` makes of the link's secret; raise AlreadyMember.

    An earlier invitation of the same e-mail is taken back: one link lives at a time.
    """
    now = utc_now()
    member = select(Membership.id).join(Account, Account.id == Membership.account_id)
    if session.scalar(member.where(Account.email == email, Membership.organisation_id == organisation.id)):
        raise AlreadyMember
    for earlier in waiting(session, organisation.id, now):
        if earlier.email == email:
            earlier.revoked_at = now
    token = new_token()
    invitation = Invitation(
        organisation_id=organisation.id,
        email=email,
        role=role,
        token_digest=digest(token),
        created_at=now,
        expires_at=now + INVITATION_VALID_FOR,
    )
    session.add(invitation)
    post(session, email, write(token))
    session.flush()
    return invitation


def waiting(session: Session, organisation_id: int, now: datetime) -> Sequence[Invitation]:
    """Return the invitations that can still be accepted, the oldest first."""
    rows = select(Invitation).where(Invitation.organisation_id == organisation_id, Invitation.expires_at > now)
    return session.scalars(
        rows.where(Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None)).order_by(Invitation.created_at, Invitation.id)
    ).all()


def invitation_by(session: Session, token: str) -> Invitation:
    """Return an invitation by the secret of its link, open or over; raise NotThere."""
    found = session.scalar(select(Invitation).where(Invitation.token_digest == digest(token)))
    if found is None:
        raise NotThere
    return found


def is_open(invitation: Invitation, now: datetime) -> bool:
    """Whether an invitation can be accepted."""
    is_over = invitation.accepted_at or invitation.revoked_at or invitation.expires_at <= now or invitation.organisation.refused_at
    return not is_over


def accept(session: Session, invitation: Invitation, account: Account, now: datetime) -> None:
    """Make a member of an account, once; raise InvitationOver, also for an account that may not enter.

    Who is a member already keeps their role.
    """
    if not is_open(invitation, now) or account.disabled_at or account.closed_at:
        raise InvitationOver
    mine = update(Invitation).where(Invitation.id == invitation.id, Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
    if not session.execute(mine.values(accepted_at=now)).rowcount:  # type: ignore[attr-defined]
        raise InvitationOver
    organisation_id = invitation.organisation_id
    present = select(func.count()).where(Membership.account_id == account.id, Membership.organisation_id == organisation_id)
    if not session.scalar(present):
        session.add(Membership(account_id=account.id, organisation_id=organisation_id, role=invitation.role, created_at=now))
    session.flush()


def revoke(invitation: Invitation, now: datetime) -> None:
    """Take an invitation back; one that was accepted already stays accepted."""
    invitation.revoked_at = invitation.revoked_at or now
