"""What happens by itself: the right side told, once, with a link that lives; nobody told of what is over."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.tokens import digest
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.orientations.deadlines import DEADLINES, EFFECTS
from app.orientations.models import OrientationLink, OrientationStep
from app.orientations.rules import Action, Actor, Mover, Outcome, State, Told
from app.orientations.services.links import is_alive
from app.orientations.services.moving import move
from tests.orientations.making import EMAIL, NAME, PHONE
from tests.orientations.watching import COORDINATOR, PERSON, SENDER, TARGET, TUESDAY, Watch, paris
from tests.support.plugins.accounts import account_of

WHO = {Actor.TARGET: TARGET, Actor.SENDER: SENDER, Actor.COORDINATOR: COORDINATOR, Actor.PERSON: PERSON}
PURPOSES = {"before-appointment": "person-reminder", "person-asked": "person-questions"}
IN_STATE = {
    "verification": State.TO_VERIFY, "completion": State.INCOMPLETE, "waiting-confirmed": State.WAITING, "waiting-told": State.WAITING,
    "before-appointment": State.ACCEPTED, "after-appointment": State.ACCEPTED, "person-asked": State.CONTACT,
    "support-first": State.SUPPORT, "support-second": State.SUPPORT, "refusal-act": State.REFUSED, "idle": State.CONTACT,
}  # fmt: skip
"""Where each deadline is met; the others in `envoyee`."""


@pytest.fixture
def watch(session, config, maker):
    return Watch(session, config, maker)


@pytest.fixture(autouse=True)
def coordinator(session):
    """Coordinators of the département, and one of another who must hear nothing."""
    account_of(session, "ailleurs@exemple.fr", [("coordinateur", "38")], {})
    return account_of(session, COORDINATOR, [("coordinateur", "07")], {})


def letters(outbox, to):
    return [letter for recipient, letter in outbox() if recipient == to]


def texts(letter):
    return f"{letter.subject} {letter.blocks} {letter.signature}"


@pytest.mark.parametrize("deadline", DEADLINES, ids=lambda deadline: deadline.name)
@pytest.mark.parametrize("is_direct", [False, True], ids=["by-us", "direct"])
def test_each_deadline_tells_its_sides_once(orientation, watch, deadline, is_direct):
    name, effect = deadline.name, EFFECTS[deadline.name]
    made = orientation(IN_STATE.get(name, State.SENT), at=TUESDAY, is_direct=is_direct)
    at = watch.reach(made, name)
    assert watch.sweep(at - timedelta(minutes=1)) == 0
    assert watch.sweep(at) == 1
    told = effect.tells_direct if is_direct else effect.tells
    assert watch.written() == {(WHO[actor], PURPOSES.get(name, f"orientation-{name}")): 1 for actor in told}
    assert watch.done(made)[-1] == name
    assert watch.sweep(at) == 0
    assert watch.sweep(at + timedelta(hours=1)) == 0
    assert not watch.written()
    now_in = {"silence": State.SILENT, "idle": State.DONE}.get(name, IN_STATE.get(name, State.SENT))
    assert made.state == now_in
    assert made.outcome == (Outcome.UNKNOWN if name == "idle" else None)


@pytest.mark.parametrize("deadline", DEADLINES, ids=lambda deadline: deadline.name)
def test_letters_tell_neither_the_person_nor_the_service(orientation, watch, outbox, session, deadline):
    made = orientation(IN_STATE.get(deadline.name, State.SENT), at=TUESDAY)
    at = watch.reach(made, deadline.name)
    watch.sweep(at)
    for to, letter in outbox():
        told = texts(letter)
        for secret in (NAME, PHONE, EMAIL, "Tilleuls", TARGET, SENDER):
            assert secret not in told
        assert letter.purpose == f"orientation-{deadline.name}"
        assert "Vous recevez ce courriel parce que" in letter.signature
        urls = [block.url for block in letter.blocks if hasattr(block, "url")]
        assert urls
        if to == TARGET:
            assert str(made.id) not in letter.subject
            [token] = [url.rpartition("/orientations/lien/")[2] for url in urls]
            with Session(session.get_bind()) as other:
                link = other.scalars(select(OrientationLink).where(OrientationLink.token_digest == digest(token))).one()
            assert (link.orientation_id, link.purpose, is_alive(link, at + timedelta(days=29))) == (made.id, "destinataire", True)
        else:
            assert f"n° {made.id}" in told.replace("\u00a0", " ").replace("\u202f", " ")


def test_letters_speak_the_language_of_who_reads(orientation, watch, outbox, sender, session):
    made = orientation(State.REFUSED, at=TUESDAY)
    with unit_of_work(session):
        sender[1].language = "ar"
    watch.sweep(watch.reach(made, "refusal-act"))
    [letter] = letters(outbox, SENDER)
    assert letter.language.code == "ar"


def test_the_warned_sender_has_three_ways_on(orientation, watch, outbox, config):
    made = orientation(State.SENT, at=TUESDAY)
    watch.sweep(watch.reach(made, "sender-warned"))
    [letter] = letters(outbox, SENDER)
    points = next(block.items for block in letter.blocks if hasattr(block, "items"))
    assert len(points) == 3
    paths = [block.url.removeprefix("http://127.0.0.1:5000") for block in letter.blocks if hasattr(block, "url")]
    assert paths == [f"/orientations/{made.id}/reorienter", f"/orientations/{made.id}"]


@pytest.mark.parametrize("moment", ["2027-06-11 08:59", "2027-06-11 12:00", "2027-06-12 10:00", "2027-07-14 10:00", "2027-06-13 23:00"])
def test_nobody_is_written_to_at_night_in_the_afternoon_or_on_a_holiday(orientation, watch, moment):
    orientation(State.SENT, at=TUESDAY)
    assert watch.sweep(moment) == 0
    assert not watch.written()


def test_after_an_outage_each_side_is_told_the_latest_alone(orientation, watch):
    made = orientation(State.SENT, at=TUESDAY)
    assert watch.sweep("2027-06-21 10:00") == 4
    assert watch.written() == {
        (TARGET, "orientation-target-second"): 1,
        (SENDER, "orientation-sender-warned"): 1,
        (COORDINATOR, "orientation-coordinator-told"): 1,
    }
    assert watch.done(made) == ["target-first", "sender-warned", "target-second", "coordinator-told"]
    assert made.next_due_at == paris("2027-07-08 09:00")


def test_after_a_longer_one_silence_alone_is_told(orientation, watch, session):
    made = orientation(State.SENT, at=TUESDAY)
    watch.sweep("2027-07-15 10:00")
    assert watch.written() == {(SENDER, "orientation-silence"): 1}
    assert (made.state, made.closed_at, made.next_due_at) == (State.SILENT, paris("2027-07-15 10:00"), None)
    step = session.scalars(select(OrientationStep).order_by(OrientationStep.id.desc())).first()
    assert (step.action, step.actor, step.account_id) == (Action.EXPIRE, Actor.CLOCK, None)


def test_a_very_long_one_closes_and_tells_nobody_of_what_is_over(orientation, watch):
    made = orientation(State.WAITING, at=TUESDAY)
    watch.sweep("2028-01-10 10:00")
    assert not watch.written()
    assert (made.state, made.outcome) == (State.DONE, Outcome.UNKNOWN)


def test_an_appointment_tomorrow_is_reminded_of_at_once(orientation, watch):
    orientation(State.ACCEPTED, at=TUESDAY, appointment_at=paris("2027-06-09 14:00"))
    assert watch.sweep("2027-06-09 09:10") == 1
    assert watch.written() == {(PERSON, "person-reminder"): 1}


def test_an_appointment_that_is_past_is_not_reminded_of(orientation, watch):
    made = orientation(State.ACCEPTED, at=TUESDAY, appointment_at=paris("2027-06-09 09:30"))
    assert watch.sweep("2027-06-09 10:00") == 1
    assert not watch.written()
    assert watch.done(made) == ["before-appointment"]


def test_a_person_who_cannot_be_written_to_is_not(orientation, watch, session):
    made = orientation(State.ACCEPTED, at=TUESDAY)
    at = watch.reach(made, "before-appointment")
    with unit_of_work(session):
        made.may_write = False
    assert watch.sweep(at) == 1
    assert not watch.written()


@pytest.mark.parametrize(
    ("told", "days", "is_asked"), [(Told.YES, 3, False), (Told.NOT_YET, 3, True), (Told.YES, -40, True), (None, 3, True)]
)
def test_a_person_who_told_already_is_not_asked(orientation, watch, told, days, is_asked):
    made = orientation(State.CONTACT, at=TUESDAY, told_need=told, told_at=TUESDAY + timedelta(days=days))
    watch.sweep(watch.reach(made, "person-asked"))
    assert bool(watch.written()) is is_asked


def test_a_wait_that_is_confirmed_is_asked_about_again(orientation, watch, session, maker):
    made = orientation(State.WAITING, at=TUESDAY)
    watch.sweep("2027-06-22 09:00")
    with unit_of_work(session):
        move(maker.context(paris("2027-06-23 10:00")), made, Action.CONFIRM_WAIT, Mover(Actor.TARGET))
    watch.sweep("2027-06-30 09:00")
    assert watch.written() == {(TARGET, "orientation-waiting-confirmed"): 1}
    watch.sweep("2027-07-07 09:00")
    watch.sweep("2027-07-12 09:00")
    assert watch.written() == {(TARGET, "orientation-waiting-confirmed"): 1, (SENDER, "orientation-waiting-told"): 1}


def test_an_example_moves_and_writes_to_nobody(orientation, watch):
    made = orientation(State.SENT, at=TUESDAY, is_example=True)
    watch.sweep("2027-06-11 10:00")
    watch.sweep("2027-07-15 10:00")
    assert made.state == State.SILENT
    assert not watch.written()


@pytest.mark.parametrize("state", [State.DRAFT, State.CANCELLED, State.REDIRECTED])
def test_drafts_and_what_is_over_are_left_alone(orientation, watch, state):
    orientation(state, at=TUESDAY)
    assert watch.sweep("2028-03-07 10:00") == 0


def test_a_purged_one_is_left_alone(orientation, watch, session):
    made = orientation(State.REFUSED, at=TUESDAY)
    with unit_of_work(session):
        made.purged_at = TUESDAY
    assert watch.sweep("2027-06-15 10:00") == 0
    session.expire_all()
    assert (made.next_due_at, watch.written()) == (None, {})


def test_a_reminder_lets_whoever_reads_the_page_decide(orientation, watch, session):
    made = orientation(State.SENT, at=TUESDAY)
    version = made.version
    watch.sweep("2027-06-11 10:00")
    session.expire_all()
    assert made.version == version


def test_the_worker_knows_the_sweep(watch, app, orientation):
    from app.jobs.runner import run_due
    from app.sweeps import sweeps

    orientation(State.SENT, at=TUESDAY)
    with app.app_context(), time_machine.travel(paris("2027-06-11 10:00"), tick=False):
        chosen = [sweep for sweep in sweeps() if sweep.name in {"orientations", "usual-delays"}]
        ran = run_due(db.engine, chosen, paris("2027-06-11 10:00"))
    assert {(one.name, one.trouble) for one in ran} == {("orientations", ""), ("usual-delays", "")}
    assert (TARGET, "orientation-target-first") in watch.written()
