"""The queue: everything that waits within a territory, oldest first."""

import pytest
from sqlalchemy import event, literal, select

from app.core.identity import Identity
from app.directory.models import Structure
from app.extensions import db
from app.listings import moderation_queries as queue
from app.listings.moderation_queries import Waiting
from app.listings.rules import TicketSort
from tests.listings import waiting
from tests.support.factories import GRENOBLE, LYON_7, VIENNE
from tests.support.forms import links

pytestmark = pytest.mark.one_engine

ISERE, RHONE = frozenset({"38"}), frozenset({"69"})


def statements(app, client) -> int:
    """How many statements the queue sends."""
    sent: list[str] = []

    def remember(_connection, _cursor, statement, *_rest) -> None:
        sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", remember)
    client.get("/moderation")
    event.remove(engine, "before_cursor_execute", remember)
    return len(sent)


@pytest.fixture
def places(directory):
    """Two services of Isère, one of Lyon, each of its own structure."""
    found = (directory.fixed(GRENOBLE), directory.fixed(VIENNE), directory.fixed(LYON_7))
    directory.publish()
    return found


@pytest.fixture
def full(session, places):
    """One thing of each sort, in Isère; a report in Lyon."""
    grenoble, vienne, lyon = places
    asking = waiting.to_verify(session, days_ago=8)
    waiting.sent(session, grenoble, TicketSort.CLAIM, days_ago=7, organisation=asking.id)
    waiting.sent(session, grenoble, TicketSort.PROPOSAL, days_ago=6, proposed={"nom": "Autre"})
    waiting.sent(session, grenoble, days_ago=5)
    waiting.sent(session, vienne, TicketSort.CLOSURE, days_ago=4, proposed={})
    waiting.difference_of(session, grenoble, days_ago=3)
    waiting.pair_of(session, grenoble, vienne)
    waiting.silent(session, vienne)
    waiting.sent(session, lyon, days_ago=9)


CODES = (("38185", "38"), ("2A004", "2A"), ("97411", "974"), ("69387", "69"))


class TestCodes:
    def test_a_commune_is_of_the_departement_that_its_code_begins_with(self, session) -> None:
        for insee, own in CODES:
            within = [code for code in ("38", "2A", "2B", "974", "69") if session.scalar(_is_in(insee, code))]
            assert within == [own]

    def test_no_departement_holds_nothing_and_everywhere_holds_all(self, session) -> None:
        assert not session.scalar(_is_in("38185"))
        assert session.scalar(select(queue.in_departements(literal("38185"), None)))

    def test_a_structure_without_a_code_is_where_its_services_are(self, session, places) -> None:
        codes = dict(session.execute(select(Structure.id, queue.commune_of(Structure))).all())
        assert codes == {places[0].structure_id: GRENOBLE, places[1].structure_id: VIENNE, places[2].structure_id: LYON_7}

    def test_a_moderator_of_everywhere_has_no_bounds(self) -> None:
        assert queue.territories(Identity(1, frozenset({("moderateur", ""), ("moderateur", "38")}))) is None
        assert queue.territories(Identity(1, frozenset({("moderateur", "38"), ("pilote", "69")}))) == ISERE


def _is_in(insee, *departements):
    return select(queue.in_departements(literal(insee), frozenset(departements)))


