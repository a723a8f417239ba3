import re
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.text import fold
from app.territory.areas import area_code, areas_of, areas_of_departement
from app.territory.distance import kilometres
from app.territory.gazetteer import LYON, gazetteer
from app.territory.index import name_index
from app.territory.places import departement_name
from app.territory.resolve import of_commune, position, resolve
from app.territory.rules import Ambiguous, Found, PlaceKind, Point, Unknown
from app.territory.words import OUTSIDE

COMMUNES = [commune for commune in gazetteer().communes.values() if commune.type == "COM"]
GROUPS = defaultdict(list)
for _commune in COMMUNES:
    GROUPS[fold(_commune.nom)].append(_commune)
HOMONYMS = {name: communes for name, communes in GROUPS.items() if len(communes) > 1}
OVERSHADOWED = {"tournon", "romans", "le chambon", "clermont", "vaulx", "saint julien"}


def found(text):
    outcome = resolve(text)
    assert isinstance(outcome, Found), f"{text}: {outcome}"
    return outcome.place


def named(text):
    outcome = resolve(text)
    assert isinstance(outcome, Ambiguous), f"{text}: {outcome}"
    assert outcome.text == text
    return [place.label for place in outcome.places]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Grenoble", "Grenoble"),
        ("  grenoble ", "Grenoble"),
        ("SAINT ETIENNE", "Saint-Étienne"),
        ("St-Etienne", "Saint-Étienne"),
        ("saintetienne", "Saint-Étienne"),
        ("St Martin d'Heres", "Saint-Martin-d'Hères"),
        ("Ste Sigolène", "Sainte-Sigolène"),
        ("l’isle d’abeau", "L'Isle-d'Abeau"),
        ("puy en velay", "Le Puy-en-Velay"),
        ("au Puy-en-Velay", "Le Puy-en-Velay"),
        ("Le Puy", "Le Puy-en-Velay"),
        ("Bourgoin", "Bourgoin-Jallieu"),
        ("à Annecy", "Annecy"),
        ("ville de Voiron", "Voiron"),
        ("Bourg lez Valence", "Bourg-lès-Valence"),
        ("Romans s/ Isère", "Romans-sur-Isère"),
    ],
)
def test_a_commune_is_found_however_it_is_written(text, label):
    assert found(text).label == label
    assert found(text).kind is PlaceKind.COMMUNE


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Grenobel", "Grenoble"),
        ("Vileurbanne", "Villeurbanne"),
        ("Villeurbbanne", "Villeurbanne"),
        ("Annonai", "Annonay"),
        ("Sain Étienne", "Saint-Étienne"),
        ("Grenobel 38", "Grenoble"),
        ("38000 Grenobel", "Grenoble"),
        ("Ardehce", "Ardèche"),
    ],
)
def test_one_typing_error_is_forgiven(text, label):
    assert found(text).label == label


def test_two_typing_errors_are_a_suggestion():
    outcome = resolve("Vilurbanne")
    assert isinstance(outcome, Unknown)
    assert [place.label for place in outcome.suggestions] == ["Villeurbanne"]


def test_a_typing_error_that_fits_several_names_is_no_guess():
    outcome = resolve("Montagna")
    assert isinstance(outcome, Unknown)
    assert {"Montagny (Loire)", "Montagnat"} & {place.label for place in outcome.suggestions}


@pytest.mark.parametrize("text", sorted(OUTSIDE))
def test_a_town_elsewhere_is_not_taken_for_one_of_here(text):
    assert isinstance(resolve(text), Unknown)


@pytest.mark.parametrize("text", ["", "   ", "\0", "%%%", "💥", "a" * 10_000, "75001", "99999", "Lyon 12e", "٣٨٠٠٠", "' OR 1=1 --"])
def test_what_is_no_place_is_unknown(text):
    assert isinstance(resolve(text), Unknown)


@given(st.text(max_size=200))
def test_any_text_has_an_answer(text):
    assert isinstance(resolve(text), Found | Ambiguous | Unknown)


def test_every_commune_whose_name_is_its_own_is_found_by_it():
    for name, communes in GROUPS.items():
        if name not in HOMONYMS and name not in OVERSHADOWED:
            assert found(communes[0].nom).commune == communes[0]


def test_88_names_are_borne_by_several_communes_and_are_asked_about():
    assert len(HOMONYMS) == 88
    for communes in HOMONYMS.values():
        outcome = resolve(communes[0].nom)
        assert isinstance(outcome, Ambiguous)
        assert {place.commune for place in outcome.places} >= set(communes)
        populations = [place.commune.population for place in outcome.places if place.commune]
        assert populations == sorted(populations, reverse=True)


@pytest.mark.parametrize("name", sorted(OVERSHADOWED))
def test_a_village_whose_name_is_what_people_call_a_town_is_asked_about(name):
    outcome = resolve(name)
    assert isinstance(outcome, Ambiguous)
    assert GROUPS[name][0] in {place.commune for place in outcome.places}


def test_only_these_villages_are_asked_about_though_their_name_is_their_own():
    shared = {name for name, communes in name_index().names.items() if len(communes) > 1}
    assert shared - set(HOMONYMS) == OVERSHADOWED


def test_the_departement_beside_a_name_tells_every_homonym_apart():
    for communes in HOMONYMS.values():
        for commune in communes:
            departement = departement_name(commune.departement)
            for text in (
                f"{commune.nom} ({departement})",
                f"{commune.nom} {commune.departement}",
                f"{commune.nom}, {departement}",
            ):
                assert found(text).commune == commune


def test_every_label_leads_back_to_its_commune():
    for commune in COMMUNES:
        assert found(of_commune(commune).label).commune == commune


