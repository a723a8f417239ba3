"""Every state × action × actor: what the table lists moves and is logged, the rest is refused and changes nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DatabaseError, IntegrityError

from app.core.unit_of_work import unit_of_work
from app.core.workflow.table import NotAllowed
from app.orientations.models import Agreement, Orientation, OrientationPerson, OrientationStep
from app.orientations.rules import CLOSED, OPEN, WORKFLOW, Action, Actor, Mover, State
from app.orientations.services.moving import ReasonMissing, TooLateToReopen, move
from tests.orientations.making import NAME, REASONS


@pytest.mark.parametrize("state", list(State))
def test_each_action_is_listed_or_refused(orientation, maker, session, state):
    kept = orientation(state)
    steps = count(session, kept)
    for action in Action:
        for actor in Actor:
            if WORKFLOW.allows(state, action, actor):
                made = orientation(state)
                step = move(maker.context(), made, action, Mover(actor), REASONS.get(action))
                assert made.state == step.target == WORKFLOW.transition(state, action, actor).target
                assert count(session, made) == steps + 1
                session.rollback()
            else:
                with pytest.raises(NotAllowed):
                    move(maker.context(), kept, action, Mover(actor), REASONS.get(action))
    assert (kept.state, count(session, kept)) == (state, steps)


def count(session, orientation) -> int:
    return session.scalar(select(func.count()).select_from(OrientationStep).where(OrientationStep.orientation_id == orientation.id))


def test_every_state_is_open_or_closed_and_can_be_reached():
    assert set(OPEN) | CLOSED == set(State)
    assert not set(OPEN) & CLOSED
    reached = {State.DRAFT}
    while more := {line.target for line in WORKFLOW.transitions if line.source in reached} - reached:
        reached |= more
    assert reached == set(State)


def test_what_stops_says_why(orientation, maker):
    with pytest.raises(ReasonMissing):
        move(maker.context(), orientation(State.SENT), Action.REFUSE, Mover(Actor.TARGET))


def test_a_closed_one_reopens_for_a_while_only(orientation, maker):
    made = orientation(State.REFUSED)
    late = made.closed_at + timedelta(days=maker.settings.delays.reopening, seconds=1)
    with pytest.raises(TooLateToReopen):
        move(maker.context(late), made, Action.REOPEN, Mover(Actor.SENDER))
    move(maker.context(late - timedelta(seconds=2)), made, Action.REOPEN, Mover(Actor.SENDER))
    assert (made.state, made.closed_at, made.reason) == (State.SENT, None, None)


@pytest.mark.parametrize("change", ["UPDATE orientation_step SET reason = NULL", "DELETE FROM orientation_step"])
def test_the_database_refuses_to_change_the_log(orientation, session, change):
    orientation(State.SENT)
    with pytest.raises(DatabaseError, match="append-only"):
        session.connection().exec_driver_sql(change)
    session.rollback()


def test_the_database_refuses_a_person_who_did_not_agree(orientation, session):
    made = orientation(State.SENT, is_anonymous=True)
    session.add(OrientationPerson(orientation_id=made.id, name=NAME))
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_the_database_refuses_a_withdrawal_that_leaves_the_person_there(orientation, session, maker):
    made = orientation(State.SENT)
    withdrawn = update(Agreement).where(Agreement.orientation_id == made.id).values(is_given=False, withdrawn_at=maker.context().now)
    with pytest.raises(IntegrityError):
        session.execute(withdrawn)
    session.rollback()


def test_a_sealed_text_copied_to_another_row_cannot_be_read(orientation, session):
    first, second = orientation(State.SENT), orientation(State.SENT)
    with unit_of_work(session):
        session.execute(
            text(
                "UPDATE orientation_person SET name = (SELECT name FROM orientation_person WHERE orientation_id = :first) "
                "WHERE orientation_id = :second"
            ),
            {"first": first.id, "second": second.id},
        )
    session.expire_all()
    assert session.get(OrientationPerson, first.id).name == NAME
    with pytest.raises(Exception, match="sealed_name"):
        session.get(OrientationPerson, second.id).name  # noqa: B018 - reading is what is tried


def test_who_reads_an_older_version_loses(orientation, session):
    made = orientation(State.SENT)
    assert session.get(Orientation, made.id).version > 1
