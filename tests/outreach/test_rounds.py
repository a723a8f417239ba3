"""Rounds: what is placed on them, what goes along when they change, what is left when they do not take place."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from app.core.clock import PARIS, utc_now
from app.core.unit_of_work import unit_of_work
from app.core.workflow.table import NotAllowed
from app.outreach import queries, rounds_queries
from app.outreach.models import OutreachPassage, OutreachRequest, OutreachRound, OutreachStep
from app.outreach.round_hours import Hours, hour_of
from app.outreach.rules import Action, Actor, Mover, State
from app.outreach.services import rounds
from app.outreach.services.rounds import NotOfTheTeam, OutsideRound, RoundChanged, RoundOver, RoundPlan, StopPlan
from tests.outreach.making import GOING, PRIVAS

TEAM = Mover(Actor.TEAM)
SPRING = date(2026, 3, 28)
"""The Saturday before the night when clocks go forward."""
NIGHT = (time(21), time(4))
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)
GATE, MARKET = StopPlan(time(21), time(21, 30), "Gare exemple", PRIVAS), StopPlan(time(1, 30), time(2), "Halles exemple", PRIVAS)


@pytest.fixture
def here(maker):
    return maker.context(NOW)


@pytest.fixture
def made(session, here, team):
    """`made(day=…, stops=…)`: a round of the team, from nine in the evening to four in the morning."""

    def make(day=TODAY, stops=(GATE, MARKET), hours=NIGHT, pair="", of=team):
        with unit_of_work(session):
            return rounds.create(here, of.id, RoundPlan(day, *hours, "Centre", pair, stops))

    return make


def place(context, found, request, hour, stop=None):
    with unit_of_work(context.session):
        case = queries.case_of(context.session, request)
        return rounds.place(context, found, case, Hours.of(found).at(hour), stop, TEAM)


def plan_of(found, **changes) -> RoundPlan:
    stops = [StopPlan(one.starts, one.ends, one.name, one.commune, one.location_id, one.id) for one in found.stops]
    said = {"day": found.day, "starts": found.starts, "ends": found.ends, "name": found.name, "pair": found.pair or "", "stops": stops}
    return RoundPlan(**{**said, **changes})


def numbers(session, found) -> list[int]:
    return [one.request.id for one in rounds_queries.placed(session, found.id)]


def steps(session, request) -> list[str]:
    wanted = select(OutreachStep.action).where(OutreachStep.request_id == request.id)
    return list(session.scalars(wanted.order_by(OutreachStep.id)))


def fresh(session, request) -> OutreachRequest:
    session.expire_all()
    return session.get_one(OutreachRequest, request.id)


class TestPreparing:
    def test_stops_are_kept_in_the_order_of_the_night_and_who_goes_is_sealed(self, session, made) -> None:
        found = made(stops=(MARKET, GATE), pair="Awa et Luc")
        session.expire_all()
        assert [(stop.position, stop.name) for stop in found.stops] == [(0, "Gare exemple"), (1, "Halles exemple")]
        assert found.pair == "Awa et Luc"
        assert "Awa" not in str(session.connection().exec_driver_sql("SELECT pair FROM outreach_round").scalar())

    def test_rounds_to_come_are_those_of_ones_teams_that_take_place(self, session, maker, made) -> None:
        later, first, past = made(TOMORROW), made(), made(TODAY - timedelta(days=1))
        cancelled, foreign = made(TOMORROW), made(TOMORROW, of=maker.team("Autre équipe", organisation="Ailleurs"))
        with unit_of_work(session):
            rounds.cancel(maker.context(NOW), cancelled, cancelled.version)
        own = [maker.organisation(GOING).id]
        assert rounds_queries.coming(session, own, TODAY) == [first, later]
        assert rounds_queries.of_team(session, own, past.day) == [past, first, later, cancelled]
        assert rounds_queries.coming(session, [foreign.team.organisation_id], TODAY) == [foreign]
        assert rounds_queries.coming(session, [], TODAY) == []


class TestPlacing:
    def test_a_stop_after_midnight_is_the_next_morning(self, session, here, maker, made) -> None:
        request, found = maker.request(State.ASSIGNED, at=NOW), made()
        passage = place(here, found, request, time(1, 30), found.stops[1])
        now = fresh(session, request)
        assert now.planned_at == passage.planned_at == datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
        assert (now.state, passage.stop_id, passage.removed_at) == (State.PLANNED, found.stops[1].id, None)
        assert now.next_due_at is not None
        assert numbers(session, found) == [request.id]

    def test_on_the_night_when_clocks_change_the_instant_is_that_of_the_clock(self, session, maker, made) -> None:
        before = datetime(2026, 3, 27, 12, 0, tzinfo=UTC)
        request, found = maker.request(State.ASSIGNED, at=before), made(SPRING)
        place(maker.context(before), found, request, time(3, 30))
        assert fresh(session, request).planned_at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)

    def test_what_is_placed_elsewhere_leaves_the_round_that_it_was_on(self, session, here, maker, made) -> None:
        request, first, second = maker.request(State.ASSIGNED, at=NOW), made(), made(TOMORROW)
        place(here, first, request, time(21, 15))
        place(here, second, request, time(22))
        assert (numbers(session, first), numbers(session, second)) == ([], [request.id])
        place(here, first, request, time(23))
        assert (numbers(session, first), numbers(session, second)) == ([request.id], [])
        assert session.scalars(select(OutreachPassage.round_id).order_by(OutreachPassage.id)).all() == [first.id, second.id]
        assert hour_of(fresh(session, request).planned_at) == time(23)

    def test_a_round_that_is_over_keeps_what_was_placed_on_it(self, session, here, maker, made) -> None:
        request, first = maker.request(State.ASSIGNED, at=NOW), made()
        place(here, first, request, time(21, 15))
        after = maker.context(NOW + timedelta(days=1))
        with unit_of_work(session):
            second = rounds.create(after, first.team_id, RoundPlan(TOMORROW + timedelta(days=1), *NIGHT))
        place(after, second, request, time(22))
        assert (numbers(session, first), numbers(session, second)) == ([request.id], [request.id])

    def test_a_round_takes_what_its_team_has_in_hand_and_nothing_else(self, session, here, maker, made) -> None:
        found, other = made(), maker.team("Autre équipe", organisation="Ailleurs", rank=2)
        for request in (maker.request(State.ASSIGNED, team=other, at=NOW), maker.request(State.TO_SORT, at=NOW)):
            with pytest.raises(NotOfTheTeam):
                place(here, found, request, time(22))
        with pytest.raises(NotAllowed):
            place(here, found, maker.request(State.CLOSED, at=NOW), time(22))
        assert session.scalars(select(OutreachPassage)).all() == []

    def test_neither_an_hour_nor_a_stop_of_elsewhere_will_do(self, session, here, maker, made) -> None:
        found, other, request = made(), made(TOMORROW), maker.request(State.ASSIGNED, at=NOW)
        for hour, stop in ((time(20), None), (time(5), None), (time(22), other.stops[0])):
            with pytest.raises(OutsideRound):
                place(here, found, request, hour, stop)
        assert fresh(session, request).state == State.ASSIGNED

    def test_what_leaves_the_team_is_no_longer_told_by_its_rounds(self, session, here, maker, made) -> None:
        found, other = made(), maker.team("Autre équipe", organisation="Ailleurs", rank=2)
        gone, given, kept = (maker.request(State.ASSIGNED, at=NOW) for _ in range(3))
        for request in (gone, given, kept):
            place(here, found, request, time(22))
        with unit_of_work(session):
            gone.state, gone.team_id = State.SENT_BACK, None
            given.team_id = other.id
        assert numbers(session, found) == [kept.id]
        assert rounds_queries.counts(session, [found.id]) == {found.id: 1}

    def test_taking_one_off_leaves_it_without_an_hour_and_to_be_placed(self, session, here, maker, made) -> None:
        request, found = maker.request(State.ASSIGNED, at=NOW), made()
        place(here, found, request, time(22))
        for _ in range(2):
            with unit_of_work(session):
                rounds.remove(here, found, request.id)
        now = fresh(session, request)
        assert (now.state, now.planned_at, numbers(session, found)) == (State.PLANNED, None, [])
        (waiting,) = rounds_queries.waiting(session, found.team_id, NOW)
        assert (waiting.request.id, waiting.passage, waiting.round) == (request.id, None, None)

    def test_what_waits_is_told_with_the_round_to_come_the_most_urgent_first(self, session, here, maker, made) -> None:
        found = made()
        calm, urgent = maker.request(State.ASSIGNED, at=NOW), maker.request(State.TRIED, at=NOW, urgency="72h")
        for state in (State.CONTACT, State.TO_SORT, State.CLOSED):
            maker.request(state, at=NOW)
        place(here, found, calm, time(22))
        waiting = rounds_queries.waiting(session, found.team_id, NOW)
        assert [(one.request.id, one.round and one.round.id) for one in waiting] == [(urgent.id, None), (calm.id, found.id)]
        over = rounds_queries.waiting(session, found.team_id, NOW + timedelta(days=1))
        assert [one.round for one in over] == [None, None]


class TestChanging:
    def test_what_is_at_a_stop_follows_it_and_the_rest_keeps_its_hour(self, session, here, maker, made) -> None:
        found = made()
        at_stop, between = maker.request(State.ASSIGNED, at=NOW), maker.request(State.ASSIGNED, at=NOW)
        place(here, found, at_stop, time(1, 30), found.stops[1])
        place(here, found, between, time(23))
        stops = [*plan_of(found).stops[:1], StopPlan(time(2, 15), time(3), "Halles", PRIVAS, None, found.stops[1].id)]
        with unit_of_work(session):
            rounds.change(here, found, plan_of(found, day=TOMORROW, stops=stops), found.version, TEAM)
        assert fresh(session, at_stop).planned_at.astimezone(PARIS) == datetime(2026, 11, 25, 2, 15, tzinfo=PARIS)
        assert fresh(session, between).planned_at.astimezone(PARIS) == datetime(2026, 11, 24, 23, 0, tzinfo=PARIS)
        assert steps(session, between) == [Action.ROUTE, Action.ASSIGN, Action.PLAN, Action.PLAN]

    def test_an_hour_that_the_round_has_no_more_becomes_its_first(self, session, here, maker, made) -> None:
        found, request = made(), maker.request(State.ASSIGNED, at=NOW)
        place(here, found, request, time(23, 30))
        with unit_of_work(session):
            rounds.change(here, found, plan_of(found, ends=time(23), stops=[GATE]), found.version, TEAM)
        assert hour_of(fresh(session, request).planned_at) == time(21)
        assert steps(session, request) == [Action.ROUTE, Action.ASSIGN, Action.PLAN], "the same day: who asked is not told again"

    def test_a_stop_that_goes_leaves_its_requests_on_the_way(self, session, here, maker, made) -> None:
        found, request = made(), maker.request(State.ASSIGNED, at=NOW)
        place(here, found, request, time(21, 15), found.stops[0])
        with unit_of_work(session):
            rounds.change(here, found, plan_of(found, stops=plan_of(found).stops[1:]), found.version, TEAM)
        session.expire_all()
        (placed,) = rounds_queries.placed(session, found.id)
        assert (placed.passage.stop_id, hour_of(placed.passage.planned_at)) == (None, time(21, 15))
        assert [stop.name for stop in found.stops] == ["Halles exemple"]

    def test_what_the_team_was_at_already_does_not_move(self, session, here, maker, made) -> None:
        found, request = made(), maker.request(State.ASSIGNED, at=NOW)
        place(here, found, request, time(22))
        with unit_of_work(session):
            request.state, request.planned_at = State.CONTACT, None
        with unit_of_work(session):
            rounds.change(here, found, plan_of(found, day=TOMORROW), found.version, TEAM)
        assert (fresh(session, request).state, request.planned_at) == (State.CONTACT, None)

    def test_of_two_who_change_a_round_the_second_is_told_even_when_stops_alone_changed(self, session, here, made) -> None:
        found = made()
        read = found.version
        with unit_of_work(session):
            rounds.change(here, found, plan_of(found, stops=[GATE]), read, TEAM)
        with pytest.raises(RoundChanged), unit_of_work(session):
            rounds.change(here, found, plan_of(found, name="Autre"), read, TEAM)
        with pytest.raises(RoundChanged), unit_of_work(session):
            rounds.cancel(here, found, read)
        assert session.get_one(OutreachRound, found.id).cancelled_at is None


class TestCancelling:
    def test_what_was_on_it_is_to_be_placed_again(self, session, here, maker, made) -> None:
        found = made()
        planned, met = maker.request(State.ASSIGNED, at=NOW), maker.request(State.ASSIGNED, at=NOW)
        for request in (planned, met):
            place(here, found, request, time(22))
        with unit_of_work(session):
            met.state, met.planned_at = State.CONTACT, None
        with unit_of_work(session):
            assert rounds.cancel(here, found, found.version) == 2
        session.expire_all()
        assert numbers(session, found) == []
        assert [one.id for one in rounds_queries.taken_off(session, found)] == [planned.id]
        assert (fresh(session, planned).planned_at, fresh(session, met).state) == (None, State.CONTACT)

    @pytest.mark.parametrize("is_cancelled", [True, False])
    def test_a_round_that_is_cancelled_or_over_does_not_change_any_more(self, session, maker, here, made, is_cancelled) -> None:
        found, request = made(), maker.request(State.ASSIGNED, at=NOW)
        place(here, found, request, time(22))
        if is_cancelled:
            with unit_of_work(session):
                rounds.cancel(here, found, found.version)
        late = here if is_cancelled else maker.context(NOW + timedelta(days=1))
        before, version = fresh(session, request).planned_at, found.version
        for gesture in (
            lambda: rounds.cancel(late, found, version),
            lambda: rounds.change(late, found, plan_of(found, name="Autre"), version, TEAM),
            lambda: rounds.remove(late, found, request.id),
            lambda: rounds.place(late, found, queries.case_of(session, request), Hours.of(found).at(time(22)), None, TEAM),
        ):
            with pytest.raises(RoundOver), unit_of_work(session):
                gesture()
        assert fresh(session, request).planned_at == before


def test_the_clock_of_tests_is_that_of_rounds(maker) -> None:
    assert rounds.is_open(maker.round(starts=utc_now() + timedelta(hours=1)), utc_now())
