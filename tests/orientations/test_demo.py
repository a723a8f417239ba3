"""The examples: one orientation in each state, towards fictional services, all gone by one command."""

import pytest
from sqlalchemy import func, select

from app.accounts.models import Account, Membership, Organisation
from app.core.unit_of_work import unit_of_work
from app.orientations import demo
from app.orientations.models import Orientation, OrientationNote, OrientationPerson, OrientationStep
from app.orientations.rules import State
from tests.support.factories import PRIVAS


@pytest.fixture
def loaded(directory, session, maker):
    directory.fixed(PRIVAS, nom="Lieu exemple", is_example=True, receives_orientations=True)
    directory.publish()
    with unit_of_work(session):
        return demo.load(maker.context())


def count(session, model) -> int:
    return session.scalar(select(func.count()).select_from(model))


def test_there_is_one_in_each_state_and_a_second_loading_adds_none(loaded, session, maker):
    assert loaded == len(State)
    assert set(session.scalars(select(Orientation.state))) == set(State)
    assert session.scalars(select(Orientation.is_example).distinct()).all() == [True]
    with unit_of_work(session):
        assert demo.load(maker.context()) == 0


def test_an_account_may_try_every_side(loaded, session, maker, sender):
    account = session.get(Account, sender[1].id)
    for _ in range(2):
        with unit_of_work(session):
            demo.admit(maker.context(), account)
    joined = session.scalars(select(Organisation.name).join(Membership).where(Membership.account_id == account.id)).all()
    assert {demo.SENDING, demo.RECEIVING} <= set(joined)
    assert [grant.role for grant in account.grants] == ["coordinateur"]


def test_all_of_it_goes_and_the_others_stay(loaded, session, orientation):
    kept = orientation(State.SENT)
    with unit_of_work(session):
        assert demo.remove(session) == len(State)
    assert session.scalars(select(Orientation.id)).all() == [kept.id]
    assert count(session, OrientationPerson) == 1
    assert count(session, OrientationNote) == 0
    assert set(session.scalars(select(OrientationStep.orientation_id))) == {kept.id}
    assert not session.scalars(select(Organisation.id).where(Organisation.name.in_((demo.SENDING, demo.RECEIVING)))).all()
