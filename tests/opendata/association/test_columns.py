"""Columns guessed: by their heading, else by their values; each choice says how sure it is, and nothing about persons is read."""

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.opendata.association.columns import DATA, Choice, Sureness, UnknownColumn, _key, forced_of, guess_columns, titles

HEADINGS_OF_ASSOCIATIONS = {
    "Nom de la structure": "structure", "Type d’accueil": "type", "Adresse postale": "adresse", "CP": "code_postal", "Ville": "commune",
    "Tél.": "telephone", "Mail": "courriel", "Horaires": "horaires", "Jours d’ouverture": "jours", "Public accueilli": "publics",
    "Site internet": "site_web", "Gratuit ?": "frais", "Lat": "latitude", "Long.": "longitude", "Description": "description",
    "Conditions": "conditions_acces",
    "Documents à apporter": "documents", "Langues": "langues", "N° SIRET": "siret", "RDV ?": "rendez_vous",
    "Mis à jour le": "date_maj", "Lundi": "lundi", "DIMANCHE": "dimanche", "Bâtiment": "complement_adresse", "Service": "nom",
}  # fmt: skip
HSDS = {
    "organization_name": "structure", "service_name": "nom", "address_1": "adresse", "postal_code": "code_postal", "city": "commune",
    "phone": "telephone", "email": "courriel", "url": "site_web",
    "opening_hours": "horaires", "latitude": "latitude", "longitude": "longitude",
    "eligibility": "conditions_acces", "languages": "langues", "required_documents": "documents", "last_modified": "date_maj",
}  # fmt: skip
V1 = (
    "id", "nom", "date_maj", "description", "siret", "adresse", "complement_adresse", "code_postal", "commune", "code_insee",
    "latitude", "longitude",
    "telephone", "courriel", "site_web", "horaires_accueil", "accessibilite_lieu", "thematiques", "frais", "frais_precisions", "publics",
    "publics_precisions", "conditions_acces", "modes_accueil", "lien_mobilisation", "modes_mobilisation", "mobilisable_par",
    "mobilisation_precisions", "lien_source", "structure_nom",
)  # fmt: skip


def chosen(headings, rows=(), forced=None):
    return {choice.heading: (choice.field, choice.sureness) for choice in guess_columns(headings, rows, forced).choices}


@pytest.mark.parametrize("table", [HEADINGS_OF_ASSOCIATIONS, HSDS], ids=["association", "hsds"])
def test_headings_that_people_and_programs_write_are_known(table) -> None:
    assert chosen(list(table)) == {heading: (field, Sureness.EXACT) for heading, field in table.items()}


def test_the_names_of_v1_are_known() -> None:
    renamed = {"id": "identifiant", "horaires_accueil": "horaires", "structure_nom": "structure"}
    assert chosen(V1) == {name: (renamed.get(name, name), Sureness.EXACT) for name in V1}


def test_no_heading_stands_for_two_fields() -> None:
    known = [key for keys in titles().values() for key in keys]
    assert sorted(known) == sorted(set(known))
    assert (DATA / "titres.csv").read_text(encoding="utf-8").startswith("champ,titres\n")


def test_every_known_heading_leads_to_its_field() -> None:
    with (DATA / "titres.csv").open(encoding="utf-8", newline="") as file:
        known = [(title, row["champ"]) for row in csv.DictReader(file) for title in row["titres"].split("|")]
    before = {field: ["Nom de la structure"] if field == "nom" else [] for _, field in known}
    assert [title for title, field in known if guess_columns([*before[field], title], []).headings.get(field) != title] == []


def test_accents_case_articles_plurals_and_marks_do_not_matter() -> None:
    assert chosen(["  ADRESSES POSTALES *", "horaire d'accueil"]) == {
        "  ADRESSES POSTALES *": ("adresse", Sureness.EXACT),
        "horaire d'accueil": ("horaires", Sureness.EXACT),
    }


def test_a_misspelt_or_longer_heading_is_close() -> None:
    assert chosen(["Adrese postale", "Téléphone (secrétariat)", "Commune d’implantation"]) == {
        "Adrese postale": ("adresse", Sureness.CLOSE),
        "Téléphone (secrétariat)": ("telephone", Sureness.CLOSE),
        "Commune d’implantation": ("commune", Sureness.CLOSE),
    }


def test_a_close_heading_whose_values_say_otherwise_is_not_taken() -> None:
    assert chosen(["Numéro SIREN"], [{"Numéro SIREN": "123456789"}]) == {}


