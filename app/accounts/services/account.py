"""An account: found, made, kept, closed."""

from collections.abc import Callable, Sequence

from sqlalchemy import Table, delete, update
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.models import Account, DeviceSession, Grant, Invitation, Membership, RecoveryCode, SignInRequest
from app.accounts.rules import MemberRole
from app.accounts.services import organisations
from app.core.clock import utc_now
from app.core.errors import DomainError
from app.core.upserting import insertion

CLOSING: list[Callable[[Session, int], None]] = []
"""What other features do when an account (by its number) is closed, in the same transaction."""


class NotAnEmail(DomainError):
    """No mail can be sent to this."""


class Indispensable(DomainError):
    """Organisations with other members have no other owner."""

    def __init__(self, names: Sequence[str]) -> None:
        """Name the organisations."""
        super().__init__()
        self.names = names


def normalised(text: str) -> str:
    """Return an e-mail as accounts keep it, in lower case; raise NotAnEmail. Asks no other machine."""
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - 25 ms, which most of what runs does without

    try:
        found = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise NotAnEmail from None
    return str(found.ascii_email).lower()


def find_or_create(session: Session, email: str, language: str) -> Account:
    """Return the account of an e-mail (as `normalised` writes it), made when there is none; two at once make one."""
    found = queries.account_of_email(session, email)
    if found is not None:
        return found
    now = utc_now()
    table: Table = Account.__table__  # type: ignore[assignment] # declared as something wider
    row = insertion(table, session.get_bind().dialect.name).values(email=email, language=language, created_at=now, last_seen_at=now)
    session.execute(row.on_conflict_do_nothing(index_elements=[Account.email]))
    made = queries.account_of_email(session, email)
    if made is None:
        msg = "an account that was just made is there"
        raise AssertionError(msg)
    return made


def keep(account: Account, *, name: str, language: str) -> None:
    """Keep how somebody wants to be called, and the language of their mails."""
    account.name = name
    account.language = language


def close(session: Session, account: Account) -> None:
    """Close an account for good, as its owner wishes; raise Indispensable when colleagues would be left without an owner.

    An organisation goes with its last member.
    """
    if names := [one.organisation.name for one in organisations.memberships_of(session, account.id) if not _leave(session, one)]:
        raise Indispensable(names)
    _forget(session, account)


def close_unused(session: Session, account: Account) -> list[Membership]:
    """Close an account that nobody uses; return the members who own, from now on, the organisations that it owned alone."""
    heirs = []
    for membership in organisations.memberships_of(session, account.id):
        if not _leave(session, membership):
            heirs.append(_heir(session, membership))
            organisations.change_role(session, heirs[-1], MemberRole.OWNER)
            _leave(session, membership)
    _forget(session, account)
    return heirs


def _leave(session: Session, membership: Membership) -> bool:
    try:
        organisations.leave(session, membership.organisation_id, membership.account_id)
    except organisations.LastOwner:
        return False
    return True


def _heir(session: Session, leaving: Membership) -> Membership:
    """Who follows an owner: an editor rather than a member, the one who has been there longest."""
    others = [member for member in organisations.members(session, leaving.organisation_id) if member.id != leaving.id]
    return next((member for member in others if member.role == MemberRole.EDITOR), others[0])


def _forget(session: Session, account: Account) -> None:
    """Empty who an account was, what it may do, and what signs it in. The row stays for what it did, and says nobody."""
    now = utc_now()
    for of_account in (Grant, RecoveryCode, SignInRequest):
        session.execute(delete(of_account).where(of_account.account_id == account.id))
    session.execute(delete(Invitation).where(Invitation.email == account.email))
    present = update(DeviceSession).where(DeviceSession.account_id == account.id, DeviceSession.ended_at.is_(None))
    session.execute(present.values(ended_at=now))
    session.expire(account, ["grants"])
    account.email = account.openid_subject = None
    account.name = ""
    account.totp_secret = account.totp_next_secret = account.totp_confirmed_at = None
    account.closed_at = now
    for forget in CLOSING:
        forget(session, account.id)
