import pytest

from app.directory.rules import Audience, Mobilisation, Public
from tests.support.factories import GRENOBLE, PRIVAS, VIENNE


def test_a_public_keeps_what_receives_it_and_what_receives_everyone(directory, find):
    for_women = directory.fixed(publics=["femmes"], audience=Audience.EXCLUSIVE)
    for_all = directory.fixed(publics=["tous-publics"])
    unsaid = directory.fixed(publics=[])
    for_young = directory.fixed(publics=["jeunes"], audience=Audience.EXCLUSIVE)
    directory.publish()

    page = find(commune=GRENOBLE, public="femmes")

    assert set(page.names) == {for_women.nom, for_all.nom, unsaid.nom}
    assert for_young.nom in page.refused


def test_several_publics_add_up(directory, find):
    women, young = (directory.fixed(publics=[public], audience=Audience.EXCLUSIVE) for public in ("femmes", "jeunes"))
    directory.fixed(publics=["seniors"], audience=Audience.EXCLUSIVE)
    directory.publish()

    assert set(find(commune=GRENOBLE, public=["femmes", "jeunes"]).names) == {women.nom, young.nom}


@pytest.mark.parametrize("public", Public)
def test_every_public_can_be_asked_for(public, directory, find):
    there = directory.fixed(publics=[public.value], audience=Audience.EXCLUSIVE)
    directory.publish()

    page = find(commune=GRENOBLE, public=public.value)

    assert page.status_code == 200
    assert page.names == [there.nom]


def test_a_near_place_that_is_for_others_says_for_whom_it_is(directory, find):
    directory.fixed()
    reserved = directory.fixed(publics=["femmes"], audience=Audience.EXCLUSIVE, north=0.5)
    directory.publish()

    page = find(commune=GRENOBLE, public="jeunes")

    assert "Réservé : femmes" in page.refused[reserved.nom]


def test_for_whom_it_is_stands_on_the_card(directory, find):
    directory.fixed(publics=["jeunes"], audience=Audience.EXCLUSIVE, age_min=16, age_max=25)
    directory.publish()

    (card,) = find(commune=GRENOBLE).cards

    assert "Réservé : jeunes, de 16 à 25 ans" in card.text


@pytest.mark.parametrize(
    ("asked", "described", "missing"),
    [
        ({"acces": "sans-rendez-vous"}, {"modes_mobilisation": [Mobilisation.COME]}, "sans rendez-vous"),
        ({"acces": "gratuit"}, {"frais": "gratuit"}, "gratuit"),
        ({"animaux": "1"}, {"animals": True}, "animaux acceptés"),
        ({"pmr": "1"}, {"step_free": True}, "accessible en fauteuil roulant"),
    ],
)
def test_each_filter_keeps_what_says_so_and_names_what_does_not(asked, described, missing, directory, find):
    silent = {"modes_mobilisation": [Mobilisation.CALL], "frais": None, "animals": None, "step_free": None}
    kept = directory.fixed(**{**silent, **described})
    other = directory.fixed(**silent)
    directory.publish()

    page = find(commune=GRENOBLE, **asked)

    assert page.names == [kept.nom]
    assert missing in page.refused[other.nom]


def test_what_needs_an_appointment_is_not_without_appointment(directory, find):
    directory.fixed(by_appointment=True)
    kept = directory.fixed()
    directory.publish()

    assert find(commune=GRENOBLE, acces="sans-rendez-vous").names == [kept.nom]


@pytest.mark.parametrize("spoken", ["ar", "fsl", "kab", "uk"])
def test_a_spoken_language_keeps_what_speaks_it(spoken, directory, find):
    kept = directory.fixed(spoken_languages=["fr", spoken])
    other = directory.fixed(spoken_languages=["fr"])
    directory.publish()

    page = find(commune=GRENOBLE, langue=spoken)

    assert page.names == [kept.nom]
    assert "parle cette langue" in page.refused[other.nom]


def test_filters_are_all_asked_at_once(directory, find):
    kept = directory.fixed(frais="gratuit", animals=True, publics=["femmes"])
    directory.fixed(frais="gratuit", publics=["femmes"])
    directory.fixed(animals=True, publics=["femmes"])
    directory.fixed(frais="gratuit", animals=True, publics=["jeunes"], audience=Audience.EXCLUSIVE)
    directory.publish()

    assert find(commune=GRENOBLE, acces="gratuit", animaux="1", public="femmes").names == [kept.nom]


@pytest.mark.parametrize(
    "eligible",
    [
        [("commune", GRENOBLE)],
        [("epci", "200040715")],
        [("departement", "38")],
        [("collectivite", "38")],
        [("region", "84")],
        [("pays", "FR")],
        [("commune", PRIVAS), ("commune", GRENOBLE)],
        [("departement", "07"), ("departement", "26"), ("epci", "200040715")],
    ],
)
def test_what_is_for_the_people_of_an_area_is_shown_to_them_wherever_it_stands(eligible, directory, find):
    kept = directory.fixed(north=2, eligible=eligible)
    directory.publish()

    assert find(commune=GRENOBLE).names == [kept.nom]


@pytest.mark.parametrize(
    "eligible",
    [[("commune", VIENNE)], [("departement", "07")], [("commune", VIENNE), ("commune", PRIVAS)], [("collectivite", "69M")]],
)
def test_what_is_for_the_people_of_another_area_is_not_shown(eligible, directory, find):
    directory.fixed(eligible=eligible)
    directory.publish()

    page = find(commune=GRENOBLE)

    assert page.names == []
    assert page.refused == {}


def test_what_is_for_organisations_is_never_shown_to_persons(directory, find, client):
    hidden = directory.fixed(organisations_only=True, nom="Entrepôt réservé aux associations")
    remote = directory.remote(organisations_only=True, nom="Ligne réservée aux associations")
    team = directory.team(("departement", "38"), organisations_only=True, nom="Équipe réservée aux associations")
    directory.publish()

    here = {"commune": GRENOBLE}
    for asked in (here, {"lieu": "Isère"}, {**here, "public": "femmes"}, {**here, "q": "réservé associations"}):
        page = find(**asked)
        assert page.all_names == []
        assert page.refused == {}
    for service in (hidden, remote, team):
        assert client.get(f"/services/{service.id}").status_code == 404
        assert service.nom not in client.get(f"/structures/{service.structure_id}").text
    assert client.get("/sitemap-services-1.xml").status_code == 404
