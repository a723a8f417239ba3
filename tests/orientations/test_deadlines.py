"""By when, and what happens then: each deadline counted from the right instant, anew when the instant moves."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.unit_of_work import unit_of_work
from app.directory.kinds import kinds
from app.orientations.deadlines import ANCHORS, CLOCKS, DEADLINES, EFFECTS, Clock, Delays
from app.orientations.letters.reminding import LETTERS
from app.orientations.models import OrientationReminder
from app.orientations.rules import CLOSED, WORKFLOW, Action, Actor, Mover, State
from app.orientations.services.moving import TooLateToReopen, anchors, due_next, move, set_clock
from app.orientations.settings import settings_of
from tests.orientations.watching import TUESDAY, paris

pytestmark = pytest.mark.one_engine

TARGET, SENDER, PERSON = Mover(Actor.TARGET), Mover(Actor.SENDER), Mover(Actor.PERSON)


@pytest.fixture
def coming(maker):
    """What is due for an orientation, by name: the day in Paris."""

    def read(orientation):
        return {due.deadline.name: f"{due.at:%m-%d}" for due in due_next(maker.context(TUESDAY), orientation)}

    return read


def test_each_deadline_has_its_effect_its_delay_its_anchor_and_its_letters():
    names = [deadline.name for deadline in DEADLINES]
    assert len(set(names)) == len(names)
    assert set(names) == set(EFFECTS)
    assert {deadline.delay for deadline in DEADLINES} <= set(Delays().days())
    assert {deadline.anchor for deadline in DEADLINES} == set(ANCHORS)
    wanted = {
        (name, actor) for name, effect in EFFECTS.items() for actor in (*effect.tells, *effect.tells_direct) if actor is not Actor.PERSON
    }
    assert set(LETTERS) == wanted


@pytest.mark.parametrize("deadline", DEADLINES, ids=lambda deadline: deadline.name)
def test_where_a_deadline_moves_the_table_lets_the_clock_do_it(deadline):
    moves = EFFECTS[deadline.name].moves
    assert all(moves is None or WORKFLOW.allows(state, moves, Actor.CLOCK) for state in deadline.states)


def test_a_target_that_receives_nothing_through_us_is_never_told():
    assert all(Actor.TARGET not in effect.tells_direct for effect in EFFECTS.values())


@pytest.mark.parametrize("given", [{"nothing": 3}, {"target_first": 0}, {"silence": 731}, {"identity_kept": 29}])
def test_a_delay_that_will_not_do_is_refused_in_words(given):
    with pytest.raises(ValueError, match="REPERES_DELAYS"):
        Delays.changed(given)


def test_delays_are_settings():
    assert Delays.changed({"target_first": 4}) == Delays(target_first=4)


def test_what_comes_after_sending(orientation, coming):
    made = orientation(State.SENT, at=TUESDAY)
    assert coming(made) == {
        "target-first": "06-11",
        "sender-warned": "06-14",
        "target-second": "06-15",
        "coordinator-told": "06-18",
        "silence": "07-08",
        "idle": "12-06",
    }
    assert made.next_due_at == paris("2027-06-11 09:00")


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.DRAFT, {}),
        (State.TO_VERIFY, {"verification": "06-10", "idle": "12-06"}),
        (State.INCOMPLETE, {"completion": "06-15", "idle": "12-06"}),
        (State.WAITING, {"waiting-confirmed": "06-22", "waiting-told": "06-25", "idle": "12-06"}),
        (State.ACCEPTED, {"before-appointment": "06-15", "after-appointment": "06-21", "person-asked": "07-01", "idle": "12-14"}),
        (State.CONTACT, {"person-asked": "06-22", "idle": "12-06"}),
        (State.SUPPORT, {"person-asked": "06-22", "support-first": "07-08", "support-second": "09-06", "idle": "12-06"}),
        (State.DONE, {"person-asked": "06-22"}),
        (State.REFUSED, {"refusal-act": "06-15"}),
        (State.SILENT, {}),
        (State.REDIRECTED, {}),
        (State.CANCELLED, {}),
    ],
)
def test_what_comes_in_each_state(orientation, coming, state, expected):
    made = orientation(state, at=TUESDAY)
    assert coming(made) == expected
    assert (made.next_due_at is None) == (not expected)


def test_reading_does_not_start_the_delay_again(orientation, coming, maker):
    made = orientation(State.SENT, at=TUESDAY)
    move(maker.context(TUESDAY + timedelta(days=2)), made, Action.RECEIVE, TARGET)
    assert coming(made)["target-first"] == "06-11"


def test_a_complement_that_came_late_lets_the_target_its_whole_delay(orientation, coming, maker):
    made = orientation(State.INCOMPLETE, at=TUESDAY)
    move(maker.context(TUESDAY + timedelta(days=20)), made, Action.COMPLETE, SENDER)
    assert coming(made)["target-first"] == "07-01"
    assert coming(made)["silence"] == "07-28"


def test_a_changed_appointment_is_reminded_of_anew(orientation, coming, maker, session):
    made = orientation(State.ACCEPTED, at=TUESDAY, appointment_at=paris("2027-06-17 14:00"))
    with unit_of_work(session):
        for name in ("before-appointment", "after-appointment"):
            session.add(OrientationReminder(orientation_id=made.id, name=name, anchor_at=made.appointment_at, done_at=TUESDAY))
    assert coming(made).keys() == {"person-asked", "idle"}
    made.appointment_at = paris("2027-07-08 14:00")
    move(maker.context(TUESDAY + timedelta(days=10)), made, Action.RESCHEDULE, TARGET)
    assert coming(made) == {"before-appointment": "07-06", "after-appointment": "07-12", "person-asked": "07-22", "idle": "01-04"}
    assert made.next_due_at == paris("2027-07-06 09:00")


def test_an_appointment_far_away_is_not_closed_before_it_is_past(orientation, coming):
    made = orientation(State.ACCEPTED, at=TUESDAY, appointment_at=paris("2028-01-18 14:00"))
    assert coming(made)["idle"] == "07-17"


def test_the_evening_before_which_a_service_calls_is_counted_as_an_appointment(orientation, coming):
    made = orientation(State.ACCEPTED, at=TUESDAY, appointment_at=paris("2027-06-18 18:00"), calls_before=paris("2027-06-18 18:00").date())
    assert coming(made)["before-appointment"] == "06-16"
    assert coming(made)["after-appointment"] == "06-21"


def test_a_first_contact_leaves_the_questions_on_their_day(orientation, coming, maker):
    made = orientation(State.ACCEPTED, at=TUESDAY, appointment_at=paris("2027-06-17 14:00"))
    move(maker.context(paris("2027-06-16 10:00")), made, Action.MEET, TARGET)
    assert coming(made)["person-asked"] == "07-01"


def test_sent_again_nothing_of_before_holds(orientation, coming, maker, session):
    made = orientation(State.FAILED, at=TUESDAY, appointment_at=paris("2027-06-17 14:00"))
    again = TUESDAY + timedelta(days=21)
    move(maker.context(again), made, Action.REOPEN, SENDER)
    assert (made.appointment_at, made.answered_at, made.closed_at, made.reason) == (None, None, None, None)
    assert coming(made)["target-first"] == "07-02"
    move(maker.context(again + timedelta(days=1)), made, Action.MEET, PERSON)
    assert coming(made) == {"person-asked": "07-15", "idle": "12-27"}  # the 14th is a holiday


def test_taken_up_again_by_the_target_support_is_asked_about_from_then(orientation, coming, maker):
    made = orientation(State.SILENT, at=TUESDAY)
    again = TUESDAY + timedelta(days=40)
    move(maker.context(again), made, Action.REOPEN, TARGET)
    assert (made.answered_at, made.contact_at, made.closed_at) == (again, again, None)
    assert coming(made)["support-first"] == "08-17"


@pytest.mark.parametrize("action", [Action.ACCEPT, Action.MEET])
def test_a_late_answer_opens_what_silence_had_closed(orientation, maker, action):
    made = orientation(State.SILENT, at=TUESDAY)
    assert made.closed_at == TUESDAY
    made.appointment_at = paris("2027-08-17 14:00")
    move(maker.context(TUESDAY + timedelta(days=40)), made, action, TARGET)
    assert made.closed_at is None
    assert made.next_due_at is not None


def test_a_closed_one_that_closes_otherwise_keeps_its_day(orientation, maker):
    made = orientation(State.REFUSED, at=TUESDAY)
    move(maker.context(TUESDAY + timedelta(days=5)), made, Action.REDIRECT, SENDER)
    assert made.closed_at == TUESDAY


def test_nothing_is_due_once_it_is_purged_and_no_late_answer_opens_it(orientation, coming, maker):
    made = orientation(State.REFUSED, at=TUESDAY)
    silent = orientation(State.SILENT, at=TUESDAY)
    for one in (made, silent):
        one.purged_at = TUESDAY + timedelta(days=183)
        set_clock(maker.context(), one)
    assert coming(made) == {}
    assert made.next_due_at is None
    with pytest.raises(TooLateToReopen):
        move(maker.context(TUESDAY + timedelta(days=200)), silent, Action.ACCEPT, TARGET)


def test_what_deadlines_are_counted_from_is_as_reminders_keep_it(orientation, session):
    """Two instants of the hour that winter time repeats are equal in one zone only."""
    made = orientation(State.ACCEPTED, at=paris("2027-10-01 10:00"), appointment_at=paris("2027-10-31 02:30"))
    counted = anchors(made)
    with unit_of_work(session):
        session.add(OrientationReminder(orientation_id=made.id, name="x", anchor_at=counted["appointment_at"], done_at=TUESDAY))
    session.expire_all()
    assert session.scalars(select(OrientationReminder.anchor_at)).one() == counted["appointment_at"]


def test_closed_states_wait_for_nobody_but_the_person_and_a_refusal():
    assert {deadline.name for deadline in DEADLINES if deadline.states & CLOSED} == {"person-asked", "refusal-act"}


def test_the_clock_of_the_rsa_is_its_own_unless_settings_say_otherwise(config):
    assert set(CLOCKS) <= set(kinds())
    usual = settings_of(replace(config, clocks={}))
    assert (usual.clock("cer"), usual.clock("domiciliation")) == (Clock(30, 14), Clock(14, 14))
    own = settings_of(replace(config, clocks={"cer": (20, 10), "domiciliation": (7, 7)}))
    assert (own.clock("cer"), own.clock("garantie-activite"), own.clock("domiciliation")) == (Clock(20, 10), Clock(30, 14), Clock(7, 7))
