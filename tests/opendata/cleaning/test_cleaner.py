"""Whole rows: what is kept, what is left out, what is refused, and what is told of each."""

import pytest
from data_inclusion.schema import v1

from app.directory.columns import ADDRESS
from app.opendata.cleaning import Cleaner, codes
from app.opendata.files import MISFIT
from app.opendata.rules import Level
from app.territory.gazetteer import gazetteer

STRUCTURE = {
    "source": "dora",
    "id": "dora--1",
    "nom": "Centre social",
    "code_insee": "38185",
    "code_postal": "38000",
    "commune": "Grenoble",
}
SERVICE = STRUCTURE | {"id": "dora--s1", "structure_id": "dora--1", "nom": "Aide aux démarches"}
GRENOBLE = gazetteer().communes["38185"]


def structure(cleaner=None, **changes):
    return (cleaner or Cleaner()).structure(2, STRUCTURE | changes)


def service(cleaner=None, **changes):
    return (cleaner or Cleaner()).service(2, SERVICE | changes)


def levels(remarks):
    return [(remark.field, remark.level) for remark in remarks]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (codes.FRAIS, v1.Frais),
        (codes.MOBILISABLE_PAR, v1.PersonneMobilisatrice),
        (codes.MODES_ACCUEIL, v1.ModeAccueil),
        (codes.MODES_MOBILISATION, v1.ModeMobilisation),
        (codes.PUBLICS, v1.Public),
        (codes.RESEAUX_PORTEURS, v1.ReseauPorteur),
        (codes.THEMATIQUES, v1.Thematique),
        (codes.TYPES, v1.TypeService),
    ],
)
def test_codes_are_those_of_data_inclusion(ours, theirs):
    assert ours == {code.value for code in theirs}


def test_every_column_is_there_even_when_upstream_says_nothing():
    incoming, remarks = service()
    assert remarks == []
    assert incoming.values == {
        "nom": "Aide aux démarches", "description": "", "lien_source": None, "date_maj": None, "type": None, "thematiques": [],
        "frais": None,
        "frais_precisions": "", "publics": [], "publics_precisions": "", "conditions_acces": "", "telephone": "", "courriel": "",
        "modes_accueil": [], "lien_mobilisation": "", "modes_mobilisation": [], "mobilisable_par": [], "mobilisation_precisions": "",
        "volume_horaire_hebdomadaire": None, "nombre_semaines": None,
    }  # fmt: skip
    assert dict(zip(ADDRESS, incoming.place, strict=True))["code_insee"] == "38185"
    assert incoming[:3] == ("dora", "dora--s1", "dora--1")
    assert incoming.hours == ("", "")
    assert incoming.areas == ()


def test_the_name_of_a_person_is_never_read():
    incoming, remarks = service(contact_nom_prenom="Camille Exemple")
    assert "Camille" not in repr((incoming, remarks))


@pytest.mark.parametrize("field", ["id", "source", "nom"])
@pytest.mark.parametrize("value", [None, "", "nan", " ", float("nan")])
def test_a_line_without_identifier_or_name_is_refused(field, value):
    for clean in (structure, service):
        incoming, remarks = clean(**{field: value})
        assert incoming is None
        assert levels(remarks) == [(field, Level.REFUSED)]


def test_a_service_without_structure_is_refused():
    assert service(structure_id="")[0] is None
    assert levels(service(structure_id="x" * 121)[1]) == [("structure_id", Level.REFUSED)]


def test_identifiers_too_long_for_the_directory_are_refused_not_cut():
    assert levels(structure(id="x" * 121)[1]) == [("id", Level.REFUSED)]
    assert levels(structure(source="x" * 61)[1]) == [("source", Level.REFUSED)]


def test_long_texts_are_kept_whole():
    incoming, remarks = service(nom="n" * 400, description="d" * 50_000)
    assert (len(incoming.values["nom"]), len(incoming.values["description"])) == (400, 50_000)
    assert remarks == []


def test_a_text_beyond_measure_is_put_aside_and_told():
    incoming, remarks = service(description="d" * 100_001)
    assert incoming.values["description"] == ""
    assert levels(remarks) == [("description", Level.WARNING)]


