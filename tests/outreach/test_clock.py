"""What happens by itself: the right side told, once; the next team asked; nobody told of what is over."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.mail.letters import as_text
from app.mail.models import OutgoingMail
from app.outreach.deadlines import DEADLINES, EFFECTS
from app.outreach.models import OutreachAssignment, OutreachRequester, OutreachStep
from app.outreach.rules import Action, Actor, Mover, Outcome, State, Urgency
from app.outreach.services.moving import move
from tests.outreach.making import ASKING, GOING, POINT, SITUATION, SORTING, WORDS
from tests.outreach.watching import ASKS, DEPARTEMENT, GOES, SORTS, TUESDAY, Watch, paris
from tests.support.plugins.accounts import account_of

WHO = {Actor.COORDINATOR: SORTS, Actor.TEAM: GOES, Actor.REQUESTER: ASKS}
IN_STATE = {
    "answering": State.ASSIGNED, "soon": State.PLANNED, "normal": State.PLANNED, "untold": State.PLANNED,
    "unplaced": State.PLANNED, "unplanned": State.TRIED,
    "trying": State.TRIED, "met": State.CONTACT, "ongoing": State.ONGOING, "idle": State.ONGOING,
}  # fmt: skip
"""Where each deadline is met; the others in `a_trier`."""
SECOND = "deuxieme@exemple.fr"


@pytest.fixture
def watch(session, config, maker):
    return Watch(session, config, maker)


@pytest.fixture(autouse=True)
def sides(session, maker):
    """Somebody of each side, and others who must hear nothing."""
    maker.team(sector=maker.sector())
    maker.organisation(ASKING)
    for email, organisation in ((SORTS, SORTING), (GOES, GOING), (ASKS, ASKING), ("voisine@exemple.fr", "Ailleurs")):
        account_of(session, email, [], {organisation: "membre"})
    account_of(session, DEPARTEMENT, [("coordinateur", "07")], {})
    account_of(session, "loin@exemple.fr", [("coordinateur", "38")], {})


@pytest.fixture
def second(session, maker):
    """Another team of the sector, asked after the first one."""
    account_of(session, SECOND, [], {"Deuxième maraude de l’Exemple": "membre"})
    return maker.team("Deuxième équipe exemple", organisation="Deuxième maraude de l’Exemple", rank=2)


def made_for(maker, deadline, **values):
    urgency = Urgency.SOON if deadline.name == "soon" else Urgency.NORMAL
    made = maker.request(IN_STATE.get(deadline.name, State.TO_SORT), at=TUESDAY, urgency=urgency, organisation=ASKING, **values)
    return maker.unplaced(made, TUESDAY) if deadline.name == "unplaced" else made


def plain(letter):
    return as_text(letter).replace("\u00a0", " ")


def last_step(session, request):
    return session.scalars(select(OutreachStep).where(OutreachStep.request_id == request.id).order_by(OutreachStep.id.desc())).first()


@pytest.mark.parametrize("deadline", DEADLINES, ids=lambda deadline: deadline.name)
def test_each_deadline_tells_its_sides_once(maker, watch, deadline):
    name = deadline.name
    made = made_for(maker, deadline)
    at = watch.reach(made, name)
    assert watch.sweep(at - timedelta(minutes=1)) == 0
    assert watch.sweep(at) == 1
    purposes = {Actor.REQUESTER: "outreach-non-rencontree"}
    assert watch.written() == {(WHO[actor], purposes.get(actor, f"outreach-{name}")): 1 for actor in EFFECTS[name].tells}
    assert watch.done(made)[-1] == name
    assert watch.sweep(at) == 0
    assert watch.sweep(at + timedelta(hours=1)) == 0
    assert not watch.written()
    ends = {"answering": State.TO_SORT, "trying": State.NOT_MET, "idle": State.CLOSED}
    assert made.state == ends.get(name, IN_STATE.get(name, State.TO_SORT))
    assert made.outcome == {"trying": Outcome.NOT_MET, "idle": Outcome.UNKNOWN}.get(name)


@pytest.mark.parametrize("deadline", DEADLINES, ids=lambda deadline: deadline.name)
def test_letters_tell_a_number_and_a_commune_and_neither_who_nor_where(maker, watch, outbox, deadline):
    made = made_for(maker, deadline)
    watch.sweep(watch.reach(made, deadline.name))
    for to, letter in outbox():
        told = f"{letter.subject} {plain(letter)}"
        for secret in (*POINT.split(","), WORDS, SITUATION, ASKS):
            assert secret not in told
        assert letter.signature.startswith("Vous recevez ce courriel parce que")
        assert f"n° {made.id}" in told
        assert "Privas" not in letter.subject
        assert "Privas" in told or to == ASKS
        [url] = [block.url for block in letter.blocks if hasattr(block, "url")]
        assert url == f"http://127.0.0.1:5000/aller-vers/demandes/{made.id}"


def test_letters_speak_the_language_of_who_reads(maker, watch, outbox, session):
    made = maker.request(State.CONTACT, at=TUESDAY)
    with unit_of_work(session):
        account_of(session, GOES, [], {}).language = "ar"
    watch.sweep(watch.reach(made, "met"))
    [(to, letter)] = outbox()
    assert (to, letter.language.code) == (GOES, "ar")


@pytest.mark.parametrize("moment", ["2027-06-11 08:59", "2027-06-11 12:00", "2027-06-12 10:00", "2027-07-14 10:00", "2027-06-13 23:00"])
def test_nobody_is_written_to_at_night_in_the_afternoon_or_on_a_holiday(maker, watch, moment):
    maker.request(State.TO_SORT, at=TUESDAY)
    assert watch.sweep(moment) == 0
    assert not watch.written()


def test_without_a_sector_the_coordinators_of_the_departement_are_told_to_give_one(maker, watch, outbox):
    made = maker.request(State.REPORTED, at=TUESDAY)
    watch.sweep(watch.reach(made, "sorting"))
    [(to, letter)] = outbox()
    assert to == DEPARTEMENT
    assert "Aucun secteur ne couvre cette commune" in plain(letter)
    assert letter.blocks[-1].url == "http://127.0.0.1:5000/aller-vers/sans-secteur"


def test_the_next_team_is_asked_after_a_working_day_and_the_one_before_sees_it_no_more(maker, watch, session, second):
    made = maker.request(State.ASSIGNED, at=TUESDAY)
    first = made.team_id
    assert watch.sweep("2027-06-09 09:00") == 1
    assert watch.written() == {(SORTS, "outreach-answering"): 1, (SECOND, "outreach-assigned"): 1}
    watch.done(made)
    assert (made.state, made.team_id, made.assigned_at) == (State.ASSIGNED, second.id, paris("2027-06-09 09:00"))
    step = last_step(session, made)
    assert (step.action, step.actor, step.team_id, step.account_id) == (Action.NEXT_TEAM, Actor.CLOCK, second.id, None)
    asked = session.scalars(select(OutreachAssignment).order_by(OutreachAssignment.id)).all()
    assert [(one.team_id, one.ended_at) for one in asked] == [(first, paris("2027-06-09 09:00")), (second.id, None)]
    assert maker.case(made).going == second.organisation_id


def test_without_another_team_it_returns_to_the_coordination_and_who_was_asked_may_be_again(maker, watch, session, second, outbox):
    made = maker.request(State.ASSIGNED, at=TUESDAY)
    watch.sweep("2027-06-09 09:00")
    watch.written()
    assert watch.sweep("2027-06-10 09:00") == 1
    [(to, letter)] = outbox()
    assert to == SORTS
    assert "« Deuxième équipe exemple » n’a pas répondu" in plain(letter)
    watch.done(made)
    assert (made.state, made.team_id, made.assigned_at) == (State.TO_SORT, None, None)
    assert last_step(session, made).action == Action.RETURN
    assert all(one.ended_at for one in session.scalars(select(OutreachAssignment)))
    assert made.next_due_at == paris("2027-06-11 09:00"), "to be sorted, within a working day"


def test_a_team_that_answers_is_left_in_peace(maker, watch, session, second):
    made = maker.request(State.ASSIGNED, at=TUESDAY)
    with unit_of_work(session):
        made.planned_at = paris("2027-06-09 20:00")
        move(watch.context("2027-06-08 18:00"), made, Action.PLAN, Mover(Actor.TEAM))
    assert watch.sweep("2027-06-09 09:00") == 0
    assert not watch.written()


def test_when_the_promise_is_late_on_the_morning_of_the_next_team_the_coordination_hears_both(maker, watch, session, second):
    """72 hours after the request, a working day after it was given to a team."""
    made = maker.request(State.TO_SORT, at=TUESDAY, urgency=Urgency.SOON)
    watch.reach(made, "soon")
    with unit_of_work(session):
        move(watch.context("2027-06-10 15:00"), made, Action.ASSIGN, Mover(Actor.COORDINATOR))
        made.team_id = maker.team().id
        session.add(OutreachAssignment(request_id=made.id, team_id=made.team_id, at=paris("2027-06-10 15:00")))
    assert watch.sweep("2027-06-11 09:00") == 2
    assert watch.written() == {(SORTS, "outreach-answering"): 1, (SORTS, "outreach-soon"): 1, (SECOND, "outreach-assigned"): 1}


def test_after_an_outage_each_side_is_told_the_latest_alone(maker, watch):
    made = maker.request(State.PLANNED, at=TUESDAY)
    assert watch.sweep("2027-06-23 10:00") == 2
    assert watch.written() == {(SORTS, "outreach-normal"): 1, (GOES, "outreach-normal"): 1}
    assert watch.done(made) == ["untold", "normal"]


@pytest.mark.parametrize("state", [State.REPORTED, State.TO_SORT, State.PLANNED, State.CONTACT, State.ONGOING])
def test_after_a_very_long_one_what_is_over_is_closed_and_nobody_is_told_of_it(maker, watch, state):
    made = maker.request(state, at=TUESDAY)
    watch.sweep("2028-01-10 10:00")
    assert not watch.written()
    watch.done(made)
    assert (made.state, made.outcome, made.next_due_at) == (State.CLOSED, Outcome.UNKNOWN, None)


def test_after_a_very_long_one_a_team_that_was_never_heard_is_followed_by_the_next_one(maker, watch, second):
    made = maker.request(State.ASSIGNED, at=TUESDAY)
    watch.sweep("2028-01-10 10:00")
    watch.done(made)
    assert (made.state, made.team_id) == (State.ASSIGNED, second.id)
    assert watch.written()[SORTS, "outreach-answering"] == 1


def test_whoever_asked_without_an_account_is_told_that_it_ended(maker, watch, session):
    made = maker.request(State.TRIED, at=TUESDAY)
    with unit_of_work(session):
        session.add(OutreachRequester(request_id=made.id, phone="06 39 98 01 02"))
    watch.sweep(watch.reach(made, "trying"))
    assert watch.written()["+33639980102", "outreach-non-rencontree"] == 1


def test_two_weeks_after_a_passage_late_in_the_evening_it_ends_on_its_morning(maker, watch):
    made = maker.request(State.TRIED, at=paris("2027-06-08 23:40"))
    at = watch.reach(made, "trying")
    assert at == paris("2027-06-22 09:00")
    assert watch.sweep(at) == 1
    watch.done(made)
    assert (made.state, made.closed_at) == (State.NOT_MET, at)


def test_an_example_moves_and_writes_to_nobody(maker, watch, second):
    made = maker.request(State.ASSIGNED, at=TUESDAY, is_example=True)
    watch.sweep("2027-06-09 10:00")
    watch.done(made)
    assert (made.state, made.team_id) == (State.ASSIGNED, second.id)
    tried = maker.request(State.TRIED, at=TUESDAY, is_example=True)
    watch.sweep("2027-07-15 10:00")
    watch.done(tried)
    assert tried.state == State.NOT_MET
    assert not watch.written()


def test_what_is_over_or_purged_is_left_alone(maker, watch, session):
    over = maker.request(State.CLOSED, at=TUESDAY)
    purged = maker.request(State.TO_SORT, at=TUESDAY)
    with unit_of_work(session):
        purged.purged_at = TUESDAY
    assert watch.sweep("2027-06-15 10:00") == 0
    session.expire_all()
    assert (over.next_due_at, purged.next_due_at, watch.written()) == (None, None, {})


def test_a_reminder_lets_whoever_reads_the_page_decide(maker, watch, session):
    made = maker.request(State.TO_SORT, at=TUESDAY)
    version = made.version
    assert watch.sweep("2027-06-09 10:00") == 1
    session.expire_all()
    assert made.version == version


def test_the_worker_knows_the_sweep(maker, watch, app, session):
    from app.jobs.runner import run_due
    from app.sweeps import sweeps

    maker.request(State.TO_SORT, at=TUESDAY)
    moment = paris("2027-06-09 10:00")
    with app.app_context(), time_machine.travel(moment, tick=False):
        ran = run_due(db.engine, [sweep for sweep in sweeps() if sweep.name == "outreach"], moment)
    assert [(one.name, one.trouble) for one in ran] == [("outreach", "")]
    assert session.scalars(select(OutgoingMail.purpose)).all() == ["outreach-sorting"]
