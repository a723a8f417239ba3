"""By when, and what happens then: each deadline counted from the right instant, anew when the instant moves."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.unit_of_work import unit_of_work
from app.outreach.deadlines import ANCHORS, DEADLINES, EFFECTS, Delays
from app.outreach.letters.reminding import LETTERS
from app.outreach.models import OutreachReminder
from app.outreach.rules import LIVE, OVER, WORKFLOW, Action, Actor, Mover, State, Urgency
from app.outreach.services.moving import anchors, due_next, move, set_clock
from app.outreach.services.reminding import MOVES
from tests.outreach.watching import TUESDAY, paris

TEAM, COORDINATOR, CLOCK = Mover(Actor.TEAM), Mover(Actor.COORDINATOR), Mover(Actor.CLOCK)
SOON, NORMAL = "06-11", "06-22"


@pytest.fixture
def coming(maker):
    """What is due for a request, by name: the day in Paris."""

    def read(request):
        return {due.deadline.name: f"{due.at:%m-%d}" for due in due_next(maker.context(TUESDAY), request)}

    return read


def test_each_deadline_has_its_effect_its_delay_its_anchor_and_its_letters():
    names = [deadline.name for deadline in DEADLINES]
    assert len(set(names)) == len(names)
    assert set(names) == set(EFFECTS)
    assert {deadline.delay for deadline in DEADLINES} <= set(Delays().days())
    assert {deadline.anchor for deadline in DEADLINES} == set(ANCHORS)
    wanted = {(name, actor) for name, effect in EFFECTS.items() for actor in effect.tells if actor is not Actor.REQUESTER}
    assert set(LETTERS) == wanted
    assert set(MOVES) == {name for name, effect in EFFECTS.items() if effect.moves}


@pytest.mark.parametrize("deadline", DEADLINES, ids=lambda deadline: deadline.name)
def test_where_a_deadline_moves_the_table_lets_the_clock_do_it(deadline):
    moves = EFFECTS[deadline.name].moves
    assert all(WORKFLOW.allows(state, action, Actor.CLOCK) for state in deadline.states for action in moves)


def test_what_is_over_waits_for_nobody_and_what_is_open_ends_by_itself():
    assert not [deadline.name for deadline in DEADLINES if deadline.states & OVER]
    (idle,) = [deadline for deadline in DEADLINES if deadline.name == "idle"]
    assert idle.states == set(LIVE)


@pytest.mark.parametrize("given", [{"nothing": 3}, {"soon": 0}, {"idle": 731}, {"position_kept": 184}, {"texts_kept": 0}])
def test_a_delay_that_will_not_do_is_refused_in_words(given):
    with pytest.raises(ValueError, match="REPERES_OUTREACH_DELAYS"):
        Delays.changed(given)


def test_delays_are_settings():
    assert Delays.changed({"soon": 2, "position_kept": 1}) == Delays(soon=2, position_kept=1)


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.REPORTED, {"sorting": "06-09", "normal": NORMAL, "idle": "12-06"}),
        (State.TO_SORT, {"sorting": "06-09", "normal": NORMAL, "idle": "12-06"}),
        (State.TRANSFERRED, {"sorting": "06-09", "normal": NORMAL, "idle": "12-06"}),
        (State.SENT_BACK, {"sorting": "06-09", "normal": NORMAL, "idle": "12-06"}),
        (State.ASSIGNED, {"answering": "06-09", "normal": NORMAL, "idle": "12-06"}),
        (State.PLANNED, {"untold": "06-10", "normal": NORMAL, "idle": "12-06"}),
        (State.TRIED, {"unplanned": "06-11", "trying": NORMAL, "idle": "12-06"}),
        (State.CONTACT, {"met": "06-15", "idle": "12-06"}),
        (State.ONGOING, {"ongoing": "07-08", "idle": "12-06"}),
        *((state, {}) for state in State if state in OVER),
    ],
)
def test_what_comes_in_each_state(maker, coming, state, expected):
    made = maker.request(state, at=TUESDAY)
    assert coming(made) == expected
    assert (made.next_due_at is None) == (not expected)


@pytest.mark.one_engine
@pytest.mark.parametrize("state", [State.REPORTED, State.TO_SORT, State.ASSIGNED, State.PLANNED])
def test_an_urgent_one_is_late_after_three_days_a_weekend_put_off(maker, coming, state):
    assert coming(maker.request(state, at=TUESDAY, urgency=Urgency.SOON))["soon"] == SOON
    assert "normal" not in coming(maker.request(state, at=TUESDAY, urgency=Urgency.SOON))
    assert coming(maker.request(state, at=paris("2027-06-10 23:00"), urgency=Urgency.SOON))["soon"] == "06-14"


def test_a_working_day_over_a_long_weekend(maker, coming):
    """1 May 2026 was a Friday: what came on Thursday is asked about on Monday."""
    assert coming(maker.request(State.TO_SORT, at=paris("2026-04-30 18:00")))["sorting"] == "05-04"


def test_each_team_has_its_own_working_day(maker, coming):
    made = maker.request(State.ASSIGNED, at=TUESDAY)
    move(maker.context(paris("2027-06-09 09:00")), made, Action.NEXT_TEAM, CLOCK)
    assert coming(made)["answering"] == "06-10"


def test_a_promise_to_who_asked_does_not_start_again_with_another_team_or_sector(maker, coming):
    made = maker.request(State.ASSIGNED, at=TUESDAY, urgency=Urgency.SOON)
    move(maker.context(paris("2027-06-09 09:00")), made, Action.RETURN, CLOCK)
    move(maker.context(paris("2027-06-09 10:00")), made, Action.TRANSFER, COORDINATOR)
    assert coming(made) == {"sorting": "06-10", "soon": SOON, "idle": "12-06"}


def test_a_passage_put_off_is_asked_about_anew(maker, coming, session):
    made = maker.request(State.PLANNED, at=TUESDAY)
    with unit_of_work(session):
        session.add(OutreachReminder(request_id=made.id, name="untold", anchor_at=made.planned_at, done_at=TUESDAY))
    assert "untold" not in coming(made)
    made.planned_at = paris("2027-06-17 20:00")
    move(maker.context(TUESDAY + timedelta(days=2)), made, Action.PLAN, TEAM)
    assert coming(made)["untold"] == "06-18"


def test_a_passage_taken_off_its_round_is_asked_for_again(maker, coming):
    made = maker.unplaced(maker.request(State.PLANNED, at=TUESDAY), TUESDAY)
    assert coming(made) == {"unplaced": "06-09", "normal": NORMAL, "idle": "12-06"}


def test_two_weeks_of_trying_are_counted_from_the_first_passage_whatever_follows(maker, coming):
    made = maker.request(State.TRIED, at=TUESDAY)
    maker.attempt(made, TUESDAY + timedelta(days=5, hours=5))
    move(maker.context(TUESDAY + timedelta(days=5, hours=5)), made, Action.ATTEMPT, TEAM)
    assert coming(made) == {"unplanned": "06-16", "trying": NORMAL, "idle": "12-10"}
    made.planned_at = TUESDAY + timedelta(days=20)
    move(maker.context(TUESDAY + timedelta(days=6)), made, Action.PLAN, TEAM)
    assert "trying" not in coming(made), "a passage is planned: it is not given up before"


def test_taken_up_again_by_the_team_it_is_asked_about_from_then(maker, coming):
    made = maker.request(State.CLOSED, at=TUESDAY)
    move(maker.context(TUESDAY + timedelta(days=40)), made, Action.REOPEN, TEAM)
    assert coming(made)["ongoing"] == "08-17"


def test_nothing_is_due_once_it_is_purged(maker, coming, session):
    made = maker.request(State.ASSIGNED, at=TUESDAY)
    with unit_of_work(session):
        made.purged_at = TUESDAY
        set_clock(maker.context(), made)
    assert coming(made) == {}
    assert made.next_due_at is None


def test_what_deadlines_are_counted_from_is_as_reminders_keep_it(maker, session):
    """Two instants of the hour that winter time repeats are equal in one zone only."""
    made = maker.request(State.PLANNED, at=paris("2027-10-30 02:30"))
    made.planned_at = paris("2027-10-31 02:30")
    counted = anchors(made)
    with unit_of_work(session):
        session.add(OutreachReminder(request_id=made.id, name="x", anchor_at=counted["planned_at"], done_at=TUESDAY))
    session.expire_all()
    assert session.scalars(select(OutreachReminder.anchor_at)).one() == counted["planned_at"]
