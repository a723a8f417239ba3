"""What past orientations teach: how long a service usually takes to answer, and how many people came, week by week."""

from datetime import timedelta
from math import inf

import pytest
from sqlalchemy import func, select

from app.core.unit_of_work import unit_of_work
from app.directory.models import DirectoryState, Service, ServiceOrientations
from app.directory.rules import ResponseBand
from app.orientations.rules import Action, Actor, Mover, State
from app.orientations.services.learning import learn, usual_delay, week_of
from app.orientations.services.moving import move
from tests.orientations.watching import paris
from tests.support.factories import PRIVAS

SENT_AT = paris("2027-03-02 10:00")
NOW = paris("2027-06-08 04:00")


@pytest.fixture
def answered(orientation, maker, session):
    """`answered(days, …)`: one, sent on SENT_AT, that was answered so many days later; never when None, and then it expired."""

    def make(days, by=Actor.TARGET, **values):
        made = orientation(State.SENT, at=values.pop("at", SENT_AT), **values)
        after = maker.context(made.sent_at + timedelta(days=30 if days is None else days))
        with unit_of_work(session):
            move(after, made, Action.EXPIRE if days is None else Action.ASK, Mover(Actor.CLOCK if days is None else by))
        return made

    return make


@pytest.fixture
def learned(session, service):
    """What is known of the service once the sweep has run, twice."""

    def run(now=NOW, of=service):
        with unit_of_work(session):
            learn(session, now)
        with unit_of_work(session):
            assert learn(session, now) == 0
        session.expire_all()
        return session.get(Service, of.id).response_band

    return run


@pytest.fixture
def weeks(session, service):
    """What is kept of the service: sent, answered, met, by week."""

    def read():
        kept = select(ServiceOrientations).where(ServiceOrientations.service_id == service.id).order_by(ServiceOrientations.week)
        return {row.week: (row.sent, row.answered, row.met) for row in session.scalars(kept)}

    return read


def version(session):
    return session.scalar(select(DirectoryState.version))


@pytest.mark.parametrize(
    ("delays", "band"),
    [
        ([1, 1, 1, 1], None),
        ([0, 1, 2, 9, 40], ResponseBand.TWO_DAYS),
        ([3, 3, 3, 3, 3], ResponseBand.WEEK),
        ([7, 7, 7, 8, 8], ResponseBand.WEEK),
        ([8, 8, 8, 8, 8], ResponseBand.TWO_WEEKS),
        ([15, 15, 15, 31, 31], ResponseBand.MONTH),
        ([1, 1, inf, inf, inf], ResponseBand.LONGER),
        ([1, 1, 1, inf, inf], ResponseBand.TWO_DAYS),
        ([1, 1, 1, inf, inf, inf], ResponseBand.LONGER),
    ],
)
def test_the_usual_delay_is_the_median(delays, band):
    assert usual_delay(delays) == band


def test_slower_answers_never_make_a_service_look_faster():
    order = list(ResponseBand)
    found = [order.index(usual_delay([days - 1, days, days, days, days + 9])) for days in range(1, 90)]
    assert found == sorted(found)
    assert set(found) == set(range(len(order)))


def test_four_answers_tell_nothing_and_five_do(answered, learned):
    for _ in range(4):
        answered(1)
    assert not learned()
    answered(1)
    assert learned() == ResponseBand.TWO_DAYS


def test_silence_counts_as_more_than_a_month(answered, learned):
    for days in (1, 1, None, None, None):
        answered(days)
    assert learned() == ResponseBand.LONGER


def test_a_late_answer_counts_as_it_came(answered, learned, maker, session):
    for _ in range(5):
        late = answered(None)
        with unit_of_work(session):
            late.appointment_at = NOW
            move(maker.context(SENT_AT + timedelta(days=40)), late, Action.ACCEPT, Mover(Actor.TARGET))
    assert learned() == ResponseBand.LONGER


