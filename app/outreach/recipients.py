"""Who is written to about a request. Each side is reached through what it signed in with, or what it left for that."""

from collections.abc import Sequence

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.accounts.models import Account, Membership
from app.accounts.recipients import Recipient, holders, members, writable
from app.accounts.rules import Role
from app.outreach.models import OutreachRequester
from app.outreach.queries import Case


def of_requester(session: Session, case: Case) -> Sequence[Recipient]:
    """Return who asked: the account while it is of the organisation, else its members; without an account, the e-mail that was left."""
    request = case.request
    if request.organisation_id is None:
        left = session.get(OutreachRequester, request.id)
        return [Recipient(left.email, request.reads_in)] if left is not None and left.email else []
    own = select(Membership.account_id).where(Membership.organisation_id == request.organisation_id)
    asked = writable(session, and_(Account.id == request.account_id, Account.id.in_(own)))
    return asked or members(session, [request.organisation_id])


def of_sorting(session: Session, case: Case) -> Sequence[Recipient]:
    """Return the members of the organisation that coordinates the sector; without any, the coordinators of the département."""
    found = members(session, [case.sorting]) if case.sorting is not None else ()
    return found or holders(session, Role.COORDINATOR, case.departement)


def of_team(session: Session, case: Case) -> Sequence[Recipient]:
    """Return the members of the organisation of the team that has it."""
    return members(session, [case.going]) if case.going is not None else ()
