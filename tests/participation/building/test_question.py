"""The form of a question: choices as rows, nothing typed lost, two people at once, codes for life."""

from dataclasses import replace

import pytest
from lxml import html

from app.participation.building import editing
from app.participation.building.told import told
from app.participation.checking import problems
from app.participation.display.building.types import KINDS, PICTO_NAMES
from app.participation.forms.building.question import acted, checked, shown
from app.participation.forms.building.settings import read_settings
from app.participation.pictograms import PICTOS
from app.participation.questions import REGISTRY
from app.participation.shipped import shipped
from tests.participation.building.making import BASE, FRENCH
from tests.participation.making import SMALL
from tests.participation.organising.reading import text_of, words
from tests.support.forms import hidden_fields, links, post_form

pytestmark = pytest.mark.one_engine
RICE = {"intitule": "Que voulez-vous manger ?", "rang": ["1", "2"], "mots-1": "Du riz", "mots-2": "Des pâtes"}


@pytest.fixture
def path(draft):
    return f"{BASE}/{draft.id}"


@pytest.fixture
def venu(path):
    return f"{path}/question/venu"


def filled(client, address: str, action: str = "") -> dict:
    """The form of a question as the page shows it: hidden fields, texts and rows."""
    page = html.fromstring(client.get(address).get_data(as_text=True))
    (form,) = page.xpath(f"//form[@action='{action or address}']")
    found: dict = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append(value)
    return found


class TestWords:
    def test_each_type_setting_and_pictogram_has_plain_ones(self) -> None:
        assert set(KINDS) == set(REGISTRY)
        assert set(PICTO_NAMES) == set(PICTOS)

    def test_what_is_shipped_passes_the_form_as_it_is(self) -> None:
        for definition in shipped().values():
            for question in definition.questions:
                given = shown(told(question))
                assert replace(checked(given), settings={}) == replace(told(question), settings={})
                assert given.mistakes == {}

    @pytest.mark.parametrize(
        ("kind", "typed", "found", "wrong"),
        [
            ("integer", {"min": "1", "max": "١٠", "unite": "jours"}, {"min": 1, "max": 10, "unit": "jours"}, set()),
            ("integer", {"min": "un", "max": "1e3"}, {}, {"min", "max"}),
            ("month", {"debut": "5/2020", "fin": "2026-12"}, {"earliest": "2020-05", "latest": "2026-12"}, set()),
            ("month", {"debut": "05/2020", "passe": "y"}, {"earliest": "2020-05", "latest": "now"}, set()),
            ("month", {"debut": "13/2020", "fin": "mai"}, {}, {"debut", "fin"}),
            ("month", {"debut": "05/2020", "fin": "04/2020"}, {"earliest": "2020-05", "latest": "2020-04"}, {"debut"}),
            ("ranking", {"nombre": "2"}, {"pick": 2}, set()),
            ("long_text", {"obligatoire": "y"}, {"required": True}, set()),
            ("consent", {"oui": "Oui", "non": "a" * 151}, {"yes": "Oui", "no": "a" * 151}, {"non"}),
        ],
    )
    def test_settings_are_read_as_people_type_them(self, kind, typed, found, wrong) -> None:
        read, mistakes = read_settings(kind, typed)
        assert (read, set(mistakes)) == (found, wrong)


class TestAdding:
    def test_each_type_has_a_form_that_keeps_a_question(self, builder, editor, draft, path) -> None:
        for kind in REGISTRY:
            address = f"{path}/ajouter?type={kind}&apres=venu"
            data = filled(editor[0], address)
            rows = {f"mots-{row}": f"Réponse {row}" for row in data.get("rang", ()) if not data[f"mots-{row}"][0]}
            more = {"nombre": "2"} if kind == "ranking" else {}
            answer = editor[0].post(address, data={**data, **rows, **more, "intitule": f"À propos {kind}"})
            key = f"propos_{kind}"
            assert (answer.status_code, answer.headers.get("Location")) == (303, f"{path}#q-{key}")
            said = builder.said(draft)
            assert ([one.key for one in said.questions][:2], said.questions[1].type) == (["venu", key], kind)
        assert problems(said) == []

    def test_two_clicks_add_one_and_another_may_follow(self, builder, editor, draft, path) -> None:
        address = f"{path}/ajouter?type=one&apres="
        assert f"{path}/ajouter?type=one" in links(editor[0].get(f"{path}/ajouter"))
        data = {**filled(editor[0], address), **RICE, "geste": "encore"}
        for _ in range(2):
            assert editor[0].post(address, data=data).headers["Location"] == f"{path}/ajouter?apres=voulez_manger"
        made = builder.said(draft).questions[3]
        assert (made.key, [one.code for one in made.choices]) == ("voulez_manger", ["du_riz", "des_pates"])
        assert len(builder.said(draft).questions) == 4

    def test_a_questionnaire_has_a_hundred_at_most(self, builder, editor) -> None:
        many = [{"key": f"q{number}", "type": "long_text", "label": {"fr": f"Question {number} ?"}} for number in range(100)]
        path = f"{BASE}/{builder.draft({**FRENCH, 'questions': many}).id}"
        answer = post_form(editor[0], f"{path}/ajouter?type=one&apres=", {**RICE})
        assert answer.status_code == 422
        assert "cent questions au plus" in words(answer)
        assert "Du riz" in words(answer)
        assert "Question 99" in text_of(editor[0], path)

    def test_an_address_made_by_hand_does_no_harm(self, editor, path) -> None:
        for given in ("?type=carre", "?type=one&apres=partie", "?type=one&apres=%22%3E%3Cb%3E"):
            assert "<b>" not in text_of(editor[0], f"{path}/ajouter{given}")


