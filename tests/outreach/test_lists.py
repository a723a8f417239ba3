"""Lists: what each organisation has, in the order in which it waits; never where anybody is."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.outreach.awaiting import awaited, late_before
from app.outreach.list_queries import PAGE, View
from app.outreach.queries import WITH_TEAM
from app.outreach.rules import SORTING, Safety, State, Urgency
from tests.outreach.making import ASKING, POINT, SITUATION, WORDS
from tests.outreach.making import SORTING as COORDINATING

pytestmark = pytest.mark.one_engine

PATH = "/aller-vers/demandes"
HIDDEN = (POINT, "44.73", "halle", SITUATION, WORDS, Safety.DOG)


@pytest.fixture
def tuesday(at):
    return at("2026-03-10 10:00")


def text_of(client, path=PATH) -> str:
    page = client.get(path)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    return page.get_data(as_text=True).replace("\xa0", " ").replace("\u202f", " ")


def shown(told: str, requests) -> list[int]:
    """The numbers of those that a page shows, in its order."""
    places = {made.id: told.find(f'"{PATH}/{made.id}"') for made in requests}
    return sorted((number for number, place in places.items() if place >= 0), key=places.__getitem__)


def statements(app, client, path) -> int:
    sent: list[str] = []

    def remember(_connection, _cursor, statement, *_rest) -> None:
        sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", remember)
    client.get(path)
    event.remove(engine, "before_cursor_execute", remember)
    return len(sent)


class TestToSort:
    def test_the_late_come_first_then_the_urgent_then_the_oldest(self, maker, tuesday, sorter) -> None:
        fresh = maker.request(at=tuesday - timedelta(minutes=5))
        older = maker.request(at=tuesday - timedelta(minutes=50))
        urgent = maker.request(at=tuesday - timedelta(minutes=1), urgency=Urgency.SOON)
        late = maker.request(State.SENT_BACK, at=tuesday - timedelta(days=1, hours=5))
        told = text_of(sorter[0])
        assert shown(told, (fresh, older, urgent, late)) == [late.id, urgent.id, older.id, fresh.id]
        assert told.count("En retard :") == 1
        assert told.count("à trier avant le 11 mars") == 3
        assert "Sous 72 heures" in told

    @pytest.mark.parametrize("state", list(State))
    def test_a_request_waits_there_as_long_as_it_is_to_be_sorted(self, maker, sorter, state) -> None:
        made = maker.request(state)
        assert bool(shown(text_of(sorter[0]), [made])) == (state in SORTING)
        if state is not State.REPORTED:
            assert shown(text_of(sorter[0], f"{PATH}?vue=a-trier&etat={state}"), [made]) == [made.id]

    def test_no_list_says_where_or_what(self, maker, sorter, goer, asker) -> None:
        for state in (State.TO_SORT, State.PLANNED):
            maker.request(state, organisation=ASKING)
        for client, _ in (sorter, goer, asker):
            told = text_of(client)
            assert f'"{PATH}/' in told
            for hidden in HIDDEN:
                assert hidden not in told

    def test_nobody_sees_what_another_organisation_has(self, maker, member) -> None:
        made = maker.request()
        stranger = member("Ailleurs exemple", "ailleurs@exemple.fr")[0]
        maker.sector("Ailleurs exemple", organisation="Ailleurs exemple")
        maker.team("Ailleurs exemple", organisation="Ailleurs exemple")
        for view in View:
            assert shown(text_of(stranger, f"{PATH}?vue={view}"), [made]) == []

    @pytest.mark.parametrize("name", ["sorting", "answering", "soon", "normal"])
    def test_what_is_late_for_a_page_is_late_for_the_database(self, at, maker, name) -> None:
        now = at("2026-05-05 10:00")
        state = State.ASSIGNED if name == "answering" else State.TO_SORT
        urgency = Urgency.SOON if name == "soon" else Urgency.NORMAL
        for hours in range(0, 24 * 20, 29):
            made = maker.request(state, at=now - timedelta(hours=hours), urgency=urgency)
            [due] = [one for one in awaited(maker.settings, made) if one.deadline.name == name]
            assert (due.anchor_at < late_before(maker.settings, name, now)) == (due.at <= now), hours


class TestTeam:
    def test_what_waits_for_the_team_comes_first(self, maker, session, tuesday, goer) -> None:
        hours = dict(enumerate((State.ONGOING, State.PLANNED, State.CONTACT, State.TRIED, State.PLANNED, State.ASSIGNED)))
        made = {rank: maker.request(state, at=tuesday - timedelta(minutes=10)) for rank, state in hours.items()}
        with unit_of_work(session):
            made[4].planned_at = tuesday - timedelta(hours=1)
        told = text_of(goer[0])
        assert shown(told, made.values()) == [made[rank].id for rank in (5, 4, 1, 3, 2, 0)]
        assert "pour le 11 mars à 9 h 50" in told

    @pytest.mark.parametrize("state", list(State))
    def test_a_request_is_the_teams_while_it_has_it(self, maker, goer, state) -> None:
        made = maker.request(state)
        assert bool(shown(text_of(goer[0], f"{PATH}?vue=equipe&etat={state}"), [made])) == (state in WITH_TEAM)


class TestViews:
    def test_each_has_the_lists_that_mean_something_and_the_first_by_default(self, maker, sorter, goer, asker) -> None:
        made = maker.request(State.ASSIGNED, organisation=ASKING)
        waiting = maker.request()
        assert shown(text_of(sorter[0]), (made, waiting)) == [waiting.id]
        assert shown(text_of(goer[0]), (made, waiting)) == [made.id]
        assert shown(text_of(asker[0]), (made, waiting)) == [made.id]
        expected = {sorter[0]: ("a-trier", "envoyees"), goer[0]: ("equipe", "envoyees"), asker[0]: ()}
        for client, views in expected.items():
            told = text_of(client)
            assert tuple(view for view in View if f'href="{PATH}?vue={view}" aria-current="page"' in told) == views[:1]
            assert tuple(view for view in View if f"?vue={view}" in told.partition('aria-label="État"')[0]) == views
        assert shown(text_of(asker[0], f"{PATH}?vue=equipe"), (made, waiting)) == [made.id]

    def test_an_organisation_that_sorts_and_goes_has_all(self, maker, sorter) -> None:
        maker.team(organisation=COORDINATING)
        told = text_of(sorter[0])
        assert [view for view in View if f'href="{PATH}?vue={view}"' in told] == list(View)

    def test_counts_are_those_of_what_is_shown(self, maker, sorter) -> None:
        for state in (*SORTING, State.TO_SORT, State.ASSIGNED, State.ASSIGNED, State.CLOSED):
            maker.request(state)
        told = text_of(sorter[0])
        for expected in ("À trier (4)", "À trier (2)", "Confiée à une équipe (2)", "Close (1)", "Renvoyée par l’équipe (1)"):
            assert expected in told, expected
        assert "Doublon" not in told

    def test_what_was_asked_is_listed_by_its_last_action(self, maker, tuesday, asker) -> None:
        first, last = (maker.request(organisation=ASKING, at=tuesday - timedelta(days=days)) for days in (2, 1))
        assert shown(text_of(asker[0]), (first, last)) == [last.id, first.id]

    @pytest.mark.parametrize("query", ["?vue=zz&etat=zz&page=zz", "?page=99", "?vue=&etat=", "?page=-3"])
    def test_what_an_address_says_wrongly_is_not_asked_for(self, maker, sorter, query) -> None:
        made = maker.request()
        assert shown(text_of(sorter[0], f"{PATH}{query}"), [made]) == [made.id]

    def test_empty_lists_say_what_to_do_next(self, sorter, goer, asker) -> None:
        assert "Rien à trier" in text_of(sorter[0])
        assert "/aller-vers/tournees" in text_of(goer[0])
        assert "/aller-vers/demande" in text_of(asker[0])
        assert "Revenir à la liste" in text_of(sorter[0], f"{PATH}?etat=doublon")

    def test_an_example_says_so(self, maker, sorter) -> None:
        maker.request(is_example=True)
        assert "exemple</span>" in text_of(sorter[0])

    def test_who_acts_for_nobody_has_no_list_and_no_entry_in_the_menu(self, client, signed_in_as, asker) -> None:
        signed_in_as(client, email="seul@exemple.fr")
        assert client.get(PATH).status_code == 404
        assert PATH not in text_of(client, "/compte")
        assert f'href="{PATH}"' in text_of(asker[0], "/compte")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
class TestManyLines:
    def test_pages_follow_each_other(self, maker, asker) -> None:
        made = [maker.request(organisation=ASKING, has_place=False) for _ in range(PAGE + 1)]
        first, second = text_of(asker[0]), text_of(asker[0], f"{PATH}?page=2")
        assert [len(shown(told, made)) for told in (first, second)] == [PAGE, 1]

    def test_more_lines_ask_no_more_of_the_database(self, app, maker, sorter, goer, asker) -> None:
        def fill(many) -> dict[str, int]:
            for state in (State.TO_SORT, State.PLANNED):
                for _ in range(many):
                    maker.request(state, organisation=ASKING)
            return {who: statements(app, client, PATH) for who, client in (("tri", sorter[0]), ("equipe", goer[0]), ("demande", asker[0]))}

        few = fill(1)
        assert fill(5) == few
        assert max(few.values()) <= 12
