"""Before anything is written, a person reads what each column became, the first services, and what is wrong with the lines."""

import re

from app.opendata.association.preview import SHOWN_REMARKS, dry_pass, preview
from app.opendata.association.reading import guess_file, read_lines
from app.opendata.files import open_rows
from app.opendata.rules import Level
from tests.directory.opening.identity import FRENCH_TEXTS, paris, plain
from tests.opendata.association.tables_of_associations import SOURCE, semicolons

HEADINGS = ["Association", "Type", "Adresse", "CP", "Ville", "Horaires", "Documents", "Langues", "Prénom", "Truc"]
MOMENT = paris("2026-09-08 10:00")


def dry(path, rows, pairs=()):
    file = semicolons(path / "table.csv", rows, "utf-8")
    guess = guess_file(file, pairs)
    with open_rows(file) as lines:
        return guess, dry_pass(read_lines(lines, guess, SOURCE))


def read(path, rows, pairs=()):
    return plain(preview(*dry(path, rows, pairs), FRENCH_TEXTS, MOMENT))


def test_the_preview_shows_columns_services_and_counts(tmp_path) -> None:
    assert read(tmp_path, [
        HEADINGS,
        ["L’Exemple", "Douches", "1 rue des Exemples", "69003", "Lyon", "lundi au vendredi 9h-12h", "Serviette", "arabe", "Jeanne", "?"],
        ["L’Autre", "", "2 rue Inventée", "69003", "Lyon", "sur rendez-vous", "", "", "", ""],
        ["L’Autre", "", "2 rue Inventée", "69003", "Lyon", "", "", "", "", ""],
        ["Ailleurs", "Douches", "", "21000", "Dijon", "", "", "", "", ""],
    ]) == """\
Colonnes reconnues
  structure   ← « Association » (sûr)
  type        ← « Type » (sûr)
  adresse     ← « Adresse » (sûr)
  code_postal ← « CP » (sûr)
  commune     ← « Ville » (sûr)
  horaires    ← « Horaires » (sûr)
  documents   ← « Documents » (sûr)
  langues     ← « Langues » (sûr)

Colonnes non utilisées : « Truc »
Colonnes sur des personnes, jamais lues : « Prénom »

Les premiers services, comme ils seraient publiés
  • Douches et bains publics
    Type : Douches et bains publics
    Structure : L’Exemple
    Lieu : 1 rue des Exemples, 69003 Lyon
    Horaires : Du lundi au vendredi : 9 h – 12 h ; Le samedi et le dimanche : fermé
    Documents : Serviette
    Langues : arabe
  • L’Autre
    Type : aucun, il ne sera trouvé que par ses mots
    Structure : L’Autre
    Lieu : 2 rue Inventée, 69003 Lyon
    Horaires, tels quels : sur rendez-vous

2 services dans 2 structures
1 ligne refusée
1 ligne hors périmètre
2 avertissements
  ligne 4 : C’est le même service qu’à la ligne 3 : cette ligne n’est pas importée.
  ligne 3 (horaires_accueil) : Les horaires ne se lisent pas sans un doute : ils sont gardés tels quels, sans calcul d’ouverture.
  ligne 3 (type) : Aucun type d’aide n’est reconnu : le service ne sera trouvé que par ses mots."""  # fmt: skip


def test_what_is_not_sure_is_said(tmp_path) -> None:
    told = read(tmp_path, [
        ["Asso", "Lieu", "Commune d’implantation", "Y", "Prestation"],
        ["L’Exemple", "x@exemple.org", "Privas", "6519000,12", "Vestiaire"],
    ], ("structure=Asso",))  # fmt: skip
    assert "structure ← « Asso » (choisi par vous)" in told
    assert "courriel  ← « Lieu » (d’après les valeurs : à vérifier)" in told
    assert "commune   ← « Commune d’implantation » (titre proche : à vérifier)" in told
    assert "latitude  ← « Y » (sûr) — attention, les valeurs n’y ressemblent pas" in told
    assert "Type : Vestiaire solidaire (deviné)" in told


def test_a_table_without_a_name_says_how_to_give_one(tmp_path) -> None:
    guess, found = dry(tmp_path, [["Ville"], ["Privas"]])
    told = preview(guess, found, FRENCH_TEXTS, MOMENT)
    assert not guess.is_usable
    assert "Aucune colonne ne donne le nom" in told
    assert found.services == 0
    assert found.remarks[Level.REFUSED] == 1


def test_a_protected_address_is_not_shown(tmp_path) -> None:
    told = read(tmp_path, [
        ["Association", "Type", "Adresse", "Ville"],
        ["L’Exemple", "hebergement-violences", "12 rue Cachée", "Privas"],
    ])  # fmt: skip
    assert "Cachée" not in told
    assert "adresse protégée" in told


def test_only_the_first_lines_and_remarks_are_shown_and_all_are_counted(tmp_path) -> None:
    rows = [["Association", "Ville", "Type", "Langues"], *([f"Exemple {number}", "Privas", "Douches", "klingon"] for number in range(40))]
    told = read(tmp_path, rows)
    assert told.count("•") == 3
    assert "40 services dans 40 structures\n40 avertissements\n" in told
    assert told.endswith(f"… et {40 - SHOWN_REMARKS} autres")


def test_a_refused_line_at_the_end_is_told_before_warnings(tmp_path) -> None:
    rows = [["Association", "Ville", "Type", "Langues"], *([f"Exemple {number}", "Privas", "Douches", "klingon"] for number in range(40))]
    told = read(tmp_path, [*rows, ["", "Privas", "Douches", ""]])
    assert told.index("ligne 42 (nom)") < told.index("ligne 2 :")


def test_nothing_in_a_cell_or_a_heading_can_command_the_terminal(tmp_path) -> None:
    told = read(tmp_path, [
        ["Association", "Ville", "Horaires", "Tru\x1b[31mc\u202e"],
        ["L’Exem\x1b]0;x\x07ple\u2028 " + "a" * 500, "Privas", "le\nsoir\x9b2J\u202e", ""],
    ])  # fmt: skip
    assert re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202a-\u202e\u2066-\u2069]", told) is None
    assert all(len(line) <= 160 for line in told.splitlines())
