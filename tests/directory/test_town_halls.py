import re

import pytest
from sqlalchemy import func, select

from app.core.unit_of_work import unit_of_work
from app.directory import queries
from app.directory.loading.town_halls import load_town_halls, town_halls
from app.directory.models import Hours, IndexEntry, Location, Service, Structure
from tests.support import dataset
from tests.support.factories import GRENOBLE, PRIVAS
from tests.support.results import ResultsPage

pytestmark = pytest.mark.usefixtures("directory", "monday")


@pytest.fixture
def of_privas(session):
    """The town hall of Privas, as the first start loads it."""
    dataset.load_town_halls(session, [PRIVAS])
    return session.scalars(select(Service)).one()


def counts(session):
    return [session.scalar(select(func.count()).select_from(model)) for model in (Structure, Service, Location, Hours, IndexEntry)]


def test_every_town_hall_is_loaded_once_and_found_from_its_commune(session, plain):
    with unit_of_work(session):
        added = load_town_halls(session)
    before, version = counts(session), queries.version(session)
    with unit_of_work(session):
        again = load_town_halls(session)

    assert (added, again) == (4021, 0)
    assert counts(session) == before
    assert before[0] == before[1] == before[2] == 4021
    assert queries.version(session) == version
    for row in list(town_halls())[::250]:
        page = ResultsPage(plain.get(f"/recherche?q=domiciliation&commune={row['code_insee']}&tri=distance"))
        assert any(row["commune"] in card.text for card in page.cards[:3]), row


def test_progress_is_told_and_adds_up(session):
    told = []
    with unit_of_work(session):
        load_town_halls(session, codes=[PRIVAS, GRENOBLE], progress=told.append)

    assert sum(told) == 2


def test_loading_goes_on_where_it_was_cut(session):
    dataset.load_town_halls(session, [PRIVAS])
    with pytest.raises(RuntimeError), unit_of_work(session):
        load_town_halls(session, codes=[PRIVAS, GRENOBLE], progress=cut_the_power)
    dataset.load_town_halls(session, [PRIVAS, GRENOBLE])

    assert sorted(session.scalars(select(Structure.source_id))) == [PRIVAS, GRENOBLE]


def cut_the_power(_count):
    msg = "no more current"
    raise RuntimeError(msg)


def test_what_somebody_changed_here_is_not_overwritten(of_privas, session):
    of_privas.telephone = "04 00 00 00 00"
    session.commit()
    dataset.load_town_halls(session, [PRIVAS])
    session.expire_all()

    assert of_privas.telephone == "04 00 00 00 00"


def test_a_town_hall_says_that_it_tells_who_domiciles_and_that_this_is_to_be_confirmed(of_privas, find):
    page = find(q="domiciliation Privas")

    (card,) = page.cards
    assert card.name == "Mairie de Privas"
    assert "Domiciliation · premier renseignement" in card.text
    assert "La mairie vous dit qui domicilie ici (CCAS, CIAS, association agréée)." in card.text
    assert "Horaires de la mairie, à confirmer" in card.text
    assert page.understood == ["domiciliation"]


def test_the_sheet_of_a_town_hall_says_that_its_hours_are_to_be_confirmed(of_privas, client):
    text = client.get(f"/services/{of_privas.id}").text.replace("\u00a0", " ")

    assert "Horaires de la mairie, à confirmer." in text
    assert "Informations à confirmer : appelez avant d’y aller." in text
    assert "Annuaire de l’administration (DILA), Licence Ouverte" in text
    assert "Vérifié" not in text


def test_the_sheet_of_a_town_hall_says_the_law_of_domiciliation(of_privas, client):
    text = client.get(f"/services/{of_privas.id}").text

    assert "C’est gratuit." in text
    assert "même dans une voiture" in text
    assert "deux mois" in text


def test_a_town_hall_gives_its_telephone_its_address_its_map_and_its_hours(of_privas, find):
    (card,) = find(q="domiciliation Privas").cards
    row = next(row for row in town_halls() if row["code_insee"] == PRIVAS)
    page = find(q="domiciliation Privas").html

    assert row["adresse"] in card.text
    assert "07000 Privas" in card.text
    assert f'href="tel:+33{re.sub(r"[^0-9]", "", row["telephone"])[1:]}"' in page or row["telephone"].replace(" ", "") in page
    assert f"mlat={float(row['latitude']):.5f}" in page
    assert card.status.startswith(("Ouvert", "Fermé"))
    assert "Aujourd’hui" in card.text or "Demain" in card.text


def test_a_town_hall_stands_under_domiciliation_alone(of_privas, find):
    assert find(q="laverie solidaire Privas").cards == []
    assert find(besoin="adresse", commune=PRIVAS).names == ["Mairie de Privas"]
    assert find(besoin="dormir", commune=PRIVAS).cards == []


def test_where_nothing_answers_the_town_hall_is_offered(of_privas, find):
    page = find(q="laverie solidaire Privas")

    assert page.counted.startswith("Aucune réponse")
    assert page.all_names == ["Mairie de Privas"]
    assert "La mairie peut vous dire qui aide près de chez vous." in page.text


@pytest.mark.parametrize(("language", "words"), [("en", "to be confirmed"), ("ar", "البلدية")])
def test_a_town_hall_speaks_the_language_of_the_reader(language, words, of_privas, find):
    (card,) = find(q="domiciliation Privas", lang=language).cards

    assert words in card.text
    assert "à confirmer" not in card.text


def test_an_embedded_default_is_marked_so_in_the_rows(of_privas):
    assert of_privas.is_default
    assert of_privas.structure.is_default
    assert of_privas.hours_confirmed_at is None
