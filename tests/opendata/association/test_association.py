"""Whole tables of associations become structures and services: what is sure is read, the rest is told, nothing is invented."""

from datetime import date

import pytest

from app.opendata.association.reading import InvalidSource, checked_source
from app.opendata.rules import Level
from tests.opendata.association.tables_of_associations import SOURCE, read, semicolons, table, workbook

PLACE = ["1 rue des Exemples", "69003", "Lyon"]
HEADINGS = ["Association", "Type", "Adresse", "CP", "Ville"]


def remarks(lines):
    return [(remark.line, remark.field, remark.level) for line in lines for remark in line.remarks]


def test_a_table_with_semicolons_in_the_old_encoding(tmp_path) -> None:
    lines = read(semicolons(tmp_path / "annuaire.csv", [
        ["Nom de la structure", "Type d’accueil", "Adresse postale", "CP", "Ville", "Tél.", "Mail", "Jours d’ouverture", "Horaires",
         "Public accueilli", "Gratuit ?", "Documents à apporter", "Langues", "Nom du référent"],
        ["Les Mains Inventées", "Accueil de jour", *PLACE, "04 00 00 00 00", "accueil@exemple.org", "lundi au vendredi",
         "9h-12h / 14h-17h", "Tout public", "oui", "Carte d’identité, justificatif", "français, arabe et LSF", "Jeanne Exemple"],
    ]))  # fmt: skip
    (line,) = lines
    said = line.said
    assert said
    assert line.remarks == ()
    assert said.kinds == ("accueil-de-jour",)
    assert not said.is_guessed
    assert said.documents == ["Carte d’identité", "Justificatif"]
    assert said.spoken_languages == ["fr", "ar", "fsl"]
    assert said.service.hours == ("Mo-Fr 09:00-12:00,14:00-17:00", "")
    assert said.service.parent == said.structure.source_id
    assert said.service.source == said.structure.source == SOURCE
    assert said.service.place is None
    expected = {
        "nom": "Accueil de jour",
        "frais": "gratuit",
        "publics": ["tous-publics"],
        "telephone": "04 00 00 00 00",
        "publics_precisions": "",
    }
    assert {key: said.service.values[key] for key in expected} == expected
    expected = {"nom": "Les Mains Inventées", "adresse": "1 rue des Exemples", "code_insee": "69383", "courriel": "accueil@exemple.org"}
    assert {key: said.structure.values[key] for key in expected} == expected
    assert "Jeanne" not in repr(lines)


def test_a_workbook_that_took_zeros_away(tmp_path) -> None:
    (line,) = read(workbook(tmp_path / "annuaire.xlsx", [
        ["Organisme", "Service", "Adresse", "Code postal", "Commune", "Téléphone", "Latitude", "Longitude", "Mis à jour le", "Gratuit"],
        ["Le Pain Inventé", "Épicerie sociale", "2 place Inventée", 1000, "Bourg-en-Bresse", 400000000, 46.2051, 5.2258,
         date(2026, 3, 2), True],
    ]))  # fmt: skip
    assert line.said
    place = line.said.structure.values
    assert (place["code_postal"], place["code_insee"], place["telephone"]) == ("01000", "01053", "0400000000")
    assert (place["latitude"], place["longitude"], place["date_maj"]) == (46.2051, 5.2258, date(2026, 3, 2))
    assert line.said.service.values["frais"] == "gratuit"
    assert line.said.kinds == ("epicerie-sociale",)
    assert line.said.is_guessed


def test_one_column_for_the_whole_address_and_days_that_are_ticked(tmp_path) -> None:
    lines = table(tmp_path, [
        ["Nom", "Adresse complète", "Lundi", "Mardi", "Mercredi", "Horaires"],
        ["Vestiaire Inventé", "3 rue Inventée, 38000 Grenoble", "x", "", "X", "14h-17h"],
        ["Vestiaire Inventé", "4 rue Inventée 69100 VILLEURBANNE CEDEX", "x", "non", "", "14h-17h30"],
    ])  # fmt: skip
    first, second = (line.said for line in lines)
    assert first
    assert second
    assert (first.structure.values["adresse"], first.structure.values["code_insee"]) == ("3 rue Inventée", "38185")
    assert (second.structure.values["adresse"], second.structure.values["code_insee"]) == ("4 rue Inventée", "69266")
    assert (first.service.hours[0], second.service.hours[0]) == ("Mo,We 14:00-17:00", "Mo 14:00-17:30")
    assert first.kinds == ("vestiaire",)


def test_one_column_a_day(tmp_path) -> None:
    lines = table(tmp_path, [
        ["Association", "Type", "Ville", "Lundi", "Mardi", "Samedi"],
        ["A l’Exemple", "Douches", "Privas", "9h-12h / 14h-17h", "9h-12h", "Fermé"],
        ["B l’Exemple", "Douches", "Privas", "9h-12h", "le matin", ""],
    ])  # fmt: skip
    first, second = (line.said for line in lines)
    assert first
    assert second
    assert first.service.hours == ("Mo 09:00-12:00,14:00-17:00; Tu 09:00-12:00", "")
    assert second.service.hours == ("", "lundi : 9h-12h\nmardi : le matin")
    assert first.structure.values["code_insee"] == "07186"
    assert remarks(lines) == [(3, "horaires_accueil", Level.WARNING)]