def test_what_the_reader_saw_of_a_line_is_told():
    assert levels(service(**{MISFIT: (Level.WARNING, "Trop court.")})[1]) == [("", Level.WARNING)]
    assert service(**{MISFIT: (Level.REFUSED, "Décalée.")})[0] is None


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ({"code_insee": None, "code_postal": "38000", "commune": "Grenoble"}, "38185"),
        ({"code_insee": "", "code_postal": "38000", "commune": "GRENOBLE CEDEX 1"}, "38185"),
        ({"code_insee": "", "code_postal": "38021", "commune": "Grenoble Cedex"}, "38185"),
        ({"code_insee": "", "code_postal": "69003", "commune": "Lyon"}, "69383"),
        ({"code_insee": "", "code_postal": "69003", "commune": "Lyon 3e Arrondissement"}, "69383"),
        ({"code_insee": "", "code_postal": "69003", "commune": ""}, "69383"),
        ({"code_insee": "", "code_postal": "42000", "commune": "St Etienne"}, "42218"),
        ({"code_insee": "", "code_postal": 1000, "commune": "Bourg-en-Bresse"}, "01053"),
        ({"code_insee": 1053, "code_postal": 1000, "commune": None}, "01053"),
        ({"code_insee": "1053.0", "code_postal": None, "commune": None}, "01053"),
    ],
)
def test_the_commune_is_found(address, found):
    incoming, remarks = structure(**address)
    assert incoming.values["code_insee"] == found
    assert incoming.values["commune"]
    assert remarks == []


def test_an_old_code_gives_way_to_the_postcode_and_is_told():
    incoming, remarks = structure(code_insee="38999")
    assert incoming.values["code_insee"] == "38185"
    assert levels(remarks) == [("code_insee", Level.WARNING)]


def test_a_place_known_by_its_departement_only_is_kept():
    incoming, _ = structure(code_insee="", code_postal="38999", commune="Nulle-Part")
    assert incoming.values["code_insee"] == ""
    assert incoming.values["code_postal"] == "38999"


@pytest.mark.parametrize(
    ("latitude", "longitude", "words"),
    [
        (GRENOBLE.longitude, GRENOBLE.latitude, "inversées"),
        (48.85, 2.35, "30 km"),
        (0, 0, "hors de France"),
        (4518.0, 572.0, "hors de France"),
        ("abc", "5.7", "pas des nombres"),
        (45.18, None, "manque"),
    ],
)
def test_coordinates_that_cannot_be_are_put_aside(latitude, longitude, words):
    incoming, (remark,) = structure(latitude=latitude, longitude=longitude)
    assert (incoming.values["latitude"], incoming.values["longitude"]) == (None, None)
    assert words in remark.message
    assert remark.level is Level.WARNING


def test_coordinates_are_kept_however_they_are_written():
    for latitude, longitude in ((45.18, 5.72), ("45.18", "5.72"), ("45,18", " 5,72 ")):
        incoming, remarks = structure(latitude=latitude, longitude=longitude)
        assert (incoming.values["latitude"], incoming.values["longitude"], remarks) == (45.18, 5.72, [])


PARIS = {"code_insee": "75056", "code_postal": "75001", "commune": "Paris"}
NO_PLACE = {"code_insee": None, "code_postal": None, "commune": None}


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, True),
        (PARIS, False),
        (PARIS | {"zone_eligibilite": ["38"], "modes_accueil": ["en-presentiel"]}, False),
        (PARIS | {"zone_eligibilite": ["38"], "modes_accueil": ["a-distance"]}, True),
        (PARIS | {"modes_accueil": ["a-distance"]}, False),
        (NO_PLACE | {"zone_eligibilite": ["france"]}, True),
        (NO_PLACE | {"zone_eligibilite": "['99100']"}, True),
        (NO_PLACE | {"zone_eligibilite": ["75", "38185"]}, True),
        (NO_PLACE | {"zone_eligibilite": [GRENOBLE.epci]}, True),
        (NO_PLACE | {"zone_eligibilite": ["75"]}, False),
        (NO_PLACE | {"zone_eligibilite": ["84"]}, False),
        (NO_PLACE, False),
    ],
)
def test_a_service_counts_where_people_can_have_it(changes, counts):
    incoming, remarks = service(**changes)
    assert (incoming is not None) is counts
    assert levels(remarks) == ([] if counts else [("", Level.SKIPPED)])


def test_departements_restrict_what_counts():
    for wanted, counts in ((["38", "69"], True), (["01"], False)):
        assert (structure(Cleaner(wanted))[0] is not None) is counts
        assert (service(Cleaner(wanted))[0] is not None) is counts
        assert (service(Cleaner(wanted), **NO_PLACE, zone_eligibilite=["38"])[0] is not None) is counts
        assert service(Cleaner(wanted), **NO_PLACE, zone_eligibilite=["france"])[0] is not None


