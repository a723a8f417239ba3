"""Two owners who leave at the same moment do not leave an organisation to nobody."""

from threading import Barrier, Thread

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Membership
from app.accounts.rules import MemberRole
from app.accounts.services import organisations
from app.core.unit_of_work import again
from app.extensions import db
from tests.support.plugins.accounts import account_of


def test_of_two_owners_who_leave_at_once_one_stays(app, session):
    accounts = [account_of(session, f"{name}@exemple.fr", [], {"Duo": MemberRole.OWNER}) for name in ("un", "deux")]
    account_of(session, "trois@exemple.fr", [], {"Duo": MemberRole.MEMBER})
    number = session.scalars(select(Membership.organisation_id)).first()
    with app.app_context():
        engine = db.engine
    ready, refused = Barrier(2), []

    def leave(account_id: int) -> None:
        with Session(engine) as opened:
            ready.wait()
            try:
                again(opened, lambda within: organisations.leave(within, number, account_id))
            except organisations.LastOwner:
                refused.append(account_id)

    threads = [Thread(target=leave, args=(account.id,)) for account in accounts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert session.scalar(select(func.count()).where(Membership.role == MemberRole.OWNER)) == 1