def test_several_services_of_one_organisation_share_its_structure(tmp_path) -> None:
    first, second, third = (line.said for line in table(tmp_path, [
        [*HEADINGS, "Tél."],
        ["L’Exemple", "Douches, laverie", *PLACE, "04 00 00 00 01"],
        ["L'EXEMPLE", "Bagagerie", "1, rue des exemples", "", "Lyon 3e", "04 00 00 00 02"],
        ["L’Exemple", "Bagagerie", "9 rue d’Ailleurs", "69003", "Lyon", ""],
    ]))  # fmt: skip
    assert first
    assert second
    assert third
    assert first.structure is second.structure
    assert first.structure.source_id != third.structure.source_id
    assert len({said.service.source_id for said in (first, second, third)}) == 3
    assert first.kinds == ("douche", "laverie")
    assert first.service.values["nom"] == "Douches, laverie"
    assert second.service.values["telephone"] == "04 00 00 00 02"


def test_headings_of_programs_and_osm_hours_and_one_column_of_coordinates(tmp_path) -> None:
    (line,) = table(tmp_path, [
        ["id", "organization_name", "service_name", "address", "postal_code", "city", "opening_hours", "geo_point_2d", "email"],
        ["42", "Example House", "Domiciliation", "5 rue Inventée", "42000", "Saint-Étienne", "Mo-Fr 9:00-12:00; PH off",
         "45.44, 4.39", "x"],
    ])  # fmt: skip
    assert line.said
    assert line.said.service.source_id == f"{SOURCE}--42"
    assert line.said.service.hours == ("Mo-Fr 9:00-12:00; PH off", "")
    assert (line.said.structure.values["latitude"], line.said.structure.values["longitude"]) == (45.44, 4.39)
    assert [remark.field for remark in line.remarks] == ["courriel"]


def test_a_dirty_table_is_read_as_far_as_it_can_be_and_the_rest_is_told(tmp_path) -> None:
    lines = table(tmp_path, [
        [*HEADINGS, "Tarif", "Public", "Langues", "SIRET"],
        ["L’Exemple", "Truc, douches", *PLACE, "participation libre", "femmes, hommes seuls", "klingon", "12"],
        ["", "Douches", *PLACE, "", "", "", ""],
        ["Sans lieu", "Douches", "", "", "", "", "", "", ""],
        ["Mal écrit", "Douches", "", "", "Dijon", "", "", "", ""],
        ["Ailleurs", "Douches", "", "21000", "Dijon", "", "", "", ""],
        ["Ailleurs encore", "Douches", "", "", "Saint-Julien", "", "", "", ""],
        [],
        ["Rien", "-", *PLACE, "N/A", "néant", "?", "NC"],
    ])  # fmt: skip
    assert remarks(lines) == [
        (2, "siret", Level.WARNING),
        (2, "", Level.WARNING),
        (2, "type", Level.WARNING),
        (3, "nom", Level.REFUSED),
        (4, "commune", Level.REFUSED),
        (5, "commune", Level.REFUSED),
        (6, "", Level.SKIPPED),
        (7, "commune", Level.REFUSED),
        (9, "type", Level.WARNING),
    ]
    first, last = lines[0].said, lines[-1].said
    assert first
    assert last
    assert first.kinds == ("douche",)
    values = first.service.values
    assert (values["frais"], values["frais_precisions"]) == (None, "participation libre")
    assert (values["publics"], values["publics_precisions"]) == ([], "femmes, hommes seuls")
    assert last.kinds == ()
    assert last.service.values["frais_precisions"] == ""


def test_adversarial_cells_do_no_harm(tmp_path) -> None:
    long = "a" * 1_000_000
    lines = table(tmp_path, [
        [*HEADINGS, "Horaires", "Description", "Documents", "Mail", "Conditions"],
        ['=HYPERLINK("https://exemple.org")', "Douches", *PLACE, "", "", "", "", ""],
        ["Gentil\u202eexe.elpmexe", "Douches", *PLACE, long, long, "=1+1", "@SUM(A1)", "#REF!"],
        ["Nul\0le part", "Douches\x1b[2J", *PLACE, "9h-12h " * 30, "<script>alert(1)</script>ok", "a\x07b;c",
         "<a@exemple.org>", "\u2066x\u2069"],
        ["Numéro", "Douches", *PLACE, "lundi 9h-12h", "+33 4 00 00 00 00", "", "", "-2"],
    ])  # fmt: skip
    refused, bidi, nul, plain = lines
    assert refused.said is None
    assert bidi.said
    assert bidi.said.structure.values["nom"] == "Gentilexe.elpmexe"
    assert bidi.said.service.values["description"] == bidi.said.service.values["conditions_acces"] == ""
    assert bidi.said.service.hours == ("", "")
    assert bidi.said.documents == []
    assert {remark.field for remark in bidi.remarks} == {"horaires_accueil", "description", "documents", "courriel", "conditions_acces"}
    assert nul.said
    assert nul.said.structure.values["nom"] == "Nulle part"
    assert nul.said.service.values["description"] == "ok"
    assert nul.said.documents == ["Ab", "C"]
    assert nul.said.service.values["conditions_acces"] == "x"
    assert "\x1b" not in repr(nul.remarks)
    assert plain.said
    assert plain.said.service.values["description"] == "+33 4 00 00 00 00"
    assert plain.said.service.values["conditions_acces"] == "-2"
    assert all(len(remark.message) < 300 for line in lines for remark in line.remarks)


