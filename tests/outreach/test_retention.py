"""What tells where somebody is leaves first, then texts, and who asked; what is counted stays. Each rule on its day, not before."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import retention as core_retention
from app.core.clock import PARIS, utc_now
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.outreach import retention
from app.outreach.deadlines import Delays
from app.outreach.models import (
    OutreachAttempt,
    OutreachMeeting,
    OutreachNote,
    OutreachPassage,
    OutreachPerson,
    OutreachPlace,
    OutreachRequest,
    OutreachRequester,
    OutreachRoundStop,
    OutreachSafety,
    OutreachStep,
)
from app.outreach.models.private import new_note
from app.outreach.rules import OVER, Action, Actor, Consent, Mover, NoteKind, Outcome, Result, Safety, State
from app.outreach.services import going
from app.outreach.services.moving import TooLateToReopen, move
from tests.outreach.making import POINT, PRIVAS, SITUATION, WORDS
from tests.outreach.watching import sweep

KEPT = timedelta(days=30)
MINUTE = timedelta(minutes=1)
TEAM, COORDINATOR = Mover(Actor.TEAM), Mover(Actor.COORDINATOR)


@pytest.fixture
def purged(app, session, maker, monday):
    """`purged(after, *names)`: go on by so long, apply rules of outreach; return how many each purged."""

    def purge(after=timedelta(), *names):
        monday.move_to(utc_now() + after)
        rules = [rule for rule in retention.rules(maker.settings) if not names or rule.name in names]
        session.commit()
        with app.app_context(), Session(db.engine) as own:
            counted = {rule.name: rule.count(own, utc_now()) for rule in rules}
            done = core_retention.purge(own, rules, utc_now())
        assert [one.trouble for one in done] == [""] * len(rules)
        assert {one.rule: one.purged for one in done} == counted
        session.expire_all()
        return counted

    return purge


@pytest.fixture
def full(maker, session):
    """`full(state, **values)`: a request of which everything is known."""

    def make(state, **values):
        made = maker.request(state, **values)
        with unit_of_work(session):
            made.code, made.code_digest, made.seen_at, made.language = "ABCD2345", f"{made.id:064}", utc_now(), "ps"
            session.add(OutreachRequester(request_id=made.id, name="Gardien exemple", phone="06 39 98 01 02", email="g@exemple.fr"))
            session.add(OutreachPerson(request_id=made.id, pseudonym="Momo exemple"))
            session.add(new_note(made.id, NoteKind.OF_TEAM, "Vu près de la halle exemple", TEAM, utc_now()))
            session.add(
                OutreachMeeting(
                    id=f"m{made.id}", request_id=made.id, mark=f"m{made.id}", at=utc_now(), recorded_at=utc_now(), note="Café exemple"
                )
            )
        return made

    return make


def known(session, request):
    """What is still known of a request, by name."""
    number, found = request.id, set()
    for rows in (OutreachPlace, OutreachNote, OutreachPerson, OutreachRequester, OutreachSafety):
        if session.scalars(select(rows).where(rows.request_id == number)).first() is not None:
            found.add(rows.__tablename__.removeprefix("outreach_"))
    met = session.scalars(select(OutreachMeeting).where(OutreachMeeting.request_id == number)).one()
    texts = {"meeting": met.note, "code": request.code, "digest": request.code_digest, "language": request.language}
    texts["seen"] = request.seen_at
    return found | {name for name, value in texts.items() if value}


EVERYTHING = {"place", "note", "person", "requester", "safety", "meeting", "code", "digest", "seen", "language"}


@pytest.mark.parametrize("state", sorted(OVER))
def test_thirty_days_after_it_is_over_what_is_counted_stays_alone(full, purged, session, state):
    made, opened = full(state), full(State.ONGOING)
    steps = session.scalars(select(OutreachStep.action).where(OutreachStep.request_id == made.id)).all()
    before, version = made.closed_at, made.version
    purged(KEPT)
    assert known(session, made) == EVERYTHING
    assert set(purged(MINUTE, "positions", "aller-vers").values()) == {1}
    assert known(session, made) == set()
    assert known(session, opened) == EVERYTHING
    assert (made.blurred_at, made.purged_at) == (utc_now(), utc_now())
    assert (made.state, made.closed_at, made.commune, made.asked_at is None) == (state, before, PRIVAS, False)
    assert session.scalars(select(OutreachStep.action).where(OutreachStep.request_id == made.id)).all() == steps
    assert made.version > version, "whoever was reading it is told"
    assert set(purged(MINUTE, "positions", "aller-vers").values()) == {0}


@pytest.mark.parametrize(("shorter", "left"), [("position_kept", EVERYTHING - {"place"}), ("texts_kept", {"place"})])
def test_each_delay_is_a_setting_of_its_own(full, purged, session, maker, shorter, left):  # noqa: PLR0917 - fixtures
    made = full(State.CLOSED)
    maker.settings = replace(maker.settings, delays=Delays.changed({shorter: 3}))
    purged(timedelta(days=3) + MINUTE, "positions", "aller-vers")
    assert known(session, made) == left


def test_a_passage_does_not_tell_by_its_stop_what_was_forgotten(full, maker, purged, session):
    made, other = full(State.CLOSED), full(State.PLANNED)
    round_ = maker.round(stops=("Sous la halle exemple",))
    passages = [maker.place(round_, one) for one in (made, other)]
    with unit_of_work(session):
        for one in passages:
            one.stop_id = round_.stops[0].id
    purged(KEPT + MINUTE)
    kept = session.scalars(select(OutreachPassage).order_by(OutreachPassage.id)).all()
    assert [(one.request_id, one.round_id, one.stop_id is None) for one in kept] == [
        (made.id, round_.id, True),
        (other.id, round_.id, False),
    ]


@pytest.mark.parametrize("refused", ["consent", "outcome"])
def test_who_refused_is_forgotten_the_next_day_also_in_what_was_merged(full, purged, session, refused):
    made, merged, other = full(State.CLOSED), full(State.DUPLICATE), full(State.CLOSED)
    with unit_of_work(session):
        made.consent, made.outcome = (Consent.NO, None) if refused == "consent" else (None, Outcome.REFUSED)
        merged.merged_into_id = made.id
    assert purged(timedelta(days=1))["aller-vers-refus"] == 0
    assert purged(MINUTE)["aller-vers-refus"] == 2
    assert (known(session, made), known(session, merged), known(session, other)) == (set(), set(), EVERYTHING)
    assert all((made.blurred_at, made.purged_at, merged.blurred_at, merged.purged_at))


def test_what_was_merged_is_read_as_long_as_the_other_goes_on(full, purged, session, maker):
    going_on, merged = full(State.ONGOING), full(State.DUPLICATE)
    with unit_of_work(session):
        merged.merged_into_id = going_on.id
    purged(KEPT + MINUTE)
    assert known(session, merged) >= EVERYTHING - {"safety"}
    with unit_of_work(session):
        going_on.outcome = Outcome.WELCOMED
        move(maker.context(), going_on, Action.CLOSE, TEAM)
    purged(KEPT)
    assert known(session, merged) >= EVERYTHING - {"safety"}
    purged(MINUTE)
    assert known(session, merged) == known(session, going_on) == set()


def test_what_is_taken_up_again_in_time_is_kept_and_its_place_may_be_told_anew(full, purged, session, maker):
    made = full(State.CLOSED)
    maker.settings = replace(maker.settings, delays=Delays.changed({"position_kept": 3}))
    purged(timedelta(days=4))
    with unit_of_work(session):
        move(maker.context(), made, Action.REOPEN, TEAM)
        session.add(OutreachPlace(request_id=made.id, point=POINT, words=WORDS))
    purged(KEPT)
    assert session.get_one(OutreachPlace, made.id).words == WORDS
    with unit_of_work(session):
        made.outcome = Outcome.MOVED
        move(maker.context(), made, Action.CLOSE, TEAM)
    assert purged(timedelta(days=3) + MINUTE)["positions"] == 1
    assert session.get(OutreachPlace, made.id) is None


def test_once_texts_are_forgotten_it_is_not_taken_up_again(full, purged, maker, session):
    made = full(State.CLOSED)
    purged(KEPT + MINUTE)
    for mover in (TEAM, COORDINATOR):
        with pytest.raises(TooLateToReopen):
            move(maker.context(), made, Action.REOPEN, mover)


def test_an_attempt_that_comes_after_all_is_a_fact_without_words(full, purged, maker, session):
    made = full(State.CLOSED)
    purged(KEPT + MINUTE)
    late = going.Attempt(utc_now() - KEPT, Result.DANGER, "mark", note="Sous le pont exemple")
    with unit_of_work(session):
        kept = going.attempt(maker.context(), maker.case(made), late, TEAM)
    assert session.get_one(OutreachAttempt, kept.id).is_late
    assert known(session, made) == set()


def test_a_text_that_came_at_the_instant_of_the_purge_leaves_with_the_next_one(full, purged, session):
    made = full(State.CLOSED)
    purged(KEPT + MINUTE)
    with unit_of_work(session):
        session.add(new_note(made.id, NoteKind.OF_TEAM, SITUATION, TEAM, utc_now()))
        session.add(OutreachPlace(request_id=made.id, words=WORDS))
    purged(MINUTE)
    assert known(session, made) == set()


def test_what_was_dangerous_is_told_through_its_last_day(maker, session, purged):
    made = maker.request(State.ASSIGNED, has_place=False)
    today = utc_now().astimezone(PARIS).date()
    with unit_of_work(session):
        for code, days in ((Safety.DOG, -1), (Safety.ROAD, 0), (Safety.TENSION, 1)):
            until = today + timedelta(days=days)
            session.add(OutreachSafety(request_id=made.id, code=code, noted_at=utc_now(), noted_by=Actor.TEAM, until=until))

    def codes():
        return session.scalars(select(OutreachSafety.code).order_by(OutreachSafety.until)).all()

    purged()
    assert codes() == [Safety.ROAD, Safety.TENSION]
    purged(timedelta(hours=13, minutes=59), "precautions")
    assert codes() == [Safety.ROAD, Safety.TENSION], "ten in the morning, then one minute to midnight in Paris"
    purged(MINUTE, "precautions")
    assert codes() == [Safety.TENSION]


def test_who_went_on_a_round_is_forgotten_thirty_days_after(maker, session, purged):
    today = utc_now().astimezone(PARIS).date()
    rounds = [maker.round(starts=datetime.combine(today - timedelta(days=days), time(20), PARIS)) for days in (31, 30)]
    with unit_of_work(session):
        for one in rounds:
            one.pair = "Inès et Paul exemple"
        rounds[0].cancelled_at = utc_now()
    assert purged()["equipages"] == 1
    assert [one.pair for one in rounds] == [None, "Inès et Paul exemple"]
    assert purged(timedelta(days=1))["equipages"] == 1


def test_stops_of_a_round_are_forgotten_a_year_after(maker, session, purged):
    today = utc_now().astimezone(PARIS).date()
    for days in (366, 365):
        maker.round(starts=datetime.combine(today - timedelta(days=days), time(20), PARIS), stops=("Halle exemple", "Gare exemple"))
    assert purged()["arrets-de-tournee"] == 2
    assert session.scalar(select(func.count(OutreachRoundStop.id))) == 2
    assert purged(timedelta(days=1))["arrets-de-tournee"] == 2


def test_a_request_that_nobody_closes_leaves_as_well(session, purged, full, config):
    """« idle » ends it after half a year, the purge does the rest."""
    made = full(State.TO_SORT)
    purged(timedelta(days=182))
    assert known(session, made) >= EVERYTHING - {"safety"}
    sweep(session, config, utc_now())
    purged(KEPT + MINUTE)
    assert known(session, made) == set()


def test_many_leave_by_batches_and_one_run_takes_them_all(full, purged, monkeypatch, session):
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    made = [full(State.CLOSED) for _ in range(5)]
    assert set(purged(KEPT + MINUTE, "positions", "aller-vers").values()) == {5}
    assert not any(known(session, one) for one in made)


def test_who_takes_it_up_again_in_the_middle_of_a_purge_keeps_it_whole(full, app, session, monkeypatch, monday, maker, database):  # noqa: PLR0917 - fixtures
    """SQLite lets one write at a time: it cannot happen there."""
    if database.url.startswith("sqlite"):
        pytest.skip("SQLite lets one write at a time")
    made = full(State.CLOSED)
    monday.move_to(utc_now() + KEPT + MINUTE)
    forget = retention._delete

    def meanwhile(own, tables, numbers):
        monkeypatch.setattr(retention, "_delete", forget)
        with app.app_context(), Session(db.engine) as other, unit_of_work(other):
            theirs = other.get_one(OutreachRequest, made.id)
            move(maker.context()._replace(session=other), theirs, Action.REOPEN, TEAM)
        forget(own, tables, numbers)

    monkeypatch.setattr(retention, "_delete", meanwhile)
    with app.app_context(), Session(db.engine) as own:
        done = core_retention.purge(own, retention.rules(maker.settings), utc_now())
    session.expire_all()
    assert {one.trouble for one in done} == {""}
    assert known(session, made) == EVERYTHING
