from contextlib import contextmanager

import pytest
from sqlalchemy import event

from app.core import prepared
from app.core.clock import today
from app.extensions import db
from tests.support.factories import ALWAYS, GRENOBLE, NIGHTS

MOST = 9
"""Statements of a results page: a round trip to PostgreSQL costs as much as the whole reading of SQLite."""
MOST_IN_VAIN = 24
"""Statements of a page that looks further, then elsewhere, before it says that there is nothing."""

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def recorded(app, monkeypatch):
    """Statements sent to the database while the block runs, by SQLAlchemy or by the driver itself."""
    really_sent = prepared.sent

    @contextmanager
    def record():
        with app.app_context():
            engine = db.engine
        sent = []

        def remember(_connection, _cursor, statement, *_rest):
            # A process keeps the version of the directory for a second; tests ask for it anew each time, so it counts once.
            if statement not in sent or "directory_state" not in statement:
                sent.append(statement)

        def sent_by_driver(connection, statement, values):
            remember(connection, None, statement)
            return really_sent(connection, statement, values)

        event.listen(engine, "before_cursor_execute", remember)
        monkeypatch.setattr(prepared, "sent", sent_by_driver)
        try:
            yield sent
        finally:
            event.remove(engine, "before_cursor_execute", remember)
            monkeypatch.setattr(prepared, "sent", really_sent)

    return record


def fill(directory, count):
    for number in range(count):
        directory.fixed(hours=ALWAYS, north=number / 10, publics=["femmes"], spoken_languages=["ar"])
    directory.fixed(hours=NIGHTS, north=3)
    directory.remote(kinds=("accueil-de-jour",))
    directory.team(("departement", "38"), kinds=("accueil-de-jour",))
    directory.publish()


ASKED = (
    f"/recherche?commune={GRENOBLE}&rayon=5",
    f"/recherche?q=accueil+de+jour&commune={GRENOBLE}&rayon=5",
    f"/recherche?commune={GRENOBLE}&rayon=5&ouvert=maintenant",
    f"/recherche?commune={GRENOBLE}&rayon=5&public=femmes&langue=ar",
    "/recherche?lieu=Is%C3%A8re",
)


@pytest.mark.parametrize("asked", ASKED)
def test_the_results_page_sends_few_statements_and_as_many_for_one_answer_as_for_twenty(asked, directory, plain, recorded, app):
    sent = []
    for count in (1, 19):
        fill(directory, count)
        plain.get(asked)
        with recorded() as statements:
            assert plain.get(asked).status_code == 200
        sent.append(len(statements))

    assert sent[0] == sent[1], sent
    assert sent[0] <= MOST, sent


@pytest.mark.parametrize("asked", [f"/recherche?commune={GRENOBLE}", f"/recherche?q=laverie&commune={GRENOBLE}&rayon=2&ouvert=maintenant"])
def test_a_page_without_an_answer_looks_further_but_not_without_end(asked, directory, plain, recorded):
    fill(directory, 0)
    directory.fixed(north=90, hours="")
    directory.publish()
    plain.get(asked)
    with recorded() as statements:
        assert plain.get(asked).status_code == 200

    assert len(statements) <= MOST_IN_VAIN


def test_what_changes_for_a_time_costs_a_statement_or_two_whatever_their_number(directory, plain, recorded):
    sent = []
    for count in (1, 19):
        for _ in range(count):
            place = directory.fixed()
            directory.temporarily(place, "message", today(), today(), message="Entrée par la cour.")
        directory.publish()
        plain.get(ASKED[0])
        with recorded() as statements:
            plain.get(ASKED[0])
        sent.append(len(statements))

    assert sent[0] == sent[1] <= MOST + 2


@pytest.mark.parametrize("page", ["/", "/urgence", "/dispositifs/pcb", "/recherche", "/accessibilite", "/recherche?q=douche"])
def test_a_page_that_shows_no_listing_asks_the_database_for_the_version_at_most(page, plain, recorded):
    plain.get(page)
    with recorded() as statements:
        assert plain.get(page).status_code == 200

    assert len(statements) <= 1


def test_a_structure_with_many_services_sends_no_more_statements_than_one_with_a_single_service(directory, plain, recorded):
    sent = []
    for count in (1, 20):
        structure = directory.structure()
        for number in range(count):
            directory.fixed(structure=structure, north=number)
            directory.remote(structure=structure, eligible=[("departement", "38")])
        directory.publish()
        plain.get(f"/structures/{structure.id}")
        with recorded() as statements:
            assert plain.get(f"/structures/{structure.id}").status_code == 200
        sent.append(len(statements))

    assert sent[0] == sent[1], sent


def test_what_a_reader_has_already_costs_one_statement(directory, plain, recorded):
    fill(directory, 3)
    tag = plain.get(ASKED[0]).headers["ETag"]
    with recorded() as statements:
        assert plain.get(ASKED[0], headers={"If-None-Match": tag}).status_code == 304

    assert len(statements) <= 1
