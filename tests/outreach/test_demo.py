"""The demonstration: a request in each state, moved there by services; rounds around today; every side tried; all gone by one command."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts.models import Account, Membership, Organisation
from app.core.clock import PARIS, utc_now
from app.core.unit_of_work import unit_of_work
from app.mail.models import OutgoingMail
from app.ops import trying
from app.orientations.models import Orientation, OrientationPerson
from app.orientations.rules import State as OrientationState
from app.orientations.settings import settings_of
from app.outreach import demo
from app.outreach.demo_ways import PSEUDONYM, WAYS
from app.outreach.models import (
    OutreachMeeting,
    OutreachOrientation,
    OutreachPassage,
    OutreachPlace,
    OutreachRequest,
    OutreachRound,
    OutreachSector,
    OutreachStep,
    OutreachTeam,
)
from app.outreach.rules import OVER, WORKFLOW, Actor, Mover, State
from app.outreach.services import asking
from tests.outreach.wishing import wish
from tests.support.factories import PRIVAS

MOST = len(State) + 1
ASKER = Mover(Actor.REQUESTER)


@pytest.fixture
def example(directory):
    """A fictional service that receives orientations."""
    directory.fixed(PRIVAS, nom="Lieu exemple", is_example=True, receives_orientations=True, courriel="lieu@exemple.fr")
    directory.publish()


@pytest.fixture
def loaded(app, example, session, maker):
    with unit_of_work(session):
        return demo.load(maker.context(), settings_of(app.extensions["reperes"]))


def count(session, model) -> int:
    return session.scalar(select(func.count()).select_from(model))


def test_there_is_one_in_each_state_and_a_second_loading_adds_none(app, loaded, session, maker):
    assert set(WAYS) == set(State)
    assert loaded == MOST
    reached = dict(session.execute(select(OutreachRequest.state, func.count()).group_by(OutreachRequest.state)).all())
    assert reached == {**dict.fromkeys(State, 1), State.PLANNED: 2}
    assert session.scalars(select(OutreachRequest.is_example).distinct()).all() == [True]
    with unit_of_work(session):
        assert demo.load(maker.context(), settings_of(app.extensions["reperes"])) == 0


def test_without_a_fictional_service_there_is_none(app, directory, session, maker):
    directory.fixed(PRIVAS, nom="Lieu réel", receives_orientations=True)
    with unit_of_work(session):
        assert demo.load(maker.context(), settings_of(app.extensions["reperes"])) == 0
    assert count(session, OutreachSector) == 0


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize(("environment", "sectors"), [("development", 2), ("production", 0)])
def test_no_team_that_does_not_exist_answers_where_real_people_ask(app, session, monkeypatch, environment, sectors):
    monkeypatch.setattr(trying, "load_demo", lambda _session: 0)
    monkeypatch.setitem(app.extensions, "reperes", replace(app.extensions["reperes"], environment=environment))
    with app.app_context(), unit_of_work(session):
        trying.load_examples(session)
    assert count(session, OutreachSector) == sectors


@pytest.mark.one_engine
def test_logs_and_dates_hold_together(loaded, session):
    for request in session.scalars(select(OutreachRequest)):
        steps = session.scalars(select(OutreachStep).where(OutreachStep.request_id == request.id).order_by(OutreachStep.id)).all()
        moments = [request.asked_at, *(step.at for step in steps)]
        assert moments == sorted(moments)
        assert moments[-1] <= utc_now()
        state = WORKFLOW.initial
        for step in steps:
            assert step.source == state
            state = WORKFLOW.transition(step.source, step.action, step.actor).target
        assert request.state == state
        assert (request.closed_at is not None) == (state in OVER)
        assert request.next_due_at is not None or state in OVER


@pytest.mark.one_engine
def test_both_departements_have_some_and_a_duplicate_looks_like_what_it_repeats(loaded, session):
    by_state = {one.state: one for one in session.scalars(select(OutreachRequest)) if one.state != State.PLANNED}
    assert {one.departement for one in by_state.values()} == {"07", "26", "73"}
    assert all(request.departement == request.commune[:2] for request in by_state.values())
    first, again = by_state[State.ASSIGNED], by_state[State.DUPLICATE]
    assert again.merged_into_id == first.id
    assert session.get(OutreachPlace, again.id).words == session.get(OutreachPlace, first.id).words


@pytest.mark.one_engine
def test_rounds_are_of_yesterday_tonight_and_tomorrow_with_requests_placed(loaded, session):
    today = utc_now().astimezone(PARIS).date()
    found = session.scalars(select(OutreachRound).order_by(OutreachRound.day)).all()
    assert [one.day - today for one in found] == [timedelta(-1), timedelta(0), timedelta(1)]
    assert [sum(passage.removed_at is None for passage in one.passages) for one in found] == [2, 1, 1]
    assert all(len(one.stops) == len(demo.HALTS) for one in found)
    assert all(passage.stop_id for passage in session.scalars(select(OutreachPassage)))


@pytest.mark.one_engine
def test_somebody_was_oriented_by_an_orientation_that_is_an_example(loaded, session):
    link = session.scalars(select(OutreachOrientation)).one()
    child = session.get(Orientation, link.orientation_id)
    assert link.is_accompanied
    assert (child.state, child.is_example) == (OrientationState.SENT, True)
    assert session.get(OrientationPerson, child.id).name == PSEUDONYM


@pytest.mark.one_engine
def test_nobody_is_written_to_and_no_point_is_given(loaded, session):
    assert count(session, OutgoingMail) == 0
    places = session.scalars(select(OutreachPlace)).all()
    assert len(places) == MOST
    assert {place.point for place in places} == {None}
    assert all("Exemple" in place.words for place in places)


def test_an_account_joins_every_side_once(loaded, session, maker, asker):
    account = session.get(Account, asker[1].id)
    for _ in range(2):
        with unit_of_work(session):
            demo.admit(maker.context(), account)
    joined = session.scalars(select(Organisation.name).join(Membership).where(Membership.account_id == account.id)).all()
    assert sorted(joined) == sorted(("Centre social de l’Exemple", *demo.ORGANISATIONS))


@pytest.mark.one_engine
def test_the_account_reads_each_request_of_a_sector(loaded, session, maker, asker):
    client, account = asker
    with unit_of_work(session):
        demo.admit(maker.context(), session.get(Account, account.id))
    sorted_ones = session.scalars(select(OutreachRequest.id).where(OutreachRequest.sector_id.is_not(None))).all()
    assert len(sorted_ones) == MOST - 1
    for number in sorted_ones:
        assert client.get(f"/aller-vers/demandes/{number}").status_code == 200


def test_all_of_it_goes_with_what_was_asked_to_try_it_and_the_others_stay(loaded, session, maker):
    with unit_of_work(session):
        tried = asking.ask(maker.context(), wish(), ASKER).id
    kept = maker.request(State.CONTACT)
    with unit_of_work(session):
        assert demo.remove(session) == MOST + 1
    session.expire_all()
    assert session.get(OutreachRequest, tried) is None
    assert session.scalars(select(OutreachRequest.id)).all() == [kept.id]
    assert set(session.scalars(select(OutreachStep.request_id))) == {kept.id}
    assert session.scalars(select(OutreachPlace.request_id)).all() == [kept.id]
    assert session.scalars(select(OutreachTeam.is_example)).all() == [False]
    assert session.scalars(select(OutreachSector.is_example)).all() == [False]
    assert (count(session, OutreachRound), count(session, OutreachMeeting), count(session, OutreachOrientation)) == (0, 0, 0)
    assert not session.scalars(select(Organisation.id).where(Organisation.name.in_(demo.ORGANISATIONS))).all()
