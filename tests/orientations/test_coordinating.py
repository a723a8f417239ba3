"""Coordinators see states and dates of their territory; never who, what for, or where."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.accounts.models import Organisation
from app.core.unit_of_work import unit_of_work
from app.orientations import coordination_queries as reads
from app.orientations import measuring
from app.orientations.display.coordination import few, figures_page
from app.orientations.measuring import NeedTimes
from app.orientations.models import Orientation
from app.orientations.rules import State
from app.orientations.services.coordinating import Figures, figures
from app.web.translations import translator
from tests.orientations.conftest import SENDING
from tests.orientations.making import EMAIL, NAME, PHONE, WAYS
from tests.support.forms import post_form

pytestmark = pytest.mark.one_engine

PATH, LIST = "/coordination", "/coordination/orientations"
NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
HIDDEN = (NAME, PHONE, EMAIL, "Tilleuls", "omiciliation", "Plus de place", "plus de place")
AIM = 14


@pytest.fixture
def march(at):
    return at("2026-03-10 10:00")


@pytest.fixture
def coordinator(app, signed_in_as):
    def of(departement: str, *, second_factor: bool = True):
        client = app.test_client()
        email = f"coordination{departement}@exemple.fr"
        signed_in_as(client, email=email, roles=[("coordinateur", departement)], second_factor=second_factor)
        return client

    return of


def text_of(client, path) -> str:
    page = client.get(path)
    assert page.status_code == 200
    return page.get_data(as_text=True)


class TestPages:
    def test_what_waits_is_shown_without_a_word_of_who_or_what_for(self, march, orientation, coordinator) -> None:
        shown = [
            orientation(State.TO_VERIFY),
            orientation(State.SENT, at=march - timedelta(days=11)),
            orientation(State.WAITING, at=march - timedelta(days=13)),
        ]
        told = text_of(coordinator("07"), PATH)
        for made in shown:
            assert f'"{LIST}/{made.id}"' in told
        assert SENDING in told
        for hidden in HIDDEN:
            assert hidden not in told

    def test_what_goes_well_does_not_wait(self, march, orientation, coordinator) -> None:
        fine = [orientation(state) for state in (State.SENT, State.DONE, State.DRAFT, State.CANCELLED)]
        told = text_of(coordinator("07"), PATH)
        for made in fine:
            assert f'"{LIST}/{made.id}"' not in told
        assert "/coordination/delais" in told

    @pytest.mark.parametrize("state", WAYS)
    def test_each_state_is_followed_by_dates_alone_and_drafts_not_at_all(self, orientation, coordinator, state) -> None:
        made, client = orientation(state), coordinator("07")
        answer = client.get(f"{LIST}/{made.id}")
        told = answer.get_data(as_text=True)
        assert answer.status_code == (404 if state is State.DRAFT else 200)
        for hidden in HIDDEN:
            assert hidden not in told
        assert (f"{LIST}/{made.id}" in text_of(client, LIST)) is (state is not State.DRAFT)
        assert (f"{LIST}/{made.id}/envoyer" in told) is (state is State.TO_VERIFY)

    def test_a_number_below_five_is_not_told(self, orientation, coordinator) -> None:
        for _ in range(2):
            orientation(State.SENT)
        told = text_of(coordinator("07"), f"{LIST}?etat=envoyee").replace("\u202f", " ").replace("\xa0", " ")
        assert "Envoyée (moins de 5)" in told

    def test_another_territory_is_as_if_it_did_not_exist(self, orientation, coordinator) -> None:
        made, client = orientation(State.TO_VERIFY), coordinator("69")
        assert client.get(f"{LIST}/{made.id}").status_code == 404
        for path in (PATH, LIST):
            assert f"{LIST}/{made.id}" not in text_of(client, path)
        assert f"{LIST}/{made.id}" in text_of(coordinator(""), PATH)

    def test_a_coordinator_reads_no_orientation_as_its_sides_do(self, orientation, coordinator) -> None:
        made = orientation(State.SENT)
        assert coordinator("07").get(f"/orientations/{made.id}").status_code == 404

    def test_the_second_factor_is_asked_for(self, orientation, coordinator) -> None:
        made, client = orientation(State.SENT), coordinator("07", second_factor=False)
        for path in (PATH, LIST, "/coordination/delais", f"{LIST}/{made.id}"):
            assert "/connexion/verification" in client.get(path).headers["Location"]

    def test_members_and_nobody_find_nothing_there(self, sender) -> None:
        for path in (PATH, LIST, "/coordination/delais"):
            assert sender[0].get(path).status_code == 404


class TestVerifying:
    def test_it_is_sent_once_and_both_sides_are_written_to(self, session, orientation, coordinator, outbox) -> None:
        made, client = orientation(State.TO_VERIFY), coordinator("07")
        path = f"{LIST}/{made.id}"
        with unit_of_work(session):
            session.scalars(select(Organisation).where(Organisation.name == SENDING)).one().verified_at = None
        assert post_form(client, path, action=f"{path}/envoyer").status_code == 303
        session.refresh(made)
        assert made.state == State.SENT
        assert {to for to, _ in outbox()} == {"tilleuls@exemple.fr", "emetteur@exemple.fr"}

    def test_what_was_cancelled_meanwhile_is_not_sent(self, session, orientation, coordinator) -> None:
        made, client = orientation(State.TO_VERIFY), coordinator("07")
        path = f"{LIST}/{made.id}"
        answer = post_form(client, path, {"version": str(made.version - 1)}, action=f"{path}/envoyer")
        session.refresh(made)
        assert (answer.status_code, made.state) == (409, State.TO_VERIFY)
        assert "Tilleuls" not in answer.get_data(as_text=True)

    def test_another_territory_sends_nothing(self, session, orientation, coordinator) -> None:
        made = orientation(State.TO_VERIFY)
        own, other = coordinator("07"), coordinator("69")
        path = f"{LIST}/{made.id}"
        page = own.get(path)
        assert page.status_code == 200
        assert other.post(f"{path}/envoyer").status_code in (400, 404)
        session.refresh(made)
        assert made.state == State.TO_VERIFY


def need(days_ago: int, took: int | None, kind: str = "domiciliation", *, is_open: bool = False) -> NeedTimes:
    start = NOW - timedelta(days=days_ago)
    return NeedTimes(kind, start, start, None if took is None else start + timedelta(days=took), is_open)


class TestMeasuring:
    def test_the_young_are_left_out_and_what_came_to_nothing_never_ended(self) -> None:
        found = [*(need(60, days) for days in range(1, 10)), need(60, None), need(3, 1), need(3, None, is_open=True)]
        measured = measuring.measure(found, measuring.met, lambda _: AIM, NOW)
        assert measured == measuring.Measure(measured=10, in_time=9, median=5, most=9, still_open=0)

    def test_a_median_that_most_did_not_reach_is_not_told(self) -> None:
        measured = measuring.measure(
            [need(60, 2), need(60, None, is_open=True), need(60, None, is_open=True)], measuring.met, lambda _: AIM, NOW
        )
        assert (measured.median, measured.most, measured.still_open) == (None, None, 2)

    def test_late_ones_are_not_in_time(self) -> None:
        measured = measuring.measure([need(60, 14), need(60, 15)], measuring.met, lambda _: AIM, NOW)
        assert (measured.measured, measured.in_time) == (2, 1)

    @pytest.mark.parametrize(
        ("sizes", "expected"),
        [
            ({"a": 9, "b": 7}, {"A": 9, "B": 7}),
            ({"a": 9, "b": 3, "c": 2}, {"A": 9, "": 5}),
            ({"a": 9, "b": 7, "c": 2}, {"A": 9, "": 9}),
            ({"a": 2, "b": 1}, {"": 3}),
            ({}, {}),
        ],
    )
    def test_small_groups_go_together_so_that_none_is_guessed(self, sizes, expected) -> None:
        found = [need(60, 1, kind) for kind, many in sizes.items() for _ in range(many)]
        groups = measuring.grouped(found, {"a": "A", "b": "B", "c": "C"}, measuring.met)
        assert {name: len(group) for name, group in groups.items()} == expected

    @pytest.mark.parametrize(("in_time", "told"), [(4, "moins de 5"), (12, "60 %"), (16, "presque tous"), (20, "presque tous")])
    def test_a_share_does_not_tell_a_small_number(self, in_time, told) -> None:
        whole = measuring.Measure(measured=20, in_time=in_time, median=3, most=None, still_open=0)
        shown = figures_page(Figures(whole, {}, whole, {}, ()), translator("fr")).clocks[0].rows[0]
        assert shown.in_time.replace("\u202f", " ").replace("\xa0", " ") == told

    def test_no_number_below_five_is_said(self) -> None:
        t = translator("fr")
        assert {few(count, t).replace("\u202f", " ").replace("\xa0", " ") for count in range(5)} == {"moins de 5"}
        assert few(5, t) == "5"


class TestFigures:
    def test_a_need_is_counted_once_whatever_its_attempts_and_examples_never(self, march, session, orientation) -> None:
        start = march - timedelta(days=40)
        first = orientation(State.REFUSED, at=start)
        orientation(State.CONTACT, at=start + timedelta(days=5), root_id=first.id, parent_id=first.id, first_sent_at=first.first_sent_at)
        orientation(State.SENT, at=start, is_example=True)
        [found] = reads.needs(session, frozenset({"07"}), march - timedelta(days=365))
        assert (found.kind, found.is_open) == ("domiciliation", True)
        assert found.contact_at is not None
        assert found.oriented_at is not None
        assert (found.contact_at - found.oriented_at).days == 5
        assert reads.needs(session, frozenset({"69"}), march - timedelta(days=365)) == []

    def test_the_page_says_delays_when_there_are_enough_and_draws_the_months(self, march, session, maker, orientation, coordinator) -> None:
        for month in (60, 100):
            for took in (2, 3, 4, 5, 6):
                made = orientation(State.SENT, at=march - timedelta(days=month), is_anonymous=True)
                with unit_of_work(session):
                    session.get_one(Orientation, made.id).contact_at = march - timedelta(days=month - took)
        page = figures_page(figures(maker.context(march), frozenset({"07"})), translator("fr"))
        met = page.clocks[1]
        assert met.rows[0].measured == "10"
        assert (met.rows[0].median.split()[0], met.rows[0].most.split()[0]) == ("4", "6")
        assert page.chart is not None
        assert [column.value for column in page.chart.columns] == [4, 4]
        told = text_of(coordinator("07"), "/coordination/delais")
        assert 'class="chart"' in told
        for hidden in HIDDEN:
            assert hidden not in told

    def test_too_few_needs_say_nothing(self, march, orientation, coordinator) -> None:
        orientation(State.CONTACT, at=march - timedelta(days=60))
        told = text_of(coordinator("07"), "/coordination/delais")
        assert "<table" not in told
        assert 'class="chart"' not in told
