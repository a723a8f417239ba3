"""Fictional campaigns, for trying."""

from sqlalchemy import func, select

from app.accounts.models import Membership, Organisation
from app.core.unit_of_work import unit_of_work
from app.participation import demo
from app.participation.models import Campaign, Questionnaire, Response, SentAnswer, Verbatim
from app.participation.rules import Review
from tests.support.plugins.accounts import account_of


def test_campaigns_and_answers_are_marked_and_leave_as_they_came(maker, session):
    with unit_of_work(session):
        loaded = demo.load(maker.context())
    with unit_of_work(session):
        assert demo.load(maker.context()) == 0
    campaigns = session.scalars(select(Campaign)).all()
    assert loaded == sum(asked.people for asked in demo.CAMPAIGNS) == session.scalar(select(func.count()).select_from(Response))
    assert all(one.is_example and "exemple" in one.name for one in campaigns)
    texts = session.scalars(select(Verbatim)).all()
    assert all((one.text or "").startswith("Exemple") for one in texts)
    assert {one.review for one in texts} == {Review.WAITING, Review.KEPT}
    with unit_of_work(session):
        assert demo.remove(session) == loaded
    for rows in (Campaign, Questionnaire, Response, Verbatim, SentAnswer):
        assert session.scalars(select(rows)).all() == []


def test_an_account_may_try_them(maker, session):
    account = account_of(session, "essai@exemple.fr", [], {})
    with unit_of_work(session):
        demo.load(maker.context())
        demo.admit(maker.context(), account)
        demo.admit(maker.context(), account)
    asking = session.scalar(select(Organisation.id).where(Organisation.name == demo.ASKING))
    assert session.scalars(select(Membership.organisation_id).where(Membership.account_id == account.id)).all() == [asking]