def test_a_structure_of_elsewhere_is_kept_when_a_service_that_counts_needs_it():
    cleaner = Cleaner()
    assert levels(structure(cleaner, **PARIS)[1]) == [("", Level.SKIPPED)]
    cleaner.need("dora", "dora--1")
    assert structure(cleaner, **PARIS)[0] is not None
    assert structure(cleaner, **PARIS, id="dora--2")[0] is None


def test_a_service_that_says_nothing_of_where_follows_its_structure():
    cleaner = Cleaner()
    assert service(cleaner, **NO_PLACE)[0] is None
    structure(cleaner)
    incoming, _ = service(cleaner, **NO_PLACE)
    assert incoming.place is None


@pytest.mark.parametrize(
    ("written", "areas"),
    [
        (["38", "75", "38"], (("departement", "38"),)),
        (["38185", "200040715", "69"], (("commune", "38185"), ("departement", "69"), ("epci", "200040715"))),
        (["69381"], (("commune", "69381"),)),
        (["69M"], (("collectivite", "69M"),)),
        (["france", "38"], (("pays", "FR"),)),
        (["99100"], (("pays", "FR"),)),
        (["99109", "38"], (("departement", "38"),)),
        ("['1']", (("departement", "01"),)),
        (None, ()),
    ],
)
def test_where_people_must_live_is_read(written, areas):
    incoming, remarks = service(zone_eligibilite=written)
    assert incoming.areas == areas
    assert remarks == []


def test_a_zone_that_is_all_elsewhere_or_no_zone_is_told():
    assert levels(service(zone_eligibilite=["75"])[1]) == [("zone_eligibilite", Level.WARNING)]
    assert levels(service(zone_eligibilite=["38", "partout"])[1]) == [("zone_eligibilite", Level.WARNING)]
    assert levels(service(zone_eligibilite=["38", "38999"])[1]) == [("zone_eligibilite", Level.WARNING)]


def test_everyone_with_others_is_everyone():
    incoming, remarks = service(publics=["femmes", "tous-publics"])
    assert incoming.values["publics"] == ["tous-publics"]
    assert levels(remarks) == [("publics", Level.WARNING)]


def test_the_trouble_of_one_value_leaves_the_others():
    incoming, remarks = service(
        date_maj="2199-01-01", thematiques="['sante--addictions' 'sante--inconnue']", horaires_accueil="sur rendez-vous", courriel="***"
    )
    assert incoming.values["thematiques"] == ["sante--addictions"]
    assert incoming.hours == ("", "sur rendez-vous")
    assert {remark.field for remark in remarks} == {"date_maj", "thematiques", "horaires_accueil"}
    assert {(remark.file, remark.line, remark.identifier, remark.level) for remark in remarks} == {
        ("services", 2, "dora--s1", Level.WARNING)
    }


def test_the_columns_of_version_0_are_read():
    incoming, remarks = Cleaner().service(
        2,
        {
            "source": "dora", "id": "s1", "structure_id": "1", "nom": "Écoute", "presentation_resume": "Court.",
            "presentation_detail": "Long.",
            "types": ["accueil"], "profils": ["personnes-handicapees", "adultes"], "frais": ["gratuit", "pass-numerique"],
            "modes_orientation_beneficiaire": ["envoyer-un-mail", "autre"], "modes_orientation_accompagnateur": ["telephoner"],
            "pre_requis": ["Avoir 18 ans"], "justificatifs": ["Carte d’identité"], "formulaire_en_ligne": "https://exemple.fr/f",
            "zone_diffusion_type": "region", "zone_diffusion_code": "84", "recurrence": "Mo 09:00-12:00",
        },
    )  # fmt: skip
    assert remarks == []
    assert incoming.areas == (("region", "84"),)
    assert incoming.hours == ("Mo 09:00-12:00", "")
    said = {
        "description": "Long.", "type": "information", "publics": ["personnes-en-situation-de-handicap"], "frais": "gratuit",
        "modes_mobilisation": ["envoyer-un-courriel", "telephoner"], "mobilisable_par": ["professionnels", "usagers"],
        "conditions_acces": "Avoir 18 ans\nCarte d’identité", "lien_mobilisation": "https://exemple.fr/f",
    }  # fmt: skip
    assert {name: incoming.values[name] for name in said} == said