class TestWaiting:
    def test_each_sort_waits_the_oldest_first_and_what_has_no_date_last(self, session, full) -> None:
        assert [item.sort for item in queue.waiting(session, ISERE)] == [
            Waiting.STALE, Waiting.ORGANISATION, Waiting.CLAIM, Waiting.PROPOSAL, Waiting.REPORT, Waiting.CLOSURE, Waiting.DIFFERENCE,
            Waiting.PAIR,
        ]  # fmt: skip

    def test_territories_and_sorts_are_apart(self, session, full) -> None:
        assert [item.sort for item in queue.waiting(session, RHONE)] == [Waiting.REPORT]
        assert len(queue.waiting(session, None)) == 9
        assert [item.sort for item in queue.waiting(session, None, Waiting.REPORT)] == [Waiting.REPORT, Waiting.REPORT]
        assert queue.counts(session, ISERE) == dict.fromkeys(Waiting, 1)

    def test_a_proposal_on_what_somebody_keeps_waits_for_them(self, session, places) -> None:
        waiting.sent(session, places[0], TicketSort.PROPOSAL, proposed={"nom": "Autre"})
        waiting.kept_for_long(session, places[0], days_ago=3)
        assert queue.waiting(session, None) == []

    def test_a_pair_over_two_departements_waits_in_both(self, session, places) -> None:
        waiting.pair_of(session, places[0], places[2])
        assert [len(queue.waiting(session, codes)) for codes in (ISERE, RHONE, frozenset({"07"}))] == [1, 1, 0]

    def test_a_kept_listing_with_a_part_older_than_a_year_is_stale(self, session, places) -> None:
        waiting.kept_for_long(session, places[0])
        assert [(item.sort, item.number) for item in queue.waiting(session, ISERE)] == [(Waiting.STALE, places[0].structure_id)]

    def test_each_leads_to_the_next_and_the_last_to_the_first(self, session, full) -> None:
        items = list(queue.waiting(session, ISERE))
        following = [queue.next_after(session, ISERE, item.sort, item.number) for item in items]
        assert following == [*items[1:], items[0]]
        assert queue.next_after(session, ISERE, Waiting.REPORT, 999_999) == items[0]

    def test_nothing_follows_when_nothing_waits(self, session) -> None:
        assert queue.next_after(session, None) is None


class TestPage:
    def test_it_shows_every_item_with_its_link(self, client, signed_in_as, full) -> None:
        waiting.moderator(signed_in_as, client, "38")
        page = client.get("/moderation")
        paths = [link for link in links(page) if link.startswith(("/moderation/", "/mes-fiches/")) and link[-1].isdigit()]
        assert len(paths) == 8
        assert {path.split("/")[2] for path in paths if path.startswith("/moderation")} == {
            "tickets", "doublons", "differences", "sans-reponse", "organisations"
        }  # fmt: skip
        assert "depuis le" in page.get_data(as_text=True)

    def test_a_protected_address_is_never_told(self, client, signed_in_as, session, directory) -> None:
        refuge = directory.refuge(
            GRENOBLE, nom="Refuge, 1 rue de l’Exemple", structure=directory.structure(nom="Maison, 1 rue de l’Exemple")
        )
        directory.publish()
        waiting.sent(session, refuge)
        waiting.silent(session, refuge)
        waiting.moderator(signed_in_as, client, "38")
        text = client.get("/moderation").get_data(as_text=True)
        assert "Refuge" in text
        assert "rue de l’Exemple" not in text

    def test_it_filters_by_sort_and_departement(self, client, signed_in_as, full) -> None:
        waiting.moderator(signed_in_as, client)
        page = client.get("/moderation?sorte=signalements&departement=69")
        assert page.get_data(as_text=True).count('href="/moderation/tickets/') == 1

    def test_a_departement_of_others_is_not_a_filter(self, client, signed_in_as, full) -> None:
        waiting.moderator(signed_in_as, client, "38")
        assert "Signalements (1)" in client.get("/moderation?departement=69&page=4").get_data(as_text=True)

    def test_an_empty_queue_says_what_to_do_next(self, client, signed_in_as) -> None:
        waiting.moderator(signed_in_as, client, "38")
        assert "La file est vide" in client.get("/moderation").get_data(as_text=True)
        assert client.get("/moderation/suivant").location == "/moderation"

    def test_next_leads_from_one_to_another(self, client, signed_in_as, session, full) -> None:
        waiting.moderator(signed_in_as, client, "38")
        first, second = queue.waiting(session, ISERE)[:2]
        assert client.get("/moderation/suivant").location == f"/moderation/sans-reponse/{first.number}"
        after = client.get(f"/moderation/suivant?apres={first.sort.value}.{first.number}")
        assert after.location == f"/moderation/organisations/{second.number}"

    def test_the_number_of_statements_does_not_grow_with_the_page(self, app, client, signed_in_as, session, places) -> None:
        waiting.moderator(signed_in_as, client, "38")
        waiting.sent(session, places[0])
        few = statements(app, client)
        for _ in range(10):
            waiting.sent(session, places[1])
        assert statements(app, client) == few

    def test_a_second_factor_is_asked(self, client, signed_in_as) -> None:
        waiting.moderator(signed_in_as, client, "38", second_factor=False)
        assert client.get("/moderation").location.startswith("/connexion/verification?")

    def test_others_do_not_know_that_it_exists(self, client, signed_in_as) -> None:
        signed_in_as(client, roles=[("pilote", "38")], second_factor=True)
        assert client.get("/moderation").status_code == 404
