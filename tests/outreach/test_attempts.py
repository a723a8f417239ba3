"""Attempts: every result, three at different hours, late ones, and one whatever is sent again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import PARIS, utc_now
from app.core.errors import NotThere
from app.core.unit_of_work import again, unit_of_work
from app.extensions import db
from app.outreach import queries
from app.outreach.models import OutreachAttempt, OutreachNote, OutreachPassage, OutreachRequest, OutreachSafety, OutreachStep
from app.outreach.rules import Action, Actor, Consent, Mover, NoteKind, Outcome, Result, Safety, State
from app.outreach.services import going
from app.outreach.services.going import Attempt
from app.outreach.services.moving import move
from app.outreach.settings import Context
from tests.outreach.making import SORTING

NOW = datetime(2026, 3, 10, 12, tzinfo=PARIS)
ASKED = NOW - timedelta(days=5)
TEAM = Mover(Actor.TEAM)
NOTE = "Un chien attaché, revenir avec lui (exemple)."


@pytest.fixture
def told(maker, session):
    """`told(request, at, result, …)`: write an attempt down at an instant, the clock being `now`."""

    def write(request, at, result=Result.NOT_FOUND, *, mark="", now=NOW, **more):
        context = maker.context(now)
        with unit_of_work(session):
            made = Attempt(at, result, mark or f"{request.id} {at} {result}", **more)
            return going.attempt(context, queries.case(session, request.id), made, TEAM)

    return write


@pytest.fixture
def assigned(maker):
    return maker.request(State.ASSIGNED, at=ASKED, has_place=False)


def kept(session, rows, request):
    session.expire_all()
    return session.scalars(select(rows).where(rows.request_id == request.id).order_by(rows.id)).all()


def actions(session, request):
    return [step.action for step in kept(session, OutreachStep, request)]


def day(number, hour, minute=0):
    return datetime(2026, 3, number, hour, minute, tzinfo=PARIS)


@pytest.mark.parametrize("result", list(Result))
def test_each_result_is_an_attempt_and_leads_where_it_should(session, assigned, told, result):
    made = told(assigned, day(9, 21), result)
    session.refresh(assigned)
    assert assigned.state == (State.CONTACT if result is Result.MET else State.TRIED)
    assert (made.result, made.is_late, made.team_id) == (result, False, assigned.team_id)
    assert (assigned.first_attempt_at, assigned.last_attempt_at) == (day(9, 21), day(9, 21))
    assert actions(session, assigned)[2:] == [Action.ATTEMPT] + [Action.MEET] * (result is Result.MET)
    assert assigned.contact_at == (day(9, 21) if result is Result.MET else None)
    assert [one.code for one in kept(session, OutreachSafety, assigned)] == [Safety.TENSION] * (result is Result.DANGER)


def test_three_attempts_at_the_same_hour_do_not_end_it(session, assigned, told):
    for number in (6, 7, 8, 9):
        told(assigned, day(number, 21, number))
    session.refresh(assigned)
    assert (assigned.state, assigned.outcome) == (State.TRIED, None)
    assert assigned.first_attempt_at == day(6, 21, 6)
    assert assigned.last_attempt_at == day(9, 21, 9)


def test_the_third_at_a_different_hour_ends_it_as_not_met(session, assigned, told):
    for at in (day(6, 21), day(7, 9), day(8, 22)):
        told(assigned, at)
    session.refresh(assigned)
    assert assigned.state == State.TRIED
    told(assigned, day(9, 14), Result.THIRD_PARTY)
    session.refresh(assigned)
    assert (assigned.state, assigned.outcome) == (State.NOT_MET, Outcome.NOT_MET)
    assert actions(session, assigned)[-2:] == [Action.ATTEMPT, Action.GIVE_UP]
    assert assigned.closed_at == NOW


def test_the_third_that_meets_her_ends_nothing(session, assigned, told):
    for at in (day(6, 21), day(7, 9)):
        told(assigned, at)
    told(assigned, day(8, 14), Result.MET)
    session.refresh(assigned)
    assert assigned.state == State.CONTACT


def test_attempts_that_come_in_any_order_count_by_when_they_were_made(session, assigned, told):
    told(assigned, day(8, 14))
    told(assigned, day(6, 21))
    session.refresh(assigned)
    assert (assigned.first_attempt_at, assigned.last_attempt_at) == (day(6, 21), day(8, 14))
    told(assigned, day(7, 9))
    session.refresh(assigned)
    assert assigned.state == State.NOT_MET


def test_an_attempt_to_come_is_one_of_now(assigned, told):
    assert told(assigned, NOW + timedelta(minutes=5)).at == NOW


@pytest.mark.parametrize("state", [State.CONTACT, State.ONGOING, State.NOT_MET, State.CLOSED, State.ORIENTED, State.SENT_BACK])
def test_one_that_comes_late_is_a_fact_and_moves_nothing(session, maker, told, state):
    request = maker.request(state, at=ASKED)
    steps, before = len(actions(session, request)), (request.state, request.first_attempt_at, request.last_attempt_at)
    made = told(request, day(9, 21), Result.MET)
    session.refresh(request)
    assert made.is_late
    assert (request.state, request.first_attempt_at, request.last_attempt_at) == before
    assert len(actions(session, request)) == steps


def test_one_made_before_the_request_was_sorted_again_moves_nothing(session, maker, told):
    request = maker.request(State.NOT_MET, at=ASKED)
    with unit_of_work(session):
        context = maker.context(NOW - timedelta(hours=2))
        move(context, request, Action.REOPEN, Mover(Actor.COORDINATOR))
        request.team_id = maker.team().id
        move(context, request, Action.ASSIGN, Mover(Actor.COORDINATOR))
    assert told(request, NOW - timedelta(hours=3)).is_late
    session.refresh(request)
    assert (request.state, request.first_attempt_at) == (State.ASSIGNED, None)
    assert not told(request, NOW - timedelta(hours=1)).is_late


def test_one_of_a_team_that_has_it_no_more_moves_nothing(session, maker, told):
    round_ = maker.round(starts=day(9, 20))
    other = maker.team("Autre équipe exemple", organisation="Autre maraude de l’Exemple")
    request = maker.request(State.ASSIGNED, team=other, at=ASKED)
    made = told(request, day(9, 21), round=round_.id)
    session.refresh(request)
    assert (made.is_late, made.team_id, request.state) == (True, round_.team_id, State.ASSIGNED)


class TestPlannedAnew:
    """The team went without telling; somebody planned another passage meanwhile."""

    @pytest.fixture
    def planned(self, maker, session, assigned):
        case = queries.case(session, assigned.id)
        with unit_of_work(session):
            going.plan(maker.context(day(7, 10)), case, day(8, 21), TEAM)
            going.plan(maker.context(day(9, 10)), case, day(11, 21), TEAM)
        return assigned

    def test_the_new_passage_stands_and_the_attempt_counts(self, session, planned, told):
        assert told(planned, day(8, 21)).is_late
        session.refresh(planned)
        assert (planned.state, planned.planned_at, planned.first_attempt_at) == (State.PLANNED, day(11, 21), day(8, 21))

    def test_but_a_meeting_is_a_meeting(self, session, planned, told):
        assert not told(planned, day(8, 21), Result.MET).is_late
        session.refresh(planned)
        assert planned.state == State.CONTACT


class TestTwice:
    def test_the_same_mark_is_one_attempt(self, session, assigned, told, outbox):
        first = told(assigned, day(9, 21), mark="téléphone 1", note=NOTE)
        again_ = told(assigned, day(9, 22), Result.MET, mark="téléphone 1", note=NOTE)
        session.refresh(assigned)
        assert first.id == again_.id
        assert (assigned.state, len(kept(session, OutreachAttempt, assigned)), len(kept(session, OutreachNote, assigned))) == (
            State.TRIED, 1, 1,
        )  # fmt: skip

    def test_the_mark_of_another_request_is_none(self, maker, assigned, told):
        told(assigned, day(9, 21), mark="téléphone 1")
        with pytest.raises(NotThere):
            told(maker.request(State.ASSIGNED, at=ASKED), day(9, 21), mark="téléphone 1")

    def test_sent_at_once_by_two_it_is_one(self, app, maker, session, assigned):
        with app.app_context():
            engine = db.engine
        barrier = Barrier(4)

        def send(_rank):
            with Session(engine) as own:
                barrier.wait(timeout=30)

                def work(opened):
                    made = Attempt(day(9, 21), Result.NOT_FOUND, "téléphone 1", NOTE)
                    return going.attempt(Context(opened, maker.settings, NOW), queries.case(opened, assigned.id), made, TEAM).id

                return again(own, work)

        with ThreadPoolExecutor(4) as pool:
            numbers = set(pool.map(send, range(4)))
        assert len(numbers) == 1
        assert len(kept(session, OutreachAttempt, assigned)) == len(kept(session, OutreachNote, assigned)) == 1
        assert actions(session, assigned).count(Action.ATTEMPT) == 1

    def test_two_attempts_at_once_are_two(self, app, maker, session, assigned):
        with app.app_context():
            engine = db.engine
        barrier = Barrier(3)

        def send(hour):
            with Session(engine) as own:
                barrier.wait(timeout=30)

                def work(opened):
                    made = Attempt(day(9, hour), Result.NOT_FOUND, f"téléphone {hour}")
                    return going.attempt(Context(opened, maker.settings, NOW), queries.case(opened, assigned.id), made, TEAM).is_late

                return again(own, work)

        with ThreadPoolExecutor(3) as pool:
            assert list(pool.map(send, (8, 14, 21))) == [False] * 3
        session.expire_all()
        assert session.get_one(OutreachRequest, assigned.id).state == State.NOT_MET
        assert actions(session, assigned)[-4:] == [Action.ATTEMPT] * 3 + [Action.GIVE_UP]


class TestNotes:
    def test_a_note_is_of_the_team_that_wrote_it_when_it_went(self, session, assigned, told):
        told(assigned, day(9, 21), note=NOTE)
        (note,) = kept(session, OutreachNote, assigned)
        assert (note.kind, note.body, note.team_id, note.at) == (NoteKind.OF_TEAM, NOTE, assigned.team_id, day(9, 21))

    def test_of_somebody_who_refused_none_is_written_any_more(self, session, maker, told):
        request = maker.request(State.CLOSED, at=ASKED, has_place=False)
        with unit_of_work(session):
            request.consent = Consent.NO
        told(request, day(9, 21), note=NOTE)
        assert kept(session, OutreachNote, request) == []

    def test_of_what_is_purged_neither(self, session, maker, told):
        request = maker.request(State.CLOSED, at=ASKED, has_place=False)
        with unit_of_work(session):
            request.purged_at = utc_now()
        told(request, day(9, 21), Result.DANGER, note=NOTE)
        assert kept(session, OutreachNote, request) == kept(session, OutreachSafety, request) == []


class TestDanger:
    def test_the_next_one_is_warned_for_ninety_days_and_the_coordination_is_told(  # noqa: PLR0917 - fixtures
        self, session, maker, member, sector, assigned, told, outbox
    ):
        member(SORTING, "tri@exemple.fr")
        told(assigned, day(9, 21), Result.DANGER)
        (seen,) = kept(session, OutreachSafety, assigned)
        assert (seen.code, seen.noted_by, seen.until) == (Safety.TENSION, Actor.TEAM, (day(9, 21) + timedelta(days=90)).date())
        (letter,) = [letter for to, letter in outbox() if to == "tri@exemple.fr"]
        assert letter.purpose == "outreach-danger"
        assert "Privas" not in f"{letter.subject}{letter.blocks}"

    def test_a_second_one_makes_it_last(self, session, assigned, told):
        told(assigned, day(7, 21), Result.DANGER)
        told(assigned, day(9, 21), Result.DANGER)
        (seen,) = kept(session, OutreachSafety, assigned)
        assert seen.until == (day(9, 21) + timedelta(days=90)).date()


class TestRounds:
    def test_it_leaves_the_rounds_to_come_and_stays_on_its_own(self, at, session, maker, assigned, told):
        now = at("2026-03-09 21:00")
        tonight, later = maker.round(starts=day(9, 20)), maker.round(starts=day(12, 20))
        for one in (tonight, later):
            maker.place(one, assigned)
        told(assigned, day(9, 20, 30), now=now, round=tonight.id)
        rows = {one.round_id: one.removed_at for one in kept(session, OutreachPassage, assigned)}
        assert rows == {tonight.id: None, later.id: now}