def test_a_refuge_is_protected_whatever_its_column_of_types_says(tmp_path) -> None:
    (line,) = table(tmp_path, [
        [*HEADINGS, "Description"],
        ["Maison Inventée", "Domiciliation", *PLACE, "Mise à l’abri de femmes victimes de violences, adresse confidentielle."],
    ])  # fmt: skip
    assert line.said
    assert line.said.kinds == ("domiciliation", "hebergement-violences")
    assert [remark.field for remark in line.remarks] == ["type"]


def test_the_same_service_twice_is_refused_and_the_first_line_is_named(tmp_path) -> None:
    lines = table(tmp_path, [
        HEADINGS,
        ["L’Exemple", "Douches", *PLACE],
        ["L’Autre", "Douches", *PLACE],
        ["l'exemple", "douches", "1, rue des exemples", "", "LYON 3e"],
    ])  # fmt: skip
    assert [line.said is None for line in lines] == [False, False, True]
    (remark,) = lines[2].remarks
    assert remark.level is Level.REFUSED
    assert "ligne 2" in remark.message


def test_a_refused_line_takes_no_identity(tmp_path) -> None:
    lines = table(tmp_path, [
        ["identifiant", "Association", "Ville"],
        ["a", "L’Exemple", "Nulle-Part-sur-Rien"],
        ["a", "L’Exemple", "Privas"],
    ])  # fmt: skip
    assert [line.said is None for line in lines] == [True, False]


def test_a_second_import_finds_the_same_identifiers(tmp_path) -> None:
    rows = [["L’Exemple", "Douches", *PLACE], ["L’Autre", "Bagagerie", *PLACE]]
    before = table(tmp_path, [HEADINGS, *rows])
    moved = [[*reversed(row)] for row in reversed(rows)]
    after = table(tmp_path, [[*reversed(HEADINGS)], *moved])
    assert [line.said for line in before] == [line.said for line in reversed(after)]


def test_other_alphabets_have_their_own_identity(tmp_path) -> None:
    lines = table(tmp_path, [HEADINGS, ["جمعية المثال", "Douches", *PLACE], ["جمعية أخرى", "Douches", *PLACE]])
    assert all(line.said for line in lines)


def test_a_very_long_identifier_is_kept_short(tmp_path) -> None:
    (line,) = table(tmp_path, [["identifiant", "Association", "Ville"], ["z" * 300, "L’Exemple", "Privas"]])
    assert line.said
    assert len(line.said.service.source_id) <= 120


def test_lines_outside_the_shape_of_the_table_are_told(tmp_path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(
        "Association;Ville;Type\nA l’Exemple;Privas;Douches;trop\nB l’Exemple;Privas\nC l’Exemple;Privas;Douches\n", encoding="utf-8"
    )
    lines = read(path)
    assert [line.said is None for line in lines] == [True, False, False]
    assert remarks(lines)[:2] == [(2, "", Level.REFUSED), (3, "", Level.WARNING)]


def test_a_column_chosen_by_the_caller_is_read(tmp_path) -> None:
    (line,) = table(tmp_path, [["Qui", "Où"], ["L’Exemple", "Privas"]], ("structure=Qui", "commune=Où"))
    assert line.said
    assert line.said.structure.values["code_insee"] == "07186"


def test_appointments_are_told(tmp_path) -> None:
    lines = table(tmp_path, [
        ["Association", "Ville", "Rendez-vous ?"],
        ["A l’Exemple", "Privas", "oui"],
        ["B l’Exemple", "Privas", "non"],
        ["C l’Exemple", "Privas", "le jeudi"],
    ])  # fmt: skip
    told = [
        (line.said.service.values["modes_mobilisation"], line.said.service.values["mobilisation_precisions"]) for line in lines if line.said
    ]
    assert told == [([], "Sur rendez-vous."), (["se-presenter"], ""), ([], "le jeudi")]


@pytest.mark.parametrize(
    "source", ["", "Secours", "secours lyon", "-a", "a" * 41, "exemple", "data-inclusion", "annuaire-administration", "é"]
)
def test_a_source_has_a_plain_name_of_its_own(source) -> None:
    with pytest.raises(InvalidSource):
        checked_source(source)


def test_a_plain_name_is_taken() -> None:
    assert checked_source("secours-lyon") == "secours-lyon"
