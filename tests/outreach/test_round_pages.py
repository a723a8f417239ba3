"""Pages of rounds: the list, how many queries they take, who sees them."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from app.accounts.models import Membership
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.outreach.rules import State
from tests.outreach.making import ASKING, WORDS
from tests.outreach.rounding import BASE, NEW, NOW, TODAY, evening, text_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""Pages and words; what depends on the database is tried on both, in `test_rounds`."""


@pytest.fixture(autouse=True)
def now(at):
    return at(NOW)


@pytest.fixture
def stranger(member):
    return member("Une autre association de l’Exemple", "ailleurs@exemple.fr")[0]


@pytest.fixture
def others(stranger, sorter, asker, coordinator):
    """Those who have nothing to do with the rounds of the team: of other organisations, and a coordinator of the département."""
    return stranger, sorter[0], asker[0], coordinator[0]


def statements(app, client, path) -> int:
    sent: list[str] = []

    def remember(_connection, _cursor, statement, *_rest) -> None:
        sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", remember)
    assert client.get(path).status_code == 200
    event.remove(engine, "before_cursor_execute", remember)
    return len(sent)


class TestList:
    def test_an_empty_list_says_what_to_do(self, goer, stranger) -> None:
        assert NEW in text_of(goer[0], BASE)
        told = text_of(stranger, BASE)
        assert NEW not in told
        assert "coordination du département" in told

    def test_rounds_are_of_today_to_come_or_past_and_a_night_is_of_today_until_it_ends(self, at, maker, team, goer) -> None:
        tonight, later, past = (maker.round(team, starts=evening(23, day=TODAY + timedelta(days=days))) for days in (0, 3, -3))
        old = maker.round(team, starts=evening(20, day=TODAY - timedelta(days=31)))
        at("2026-11-24 01:00")
        told = text_of(goer[0], BASE)
        order = [told.index(f'href="{BASE}/{found.id}"') for found in (tonight, later, past)]
        assert order == sorted(order)
        assert f"{BASE}/{tonight.id}/jour" in told
        assert f"{BASE}/{later.id}/jour" not in told
        assert f'href="{BASE}/{old.id}"' not in told
        assert f"{NEW}?modele={past.id}" in told
        assert "de 23\u00a0h à 2\u00a0h le lendemain" in told
        at("2026-11-24 02:30")
        assert f"{BASE}/{tonight.id}/jour" not in text_of(goer[0], BASE)

    def test_a_cancelled_round_says_so_and_is_not_for_the_phone(self, session, maker, team, goer) -> None:
        found = maker.round(team)
        with unit_of_work(session):
            found.cancelled_at = evening(14)
        told = text_of(goer[0], BASE)
        assert "Annulée" in told
        assert f"{BASE}/{found.id}/jour" not in told

    def test_more_rounds_and_more_requests_ask_no_more_of_the_database(self, app, maker, team, goer) -> None:
        found = maker.round(team, stops=("Gare", "Halles"))
        maker.place(found, maker.request(State.PLANNED, team=team))
        maker.request(State.TRIED, team=team)
        paths = [BASE, f"{BASE}/{found.id}", f"{BASE}/{found.id}/placer", f"{BASE}/{found.id}/impression", f"{BASE}/{found.id}/modifier"]
        few = {path: statements(app, goer[0], path) for path in paths}
        for _ in range(4):
            maker.place(maker.round(team), maker.request(State.PLANNED, team=team))
            maker.place(found, maker.request(State.PLANNED, team=team))
            maker.request(State.TRIED, team=team)
        assert {path: statements(app, goer[0], path) for path in paths} == few
        assert max(few.values()) <= 16


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_is_whole_in_another_language(maker, team, goer, language) -> None:
    found = maker.round(team, stops=("Gare", "Halles"))
    maker.place(found, maker.request(State.PLANNED, team=team))
    base = f"{BASE}/{found.id}"
    for path in (BASE, NEW, base, f"{base}/modifier", f"{base}/placer", f"{base}/annuler", f"{base}/impression"):
        told = text_of(goer[0], f"{path}?lang={language}")
        assert f'<html lang="{language}"' in told
        assert f"/aller-vers/tournees?lang={language}" in told or path == BASE


class TestWhoSeesIt:
    PATHS = ("", "/modifier", "/placer", "/enlever?demande=1", "/annuler", "/impression")

    def test_nobody_else_learns_that_it_exists(self, app, maker, team, others) -> None:
        found = maker.round(team)
        maker.request(State.ASSIGNED, team=team, organisation=ASKING)
        for client in others:
            assert [client.get(f"{BASE}/{found.id}{path}").status_code for path in self.PATHS] == [404] * len(self.PATHS)
            assert client.post(f"{BASE}/{found.id}/annuler", data={"csrf_token": "x"}).status_code in (400, 404)
        for client in others[:3]:
            assert f"{BASE}/{found.id}" not in text_of(client, BASE)
        assert [app.test_client().get(f"{BASE}/{found.id}{path}").status_code for path in self.PATHS] == [303] * len(self.PATHS)

    def test_a_member_who_left_sees_nothing_any_more(self, session, maker, team, goer) -> None:
        client, account = goer
        found = maker.round(team)
        assert client.get(f"{BASE}/{found.id}").status_code == 200
        with unit_of_work(session):
            session.delete(session.scalars(select(Membership).where(Membership.account_id == account.id)).one())
        assert [client.get(f"{BASE}/{found.id}{path}").status_code for path in self.PATHS] == [404] * len(self.PATHS)
        assert client.get(BASE).status_code == 404

    def test_no_title_says_where_somebody_is_nor_who_goes(self, session, maker, team, goer) -> None:
        found = maker.round(team)
        maker.place(found, maker.request(State.PLANNED, team=team))
        for path in ("", "/placer", "/impression", "/modifier", "/annuler"):
            title = text_of(goer[0], f"{BASE}/{found.id}{path}").split("<title>")[1].split("</title>")[0]
            assert not [word for word in (WORDS, "Privas", "Centre exemple", "Gare") if word in title]