def test_a_postcode_beside_a_name_tells_it_apart():
    assert found("38000 Grenoble").label == "Grenoble"
    assert found("Saint-Just 63600").label == "Saint-Just (Puy-de-Dôme)"
    assert found("38021 Grenoble cedex 1").label == "Grenoble"
    assert found("69003 Lyon").label == "Lyon 3e"


@pytest.mark.parametrize("text", ["Vienne (38)", "Vienne 38", "Vienne en Isère", "Vienne, Isère", "Vienne dans le 38"])
def test_a_departement_may_be_said_in_many_ways(text):
    assert found(text).label == "Vienne"


def test_a_shortened_name_in_a_departement_is_found():
    assert found("Clermont 63").label == "Clermont-Ferrand"
    assert found("Romans 26").label == "Romans-sur-Isère"


def test_a_shortened_name_of_several_towns_is_asked_about():
    assert named("Bourg")[:2] == ["Bourg-en-Bresse", "Bourg-lès-Valence"]
    assert named("Villefranche")[0] == "Villefranche-sur-Saône"


def test_every_postcode_is_found_and_centred_on_its_most_populous_commune():
    postcodes = {postcode for commune in COMMUNES for postcode in commune.codes_postaux}
    assert len(postcodes) == 769
    for postcode in postcodes:
        place = found(postcode)
        served = [c for c in gazetteer().communes.values() if postcode in c.codes_postaux and c.code != LYON]
        assert place.commune == max(served, key=lambda c: (c.population, c.code))
        assert set(place.areas) == {area for commune in served for area in areas_of(commune)}
        assert (place.kind is PlaceKind.POSTCODE) == (len(served) > 1)


def test_a_postcode_of_several_communes_is_named_after_the_largest():
    place = found("07000")
    assert (place.label, place.commune.nom) == ("07000 Privas", "Privas")


def test_an_insee_code_that_is_no_postcode_is_found():
    assert found("38185").label == "Grenoble"


@pytest.mark.parametrize(
    "text",
    ["Lyon 7", "lyon 7e", "Lyon 7ème", "LYON VII", "69007", "7e arrondissement", "Lyon 7e arrondissement", "7ème arr. de Lyon"],
)
def test_an_arrondissement_of_lyon_is_found_however_it_is_written(text):
    place = found(text)
    assert (place.label, place.kind) == ("Lyon 7e", PlaceKind.ARRONDISSEMENT)
    assert area_code("commune", LYON) in place.areas


@pytest.mark.parametrize("number", range(1, 10))
def test_every_arrondissement_is_found_by_its_number_and_its_postcode(number):
    assert found(f"Lyon {number}").commune.code == f"6938{number}"
    assert found(f"6900{number}") == found(f"lyon {number}e")


@pytest.mark.parametrize("departement", gazetteer().departements.values(), ids=lambda d: d.nom)
def test_a_departement_is_found_by_its_name_and_its_number(departement):
    place = found(departement.nom)
    assert place == found(departement.code) == found(f"département de l’{departement.nom.upper()}")
    assert (place.kind, place.departement, place.label) == (PlaceKind.DEPARTEMENT, departement.code, departement.nom)
    assert place.commune.code == departement.chef_lieu
    assert place.areas == areas_of_departement(departement.code)


def test_the_metropole_de_lyon_is_bounded_by_its_own_border():
    metropole, rhone = found("Métropole de Lyon"), found("Rhône")
    assert (metropole.departement, metropole.collectivite, rhone.collectivite) == ("69", "69M", None)
    inside = [commune for commune in COMMUNES if metropole.is_bounding(commune)]
    assert {commune.collectivite for commune in inside} == {"69M"}
    assert {commune.departement for commune in COMMUNES if rhone.is_bounding(commune)} == {"69"}
    assert all(found("Privas").is_bounding(commune) for commune in COMMUNES)


def test_a_position_is_rounded_and_takes_the_areas_of_the_nearest_commune():
    outcome = position(45.186631234, 5.736319876)
    assert isinstance(outcome, Found)
    place = outcome.place
    assert (place.latitude, place.longitude, place.kind, place.label) == (45.187, 5.736, PlaceKind.POSITION, "")
    assert place.commune.nom == "Grenoble"
    assert place.areas == areas_of(place.commune)


def test_a_position_in_lyon_is_in_an_arrondissement():
    lyon = gazetteer().communes[LYON]
    assert position(lyon.latitude, lyon.longitude).place.commune.type == "ARM"


def test_a_position_just_outside_the_region_is_kept_and_one_far_away_is_not():
    assert isinstance(position(46.2044, 6.1432), Found)  # Geneva
    assert isinstance(position(48.8566, 2.3522), Unknown)  # Paris


@given(st.floats(), st.floats())
def test_any_two_numbers_have_an_answer(latitude, longitude):
    assert isinstance(position(latitude, longitude), Found | Unknown)


@settings(max_examples=40)
@given(st.floats(44.2, 46.7), st.floats(2.2, 7.0))
def test_the_nearest_commune_is_the_one_a_full_search_would_find(latitude, longitude):
    point = Point(round(latitude, 3), round(longitude, 3))
    nearest = min(kilometres(point, c.point) for c in gazetteer().communes.values() if c.code != LYON)
    outcome = position(latitude, longitude)
    if nearest <= 60:
        assert kilometres(point, outcome.place.commune.point) == pytest.approx(nearest)
    else:
        assert isinstance(outcome, Unknown)


def test_labels_of_places_hold_no_word_to_translate():
    for text in ("07000", "Lyon 7", "Ardèche", "Saint-Just 01"):
        assert not re.search(r"alentours|arrondissement|département", found(text).label)