class TestMistakes:
    def test_are_told_and_nothing_typed_is_lost(self, builder, editor, draft, venu) -> None:
        rows = [str(row) for row in range(1, 63)]
        for given, said in (
            ({"intitule": " \x00 "}, "Écrivez la question."),
            ({"intitule": "a" * 301}, "Votre texte a 301 signes. Gardez-en 300 au plus."),
            ({"aide": "a" * 501}, "Gardez-en 500 au plus."),
            ({"mots-1": "a" * 151}, "Gardez-en 150 au plus."),
            ({"mots-2": ""}, "Il faut deux choix au moins."),
            ({"mots-2": "OUI"}, "Deux choix disent la même chose"),
            ({"rang": rows, **{f"mots-{row}": f"n {row}" for row in rows}}, "Gardez soixante choix"),
        ):
            data = {**filled(editor[0], venu), "pourquoi": "Pour savoir (exemple).", **given}
            answer = editor[0].post(venu, data=data)
            assert answer.status_code == 422
            assert said in words(answer)
            assert "Pour savoir (exemple)." in words(answer)
        assert builder.said(draft).questions[0].why == {}

    def test_a_list_of_sixty_choices_is_a_page_of_a_bearable_size(self, editor, venu) -> None:
        rows = [str(row) for row in range(1, 61)]
        data = {**filled(editor[0], venu), "rang": rows, **{f"mots-{row}": f"Réponse numéro {row}" for row in rows}, "geste": "monter-3"}
        assert editor[0].post(venu, data=data).status_code == 200


class TestRows:
    def test_buttons_add_move_and_take_out_without_keeping(self, builder, editor, draft, venu) -> None:
        data = {**filled(editor[0], venu), "mots-1": "Oui, souvent"}
        for gesture, told_so, order in (
            ("ajouter", "Choix 3 ajouté, à la fin.", ["1", "2", "3"]),
            ("monter-2", "Le choix est maintenant le 1 sur 2.", ["2", "1"]),
            ("descendre-1", "Le choix est maintenant le 2 sur 2.", ["2", "1"]),
            ("retirer-1", "Le choix est retiré.", ["2"]),
            ("monter-99", "Rien n’a changé.", ["1", "2"]),
        ):
            whole = editor[0].post(venu, data={**data, "geste": gesture})
            part = editor[0].post(venu, data={**data, "geste": gesture}, headers={"HX-Request": "true"})
            assert (whole.status_code, part.status_code) == (200, 200)
            for page in (words(whole), words(part)):
                assert told_so in page
                assert [one.split('"')[0] for one in page.split('name="rang" value="')[1:]] == order
            assert "<h1" not in words(part)
        assert builder.said(draft).questions[0].choices[0].label["fr"] == "Oui"

    def test_another_type_keeps_what_it_can(self, builder, editor, draft, venu) -> None:
        data = {**filled(editor[0], venu), "geste": "type", "autre_type": "several"}
        page = words(editor[0].post(venu, data=data))
        assert "Exclut les autres" in page
        data = {**data, "type": "several", "geste": "", "seul-2": "y", "rang": ["1", "2", "3"], "mots-3": "Un peu"}
        assert editor[0].post(venu, data=data).status_code == 303
        made = builder.said(draft).questions[0]
        assert (made.type, [(one.code, one.exclusive) for one in made.choices]) == (
            "several",
            [("oui", False), ("non", True), ("un_peu", False)],
        )
        assert acted(shown(told(made)), "type", "ranking").settings == {"nombre": "3"}


