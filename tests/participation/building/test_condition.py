"""The page of a condition: rows without a script, everything typed kept, told in words, nothing of others overwritten."""

import pytest
from lxml import html

from app.core.unit_of_work import unit_of_work
from app.participation.building.clauses import with_condition
from app.participation.definition import parse, read
from app.participation.services import building
from tests.participation.making import SMALL, choices, question

pytestmark = pytest.mark.one_engine
BASE = "/mes-enquetes/questionnaires"
ASKED = {
    **SMALL,
    "questions": [
        question("visite", "one", choices=choices("oui", "non")),
        question("aides", "several", choices=choices("rsa", "asi")),
        question("age", "integer"),
        question("recit", "long_text"),
        question("suite", "one", choices=choices("oui", "non")),
    ],
}


@pytest.fixture
def begun(maker, session, doer):
    with unit_of_work(session):
        return building.begin(maker.context(), maker.organisation().id, read(ASKED), doer).id


@pytest.fixture
def change(maker, session, begun):
    def put(text, key="suite"):
        with unit_of_work(session):
            building.change(maker.context(), begun, lambda before: with_condition(before, key, text))

    return put


@pytest.fixture
def stands(session, begun):
    def read_it(key="suite"):
        session.expire_all()
        return parse(building.draft(session, begun).body).question(key).show_if

    return read_it


@pytest.fixture
def path(begun):
    return f"{BASE}/{begun}/question/suite/condition"


def words(page):
    return page.get_data(as_text=True).replace("\u00a0", " ").replace("\u202f", " ")


def form_of(page):
    (form,) = [one for one in html.fromstring(page.get_data(as_text=True)).forms if "/condition" in one.action]
    return dict(form.form_values())


def send(client, path, gesture, **typed):
    given = form_of(client.get(path)) | {name.replace("_", "-"): value for name, value in typed.items()}
    return client.post(path, data={**given, "geste": gesture})


ROW = {"quand": "si", "question_1": "visite", "signe_1": "est", "reponse_1": "oui"}
TWO = {**ROW, "question_2": "aides", "signe_2": "pas-choisi", "reponse_2": "rsa"}


def test_rows_become_a_condition(editor, begun, path, stands):
    assert form_of(editor[0].get(path))["quand"] == "si"
    answer = send(editor[0], path, "enregistrer", **TWO, lien="ou")
    assert (answer.status_code, answer.location) == (303, f"{BASE}/{begun}")
    assert stands() == "visite = 'oui' or not aides has 'rsa'"
    shown = form_of(editor[0].get(path))
    assert (shown["quand"], shown["lien"], shown["question-2"], shown["reponse-2"]) == ("si", "ou", "aides", "rsa")
    assert "si vous avez répondu « Oui » à la question 1 ou si vous n’avez pas choisi « Rsa »" in words(editor[0].get(path))
    assert send(editor[0], path, "enregistrer", quand="tous").status_code == 303
    assert stands() == ""


def test_a_row_comes_and_goes_and_what_is_typed_stays(editor, path, stands):
    added = send(editor[0], path, "ajouter", **ROW)
    shown = form_of(added)
    assert (added.status_code, shown["reponse-1"], shown["question-2"]) == (200, "oui", "")
    seen = editor[0].post(path, data={**shown, "question-2": "age", "geste": "voir-2"})
    shown = form_of(seen)
    assert 'inputmode="numeric"' in words(seen)
    full = {**shown, "signe-2": "plus", "reponse-2": "17"}
    assert "plus de 17 à la question 3" in words(editor[0].post(path, data={**full, "geste": "voir"}))
    left = form_of(editor[0].post(path, data={**full, "geste": "retirer-1"}))
    assert (left["question-1"], left["signe-1"], left["reponse-1"]) == ("age", "plus", "17")
    assert "question-2" not in left
    assert stands() == ""


def test_a_script_asks_for_a_part_alone(editor, path):
    given = form_of(editor[0].get(path)) | {"quand": "si", "question-1": "aides", "signe-1": "est"}
    part = editor[0].post(f"{path}?ligne=1", data=given, headers={"HX-Request": "true"})
    assert words(part).lstrip().startswith('<div id="suite-1"')
    assert '<option value="choisi" selected>' in words(part)
    assert (
        words(editor[0].post(path, data={**given, "geste": "voir"}, headers={"HX-Request": "true"})).lstrip().startswith('<div id="apercu"')
    )


