"""The audit journal: administrators read what was done, newest first, in words; no name in it."""

import pytest

from app.core.audit import Doer, record
from app.core.unit_of_work import unit_of_work
from app.orientations import journal_queries
from app.orientations.rules import Actor

pytestmark = pytest.mark.one_engine
"""Pages and words; what depends on the database is tried on both, in the tests beside."""

PATH = "/administration/journal"


@pytest.fixture
def administrator(app, signed_in_as):
    client = app.test_client()
    signed_in_as(client, email="administration@exemple.fr", roles=[("administrateur", "")], second_factor=True)
    return client


def text_of(client, path=PATH) -> str:
    page = client.get(path)
    assert page.status_code == 200
    return page.get_data(as_text=True)


def test_it_says_who_did_what_in_words_the_newest_first(session, administrator) -> None:
    with unit_of_work(session):
        record(session, "orientation:opened", Doer(Actor.TARGET, 7), ("orientation", 12))
        record(session, "orientation:exported", Doer(Actor.SENDER, 8), ("organisation", 3), "avec-noms")
        record(session, "quelque-chose:inconnu", Doer("commande"))
    told = text_of(administrator).replace("\u202f", " ").replace("\xa0", " ")
    rows = told[told.index('class="rows') :]
    for words in ("orientation n° 12", "compte n° 7", "avec les noms", "Orientations exportées", "quelque-chose:inconnu"):
        assert words in rows
    assert rows.index("quelque-chose:inconnu") < rows.index("Orientations exportées") < rows.index("ouverte par qui reçoit")


def test_one_action_alone_and_pages(session, administrator) -> None:
    with unit_of_work(session):
        record(session, "keys:rotated", Doer("commande"))
        for number in range(journal_queries.PAGE + 1):
            record(session, "orientation:opened", Doer(Actor.TARGET), ("orientation", number + 1))
    alone = text_of(administrator, f"{PATH}?quoi=keys:rotated")
    assert "orientation n°" not in alone[alone.index('class="rows') :]
    second = text_of(administrator, f"{PATH}?quoi=orientation:opened&page=2")
    assert second.count("ouverte par qui reçoit</strong>") == 1
    assert "page=2" in text_of(administrator, f"{PATH}?quoi=orientation:opened")


def test_an_empty_journal_says_so(administrator) -> None:
    assert "Rien n’est encore inscrit" in text_of(administrator)


@pytest.mark.parametrize("role", ["moderateur", "coordinateur"])
def test_nobody_else_reads_it(client, signed_in_as, role) -> None:
    signed_in_as(client, roles=[(role, "")], organisations={"Association": "proprietaire"}, second_factor=True)
    assert client.get(PATH).status_code == 404


def test_an_administrator_gives_the_second_factor_first(client, signed_in_as) -> None:
    signed_in_as(client, roles=[("administrateur", "")])
    assert "/connexion/verification" in client.get(PATH).headers["Location"]