def test_what_the_sender_reports_counts_but_nobody_is_blamed_for_what_he_did_not_write(answered, learned):
    for days in (1, 1, 1, 1, 1, None, None, None, None, None, None, None):
        answered(days, Actor.SENDER, is_direct=True)
    assert learned() == ResponseBand.TWO_DAYS


def test_what_may_still_be_answered_is_not_counted(answered, learned, orientation):
    for _ in range(4):
        answered(1)
    orientation(State.SENT, at=NOW - timedelta(days=3))
    assert not learned()


def test_sent_again_only_the_new_attempt_counts(answered, learned, maker, session):
    for _ in range(5):
        made = answered(None)
        with unit_of_work(session):
            move(maker.context(SENT_AT + timedelta(days=35)), made, Action.REOPEN, Mover(Actor.SENDER))
            move(maker.context(SENT_AT + timedelta(days=36)), made, Action.ASK, Mover(Actor.TARGET))
    assert learned() == ResponseBand.TWO_DAYS


def test_what_is_older_than_a_year_is_forgotten_but_its_weeks_stay(answered, learned, weeks):
    for _ in range(5):
        answered(1)
    assert learned() == ResponseBand.TWO_DAYS
    assert not learned(NOW + timedelta(days=365))
    assert weeks() == {"2027-W09": (5, 5, 0)}


def test_public_pages_change_when_a_delay_does_and_then_alone(answered, learned, session, service):
    before, edited = version(session), service.version
    for _ in range(4):
        answered(1)
    learned()
    assert version(session) == before
    answered(1)
    learned()
    assert version(session) == before + 1
    session.refresh(service)
    assert service.version == edited  # who is editing the listing may go on


def test_weeks_tell_who_was_sent_answered_and_met(answered, orientation, learned, weeks, maker):
    answered(1)
    made = answered(None)
    orientation(State.CONTACT, at=paris("2027-01-03 23:30"))  # the last Sunday of the ISO year before
    orientation(State.CONTACT, at=paris("2027-01-04 00:30"))
    learned()
    assert weeks() == {"2026-W53": (1, 1, 1), "2027-W01": (1, 1, 1), "2027-W09": (2, 1, 0)}
    context = maker.context(NOW)
    with unit_of_work(context.session):
        move(context, made, Action.MEET, Mover(Actor.PERSON))
    learned()
    assert weeks()["2027-W09"] == (2, 2, 1)


def test_weeks_that_have_nothing_any_more_go(answered, learned, weeks, maker):
    made = answered(None)
    learned()
    context = maker.context(SENT_AT + timedelta(days=40))
    with unit_of_work(context.session):
        move(context, made, Action.REOPEN, Mover(Actor.SENDER))
    learned()
    assert weeks() == {"2027-W14": (1, 0, 0)}


def test_examples_teach_of_examples_alone(answered, learned, weeks, directory, session):
    for _ in range(5):
        answered(1, is_example=True)
    assert not learned()
    assert weeks() == {}
    example = directory.fixed(PRIVAS, kinds=("domiciliation",), is_example=True)
    directory.publish()
    for _ in range(5):
        made = answered(1, is_example=True)
        with unit_of_work(session):
            made.service_id = example.id
    assert learned(of=example) == ResponseBand.TWO_DAYS
    assert weeks() == {}


def test_drafts_and_services_that_left_teach_nothing(answered, orientation, learned, session):
    orientation(State.DRAFT, at=SENT_AT)
    for _ in range(5):
        made = answered(1)
        with unit_of_work(session):
            made.service_id = None
    assert not learned()
    assert session.scalar(select(func.count()).select_from(ServiceOrientations)) == 0


def test_a_week_is_that_of_paris():
    assert week_of(paris("2027-01-04 00:30")) == "2027-W01"
    assert week_of(paris("2027-01-03 23:30")) == "2026-W53"