MENDED = [
    ({"quand": "si"}, "Choisissez une question."),
    ({**ROW, "signe_1": ""}, "Choisissez ce que la personne a répondu."),
    ({**ROW, "reponse_1": "rsa"}, "Choisissez une réponse à cette question."),
    ({**ROW, "question_1": "age", "signe_1": "plus", "reponse_1": "beaucoup"}, "Écrivez un nombre entier"),
    ({**ROW, "question_1": "nulle_part"}, "Choisissez une question."),
    ({**ROW, "question_1": "suite", "signe_1": "repondu"}, "regarde la réponse à sa propre question"),
    ({**ROW, "quand": "tous"}, "Des lignes sont remplies"),
    ({"quand": "jamais"}, "Choisissez à qui la question est posée."),
]


def test_what_is_to_mend_is_told_and_kept(editor, path, stands):
    for typed, told in MENDED:
        page = send(editor[0], path, "enregistrer", **typed)
        assert page.status_code == 422, told
        assert told in words(page)
    assert stands() == ""


def test_what_nobody_meets_is_saved_and_told(editor, path, stands):
    answer = send(editor[0], path, "enregistrer", **{**TWO, "question_2": "visite", "signe_2": "est", "reponse_2": "non"})
    assert (answer.status_code, answer.location) == (303, path)
    assert stands() == "visite = 'oui' and visite = 'non'"
    assert "Personne n’arrive à cette page" in words(editor[0].get(path))


def test_what_rows_cannot_say_is_kept_unless_it_is_replaced(editor, path, change, stands):
    nested = "visite = 'oui' or known(aides) and age > 17"
    change(nested)
    page = editor[0].get(path)
    assert "plus de 17 à la question 3" in words(page)
    assert form_of(page)["quand"] == "telle"
    assert editor[0].post(path, data={**form_of(page), "geste": "enregistrer"}).status_code == 303
    assert stands() == nested
    send(editor[0], path, "enregistrer", **ROW)
    assert stands() == "visite = 'oui'"


def test_a_condition_is_written_and_its_mistakes_are_plain(editor, path, stands):
    refused = send(editor[0], path, "ecrire", ecrite="visite = 'oui' or")
    assert refused.status_code == 422
    assert "La condition ne se lit pas au caractère 18" in words(refused)
    assert form_of(refused)["ecrite"].strip() == "visite = 'oui' or"
    assert "regarde « nulle_part »" in words(send(editor[0], path, "ecrire", ecrite="known(nulle_part)"))
    assert "moins de 18" in words(send(editor[0], path, "relire", ecrite="(age<18)"))
    assert stands() == ""
    send(editor[0], path, "ecrire", ecrite="(age<18)")
    assert stands() == "age < 18"


def test_what_somebody_else_left_is_not_overwritten_unseen(editor, path, change, stands):
    given = form_of(editor[0].get(path)) | {"quand": "si", "question-1": "visite", "signe-1": "est", "reponse-1": "oui"}
    change("age < 18")
    page = editor[0].post(path, data={**given, "geste": "enregistrer"})
    assert page.status_code == 409
    assert "moins de 18" in words(page)
    assert stands() == "age < 18"
    again = form_of(page)
    assert again["reponse-1"] == "oui"
    assert editor[0].post(path, data={**again, "geste": "enregistrer"}).status_code == 303
    assert stands() == "visite = 'oui'"


def test_what_is_no_more_is_shown_as_it_stands(editor, path, change, stands):
    change("visite = 'partie' and known(disparue)")
    page = editor[0].get(path)
    for told in (
        "« partie » : cette réponse n’existe plus",
        "« disparue » : aucune question d’avant",
        "qui n’est le code d’aucune question",
    ):
        assert told in words(page)
    given = form_of(page)
    assert editor[0].post(path, data={**given, "geste": "enregistrer"}).status_code == 303
    assert stands() == "visite = 'partie' and known(disparue)"
    change("nonsense (")
    assert "ne se lit pas" in words(editor[0].get(path))


def test_others_and_other_questions_find_nothing(editor, begun, path, member):
    assert editor[0].get(f"{BASE}/{begun}/question/nulle_part/condition").status_code == 404
    assert "Aucune question ne vient avant" in words(editor[0].get(f"{BASE}/{begun}/question/visite/condition"))
    plain, _ = member("membre", email="membre@exemple.fr")
    assert plain.get(path).status_code == 404
