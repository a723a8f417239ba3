"""Every state × action × actor: what the table lists moves, is dated and is logged once; the rest is refused and changes nothing."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, inspect, select
from sqlalchemy.exc import DatabaseError

from app.core.clock import PARIS
from app.core.unit_of_work import unit_of_work
from app.core.workflow.table import NotAllowed
from app.outreach.models import OutreachAssignment, OutreachRequest, OutreachStep
from app.outreach.rules import OVER, SORTING, WITH_REASON, WORKFLOW, Action, Actor, Mover, Outcome, Reason, State
from app.outreach.services.moving import (
    ChangedMeanwhile,
    NotTriedEnough,
    ReasonMissing,
    TooLateToReopen,
    TriedEnough,
    check_version,
    may_give_up,
    move,
    tries,
)
from tests.outreach.making import REASONS

TUESDAY = datetime(2027, 6, 8, 15, 0, tzinfo=PARIS)
LATER = TUESDAY + timedelta(days=2)
TEAM, COORDINATOR = Mover(Actor.TEAM, 11, 12), Mover(Actor.COORDINATOR, 21, 22)
AT_OTHER_HOURS = [TUESDAY + timedelta(days=1, hours=hours) for hours in (3, -5)]


def values(request) -> dict:
    return {column.key: getattr(request, column.key) for column in inspect(OutreachRequest).column_attrs}


def steps(session, request):
    return session.scalars(select(OutreachStep).where(OutreachStep.request_id == request.id).order_by(OutreachStep.id)).all()


@pytest.mark.one_engine
@pytest.mark.parametrize("state", list(State))
def test_each_action_is_listed_or_refused(maker, session, state):
    kept = maker.request(state, at=TUESDAY)
    before, logged = values(kept), len(steps(session, kept))
    for action in Action:
        for actor in Actor:
            if not WORKFLOW.allows(state, action, actor):
                with pytest.raises(NotAllowed):
                    move(maker.context(LATER), kept, action, Mover(actor), REASONS.get(action))
    assert (values(kept), len(steps(session, kept))) == (before, logged)


LINES = [(line, actor) for line in WORKFLOW.transitions for actor in sorted(line.actors)]


@pytest.mark.parametrize(("line", "actor"), LINES, ids=[f"{line.source}-{line.action}-{actor}" for line, actor in LINES])
def test_each_line_moves_is_dated_and_is_logged_once(maker, session, line, actor):
    made = maker.request(State(line.source), at=TUESDAY)
    if line.action == Action.GIVE_UP:
        for at in AT_OTHER_HOURS:
            maker.attempt(made, at)
    before, logged, reason = values(made), len(steps(session, made)), REASONS.get(line.action)
    with unit_of_work(session):
        step = move(maker.context(LATER), made, Action(line.action), Mover(actor, 31, 32), reason)
    known = steps(session, made)
    assert (len(known), known[-1].id) == (logged + 1, step.id)
    assert (step.at, step.action, step.source, step.target) == (LATER, line.action, line.source, line.target)
    assert (step.actor, step.account_id, step.organisation_id, step.reason) == (actor, 31, 32, reason)
    assert (step.team_id, step.sector_id) == (before["team_id"], before["sector_id"]), "as they were then"
    assert (made.state, made.last_action_at) == (line.target, LATER)
    assert made.version > before["version"]
    assert made.state_since == (before["state_since"] if line.target == line.source else LATER)
    assert made.closed_at == (LATER if line.target in OVER else None)
    assert (made.next_due_at is None) == (line.target in OVER)
    if line.target == State.ASSIGNED:
        assert made.assigned_at == LATER
    if line.target == State.CONTACT:
        assert made.contact_at == LATER
    if line.target != State.PLANNED:
        assert made.planned_at is None
    if line.target in (*SORTING, State.DUPLICATE, State.INADMISSIBLE):
        assert (made.team_id, made.assigned_at) == (None, None), "the team sees it no more"
        assert all(one.ended_at for one in session.scalars(select(OutreachAssignment)))


@pytest.mark.parametrize(
    ("state", "action", "mover"),
    [(State.ASSIGNED, Action.SEND_BACK, TEAM), (State.TO_SORT, Action.REFUSE, COORDINATOR)],
    ids=["sending-back", "refusing"],
)
def test_what_stops_says_why_by_its_own_codes(maker, session, state, action, mover):
    made = maker.request(state)
    for reason in (None, *(set(Reason) - set(WITH_REASON[action]))):
        with pytest.raises(ReasonMissing):
            move(maker.context(), made, action, mover, reason)
    for reason in WITH_REASON[action]:
        other = maker.request(state)
        move(maker.context(), other, action, mover, reason)
        assert other.reason == reason
        session.rollback()


def test_what_goes_on_says_no_reason(maker):
    with pytest.raises(ReasonMissing):
        move(maker.context(), maker.request(State.ASSIGNED), Action.PLAN, TEAM, Reason.FULL)


@pytest.mark.parametrize("mover", [TEAM, Mover(Actor.CLOCK)], ids=["team", "clock"])
def test_nobody_says_not_met_before_three_hours_were_tried(maker, mover):
    made = maker.request(State.TRIED, at=TUESDAY)
    for at in (TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=2, hours=1), TUESDAY + timedelta(days=3, hours=3)):
        with pytest.raises(NotTriedEnough):
            move(maker.context(LATER), made, Action.GIVE_UP, mover)
        maker.attempt(made, at)
    assert tries(maker.context(LATER), made) == 2, "four times, at two hours"
    with pytest.raises(NotTriedEnough):
        move(maker.context(LATER), made, Action.GIVE_UP, mover)
    maker.attempt(made, TUESDAY + timedelta(days=4, hours=-6))
    move(maker.context(LATER), made, Action.GIVE_UP, mover)
    assert made.state == State.NOT_MET


@pytest.mark.parametrize("first", ["2027-06-08 00:10", "2027-06-08 23:50"])
@pytest.mark.parametrize(("now", "is_enough"), [("2027-06-21 23:59", False), ("2027-06-22 09:00", True)])
def test_two_weeks_of_trying_are_days_of_paris_as_the_clock_counts_them(maker, first, now, is_enough):
    made = maker.request(State.TRIED, at=datetime.fromisoformat(first).replace(tzinfo=PARIS))
    assert may_give_up(maker.context(datetime.fromisoformat(now).replace(tzinfo=PARIS)), made) is is_enough


def test_after_three_hours_no_fourth_passage_is_planned(maker):
    made = maker.request(State.TRIED, at=TUESDAY)
    move(maker.context(LATER), made, Action.PLAN, TEAM)
    move(maker.context(LATER), made, Action.ATTEMPT, TEAM)
    for at in AT_OTHER_HOURS:
        maker.attempt(made, at)
    with pytest.raises(TriedEnough):
        move(maker.context(LATER), made, Action.PLAN, TEAM)
    assert made.state == State.TRIED


@pytest.mark.parametrize(
    ("state", "mover", "target"),
    [(state, COORDINATOR, State.TO_SORT) for state in (State.DUPLICATE, State.INADMISSIBLE, State.NOT_MET, State.CLOSED)]
    + [(state, TEAM, State.ONGOING) for state in (State.ORIENTED, State.NOT_MET, State.CLOSED)],
)
def test_what_is_over_reopens_for_a_while_only(maker, state, mover, target):
    made = maker.request(state, at=TUESDAY)
    late = made.closed_at + timedelta(days=maker.settings.delays.reopening, seconds=1)
    with pytest.raises(TooLateToReopen):
        move(maker.context(late), made, Action.REOPEN, mover)
    move(maker.context(late - timedelta(seconds=2)), made, Action.REOPEN, mover)
    assert (made.state, made.closed_at, made.reason, made.outcome) == (target, None, None, None)
    assert (made.first_attempt_at, made.last_attempt_at) == (None, None)


def test_attempts_of_before_it_was_taken_up_again_do_not_count(maker):
    made = maker.request(State.NOT_MET, at=TUESDAY)
    again = maker.context(TUESDAY + timedelta(days=5))
    move(again, made, Action.REOPEN, COORDINATOR)
    move(again, made, Action.ASSIGN, COORDINATOR)
    maker.attempt(made, TUESDAY + timedelta(days=6))
    move(again, made, Action.ATTEMPT, TEAM)
    assert tries(again, made) == 1
    with pytest.raises(NotTriedEnough):
        move(again, made, Action.GIVE_UP, TEAM)


def test_what_is_purged_never_opens_again_nor_goes_on(maker, session):
    closed, going = maker.request(State.CLOSED, at=TUESDAY), maker.request(State.ASSIGNED, at=TUESDAY)
    with unit_of_work(session):
        closed.purged_at = going.purged_at = LATER
    for made, action, mover in ((closed, Action.REOPEN, TEAM), (going, Action.PLAN, TEAM)):
        with pytest.raises(TooLateToReopen):
            move(maker.context(LATER), made, action, mover)
    going.outcome = Outcome.WITHDRAWN
    move(maker.context(LATER), going, Action.WITHDRAW, Mover(Actor.REQUESTER))
    assert going.state == State.CLOSED, "it may still end"


def test_who_reads_an_older_version_is_told(maker, session):
    made = maker.request(State.TO_SORT)
    read = made.version
    check_version(made, read)
    with unit_of_work(session):
        move(maker.context(), made, Action.ASSIGN, COORDINATOR)
    with pytest.raises(ChangedMeanwhile):
        check_version(made, read)


@pytest.mark.parametrize("change", ["UPDATE outreach_step SET reason = NULL", "DELETE FROM outreach_step"])
@pytest.mark.parametrize("state", [State.ASSIGNED, State.CLOSED])
def test_the_database_refuses_to_change_the_log(maker, session, change, state):
    made = maker.request(state)
    logged = [step.id for step in steps(session, made)]
    with pytest.raises(DatabaseError, match="append-only"):
        session.connection().exec_driver_sql(change)
    session.rollback()
    assert [step.id for step in steps(session, made)] == logged


def test_only_the_log_of_an_example_may_leave(maker, session):
    real, example = maker.request(State.ASSIGNED), maker.request(State.ASSIGNED, is_example=True)
    gone = delete(OutreachStep).execution_options(synchronize_session=False)
    with pytest.raises(DatabaseError, match="append-only"):
        session.execute(gone.where(OutreachStep.request_id == real.id))
    session.rollback()
    with unit_of_work(session):
        session.execute(gone.where(OutreachStep.request_id == example.id))
    assert (len(steps(session, real)), steps(session, example)) == (2, [])