class TestPublished:
    def test_its_type_stays_and_its_codes_are_never_used_again(self, builder, editor, draft, venu) -> None:
        builder.publish(draft)
        builder.change(draft, lambda found: editing.replaced(found, replace(found.questions[0], choices=found.questions[0].choices[:1])))
        page = editor[0].get(venu)
        assert "son type ne change plus" in words(page)
        assert "autre_type" not in words(page)
        data = {**filled(editor[0], venu), "type": "several", "rang": ["1", "2"], "mots-2": "Non"}
        assert editor[0].post(venu, data=data).status_code == 303
        made = builder.said(draft).questions[0]
        assert (made.type, [one.code for one in made.choices]) == ("one", ["oui", "non_2"])


class TestAtOnce:
    """Two people build: edits of one question are shown side by side, others never meet."""

    def test_both_versions_are_shown_and_either_may_be_kept(self, builder, editor, draft, venu) -> None:
        mine = {**filled(editor[0], venu), "intitule": "Venez-vous souvent ?", "mots-1": "Souvent", "aide": "Mon aide"}
        builder.change(draft, lambda found: editing.replaced(found, replace(found.questions[0], label={"fr": "Vous venez ?"})))
        answer = editor[0].post(venu, data=mine)
        assert answer.status_code == 409
        page = words(answer)
        for one in ("Vous venez ?", "Venez-vous souvent ?", "Souvent", "Mon aide", "Garder ma version", "Garder l’autre"):
            assert one in page
        assert builder.said(draft).questions[0].label["fr"] == "Vous venez ?"
        kept = {**mine, "lu": hidden_fields(answer, venu)["lu"]}
        again = editor[0].post(venu, data={**kept, "geste": "reprendre"})
        assert "Venez-vous souvent ?" in words(again)
        assert hidden_fields(again, venu)["lu"] == kept["lu"]
        assert editor[0].post(venu, data=kept).status_code == 303
        said = builder.said(draft).questions[0]
        assert (said.label["fr"], said.choices[0].code, said.choices[0].label["fr"]) == ("Venez-vous souvent ?", "oui", "Souvent")

    def test_what_others_change_elsewhere_stays(self, builder, editor) -> None:
        draft = builder.draft(SMALL)
        address = f"{BASE}/{draft.id}/question/moment"
        mine = {**filled(editor[0], address), "intitule": "À quelle heure ?"}

        def theirs(found):
            moved = editing.moved(found, "dire", -2)
            english = replace(moved.questions[2], label={**moved.questions[2].label, "en": "When?"}, show_if="visite = 'non'")
            return editing.replaced(moved, english)

        builder.change(draft, theirs)
        assert [editor[0].post(address, data=mine).status_code for _ in range(2)] == [303, 303]
        said = builder.said(draft)
        assert [one.key for one in said.questions] == ["dire", "visite", "moment"]
        assert (said.questions[2].label["fr"], said.questions[2].label["en"]) == ("À quelle heure ?", "When?")
        assert said.questions[2].show_if == "visite = 'non'"

    def test_one_that_was_taken_away_comes_back_as_a_new_one(self, builder, editor, draft, path) -> None:
        address = f"{path}/question/changer"
        mine = {**filled(editor[0], address), "intitule": "Que changer ici ?"}
        builder.change(draft, lambda found: editing.taken_away(found, "changer"))
        answer = editor[0].post(address, data=mine)
        assert answer.status_code == 409
        assert "Que changer ici ?" in words(answer)
        again = f"{path}/ajouter?type=long_text&apres="
        sent = editor[0].post(again, data={**mine, **hidden_fields(answer, again)})
        assert sent.headers["Location"] == f"{path}#q-changer_ici"
        assert editor[0].get(address).status_code == 404

    def test_a_choice_that_a_condition_looks_at_goes_with_it_or_stays(self, builder, editor, draft, venu) -> None:
        mine = {**filled(editor[0], venu), "rang": ["2", "3"], "mots-3": "Un peu"}
        answer = editor[0].post(venu, data=mine)
        assert answer.status_code == 422
        assert "Combien de jours ?" in words(answer)
        assert f"{BASE}/{draft.id}/question/jours/condition" in links(answer)
        assert editor[0].post(venu, data={**mine, "conditions": "y"}).status_code == 303
        said = builder.said(draft)
        assert ([one.code for one in said.questions[0].choices], said.questions[1].show_if) == (["non", "un_peu"], "")