@pytest.mark.parametrize(
    "heading",
    [
        "Horaires été",
        "Horaires vacances scolaires",
        "Horaires (Ramadan)",
        "Horaires téléphoniques",
        "Adresse du siège",
        "Description interne",
    ],
)
def test_hours_and_addresses_of_another_time_or_place_are_left(heading) -> None:
    assert chosen([heading], [{heading: "lundi 9h-12h"}] * 3) == {}


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("courriel", ["accueil@exemple.org", "", "contact@exemple.org"]),
        ("telephone", ["04 12 00 00 00", "+33 4 12 00 00 00"]),
        ("code_postal", ["69003", "07000"]),
        ("siret", ["123 456 789 00012"]),
        ("coordonnees", ["45.75, 4.85", "44.73;4.59"]),
        ("latitude", ["45.7597", "44,7353"]),
        ("longitude", ["4.8422", "4,5989"]),
        ("site_web", ["https://exemple.org", "www.exemple.org"]),
        ("commune", ["Lyon", "PRIVAS"]),
        ("horaires", ["lundi au vendredi 9h-12h", "Mo-Fr 09:00-12:00"]),
        ("type", ["Accueil de jour", "Douches / Laverie solidaire"]),
    ],
)
def test_a_column_without_a_known_heading_is_known_by_its_values(field, values) -> None:
    assert chosen(["Colonne Z"], [{"Colonne Z": value} for value in values]) == {"Colonne Z": (field, Sureness.CONTENT)}


def test_values_that_differ_tell_nothing() -> None:
    assert chosen(["Colonne Z"], [{"Colonne Z": value} for value in ("69003", "bonjour", "x@exemple.org")]) == {}


def test_a_number_is_no_code_of_a_commune_without_its_heading() -> None:
    guess = guess_columns(["CP", "Truc"], [{"CP": "69003", "Truc": "69001"}])
    assert guess.unused == ("Truc",)


def test_a_heading_serves_one_field_and_a_field_one_heading_the_best_known_first() -> None:
    guess = guess_columns(["Portable", "Association", "Téléphone", "Nom de la structure"], [])
    assert guess.headings == {"telephone": "Téléphone", "structure": "Nom de la structure"}
    assert guess.unused == ("Portable", "Association")


def test_a_name_alone_is_the_organisation_and_beside_one_the_service() -> None:
    assert guess_columns(["Nom"], []).headings == {"structure": "Nom"}
    assert guess_columns(["Association", "Nom"], []).headings == {"structure": "Association", "nom": "Nom"}
    assert not guess_columns(["Ville"], []).is_usable


@pytest.mark.parametrize(
    "heading",
    ["Nom du référent", "Prénom", "Tél. du responsable", "Mail président", "Contact (nom)", "contact_nom_prenom", "Personne contact"],
)
def test_columns_about_persons_are_never_read(heading) -> None:
    guess = guess_columns(["Association", heading], [{heading: "jeanne@exemple.org"}] * 3)
    assert guess.personal == (heading,)
    assert heading not in guess.headings.values()


def test_a_name_beside_a_first_name_is_a_person() -> None:
    assert guess_columns(["Association", "Nom", "Prénom"], []).personal == ("Nom", "Prénom")


def test_a_contact_is_what_its_values_are() -> None:
    assert chosen(["Contact"], [{"Contact": "accueil@exemple.org"}]) == {"Contact": ("courriel", Sureness.CONTENT)}
    assert chosen(["Contact"], [{"Contact": "Jeanne Exemple"}]) == {}


def test_a_known_heading_with_strange_values_is_doubtful() -> None:
    guess = guess_columns(["CP", "Y"], [{"CP": "Lyon", "Y": "6519000,12"}])
    assert guess.choices == (
        Choice("code_postal", "CP", Sureness.EXACT, is_doubtful=True),
        Choice("latitude", "Y", Sureness.EXACT, is_doubtful=True),
    )


def test_a_person_may_choose_the_heading_of_a_field_or_leave_it_out() -> None:
    headings = ["Association", "Lieu", "Mail", "Prénom"]
    forced = forced_of(["commune=lieu", "courriel=", "nom = Prénom"], headings)
    assert chosen(headings, [{"Mail": "a@exemple.org"}], forced) == {
        "Lieu": ("commune", Sureness.FORCED),
        "Prénom": ("nom", Sureness.FORCED),
        "Association": ("structure", Sureness.EXACT),
    }


@pytest.mark.parametrize(
    ("pair", "said"),
    [("ville=Lieu", "« ville » n’existe pas"), ("commune=Bourg", "« Bourg » n’est pas dans le fichier"), ("commune", None)],
)
def test_a_choice_that_cannot_be_made_is_told(pair, said) -> None:
    if said is None:
        assert forced_of([pair], ["Lieu"]) == {"commune": ""}
        return
    with pytest.raises(UnknownColumn, match=said):
        forced_of([pair], ["Lieu"])


@settings(deadline=None)
@given(st.lists(st.one_of(st.text(max_size=30), st.sampled_from([*HEADINGS_OF_ASSOCIATIONS, *V1])), max_size=30, unique=True), st.data())
def test_every_heading_is_used_left_or_personal_and_only_one_of_them(headings, data) -> None:
    rows = [
        {
            heading: data.draw(st.one_of(st.none(), st.text(max_size=20), st.integers(), st.sampled_from(["69003", "a@b.fr"])))
            for heading in headings
        }
    ]
    guess = guess_columns(headings, rows)
    told = [*(choice.heading for choice in guess.choices), *guess.unused, *guess.personal]
    assert sorted(told) == sorted(headings)
    assert len(guess.headings) == len(guess.choices)


def test_a_heading_of_nothing_but_links_keeps_its_words() -> None:
    assert _key("Le") == "le"
