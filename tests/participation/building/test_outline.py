"""The list of one's questionnaires, beginning one, and the page of one: what is wrong and where, what its buttons do."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from app.participation.building import editing
from app.participation.checking import problems
from app.participation.definition import parse, read
from app.participation.models import QuestionnaireDraft
from app.participation.shipped import shipped
from tests.participation.building.making import BASE, FRENCH
from tests.participation.making import SMALL
from tests.participation.organising.reading import text_of, words
from tests.support.forms import hidden_fields, links, post_form

pytestmark = pytest.mark.one_engine
NEW = f"{BASE}/nouveau"
ELSEWHERE = "Ailleurs exemple"


@pytest.fixture
def path(draft):
    return f"{BASE}/{draft.id}"


def last(session):
    session.expire_all()
    return session.scalars(select(QuestionnaireDraft).order_by(QuestionnaireDraft.id.desc())).first()


def keys(definition):
    return [one.key for one in definition.questions]


class TestList:
    def test_one_that_is_empty_says_what_to_do_next(self, editor) -> None:
        found = links(editor[0].get(BASE))
        assert {NEW, f"{BASE}/importer"} <= set(found)

    def test_each_says_where_it_is(self, builder, editor, draft) -> None:
        builder.draft(organisation=ELSEWHERE)
        published = builder.draft({**FRENCH, "code": "publie", "title": {"fr": "Publié (exemple)"}})
        builder.publish(published)
        page = text_of(editor[0], BASE)
        assert "En préparation" in page
        assert "Publié, version 1" in page
        assert "ne sont pas publiés" not in page
        post_form(editor[0], f"{BASE}/{published.id}", {"bas": "venu"}, action=f"{BASE}/{published.id}/deplacer")
        assert "Publié, version 1 ; des changements ne sont pas publiés" in text_of(editor[0], BASE)
        assert page.count('<p><a href="/mes-enquetes/questionnaires/') == 2

    def test_members_and_others_find_nothing(self, builder, member, draft, path) -> None:
        plain, _ = member("membre", email="membre@exemple.fr")
        builder.organisation(ELSEWHERE)
        other, _ = member("proprietaire", organisation=ELSEWHERE, email="ailleurs@exemple.fr")
        assert plain.get(BASE).status_code == 404
        for client in (plain, other):
            form = hidden_fields(client.get("/mes-enquetes"), "/deconnexion")
            for page in ("", "/ajouter", "/question/venu", "/retirer?question=venu", "/supprimer"):
                assert client.get(f"{path}{page}").status_code == 404
            for page in ("deplacer", "retirer", "dupliquer", "annuler", "supprimer", "question/venu", "ajouter?type=one"):
                assert client.post(f"{path}/{page}", data={**form, "question": "changer", "haut": "jours"}).status_code == 404
        copied = other.post(NEW, data={**hidden_fields(other.get(NEW), NEW), "copie": str(draft.id)})
        assert copied.status_code == 404


class TestBeginning:
    def test_from_a_title_it_may_be_used_at_once(self, editor, session) -> None:
        form = {**hidden_fields(editor[0].get(NEW), NEW), "titre": "Les repas (exemple)"}
        led = {editor[0].post(NEW, data=form).headers["Location"] for _ in range(2)}
        made = last(session)
        assert led == {f"{BASE}/{made.id}"}
        assert session.scalar(select(func.count()).select_from(QuestionnaireDraft)) == 1
        found = parse(made.body)
        assert (found.code, found.title["fr"], problems(found)) == ("les-repas-exemple", "Les repas (exemple)", [])
        post_form(editor[0], NEW, {"titre": "Les repas (exemple)"})
        assert parse(last(session).body).code == "les-repas-exemple-2"

    def test_a_ready_one_comes_with_all_its_languages(self, editor, session) -> None:
        post_form(editor[0], NEW, {"modele": "pairs"})
        found, model = parse(last(session).body), shipped()["pairs"]
        assert (found.questions, found.languages) == (model.questions, model.languages)
        assert problems(found) == []

    def test_a_copy_of_one_s_own(self, editor, session, draft) -> None:
        post_form(editor[0], NEW, {"copie": str(draft.id)})
        made = parse(last(session).body)
        assert last(session).id != draft.id
        assert (made.questions, made.code) == (read(FRENCH).questions, "votre-avis-exemple")

    def test_a_title_is_asked_for(self, editor, session) -> None:
        for title in ("", " \t", "a" * 121):
            assert post_form(editor[0], NEW, {"titre": title}).status_code == 422
        assert last(session) is None


class TestPage:
    def test_tells_each_question_in_plain_words_and_leads_everywhere(self, editor, path) -> None:
        page = editor[0].get(path)
        told = words(page)
        for one in ("Une réponse à choisir", "Oui", "Posée seulement si vous avez répondu « Oui » à la question 1.", "En préparation"):
            assert one in told
        found = set(links(page))
        around = (
            "presentation",
            "apercu",
            "essai",
            "comite",
            "donnees",
            "publier",
            "formulaire.xlsx",
            "question/jours/condition",
        )
        assert {f"{path}/{one}" for one in (*around, "question/jours/condition")} <= found

    def test_tells_what_is_wrong_at_its_question_and_at_the_top(self, builder, editor) -> None:
        questions = [*reversed(FRENCH["questions"][:2]), {**FRENCH["questions"][2], "sensitive": True}]
        found = builder.draft({**FRENCH, "languages": ["fr", "en"], "questions": questions})
        page = text_of(editor[0], f"{BASE}/{found.id}")
        assert "La condition regarde « Êtes-vous déjà venu ? », qui est demandée plus loin." in page
        assert page.count("Demandez l’accord de la personne") == 2
        assert 'href="#q-jours"' in page
        assert "Le titre manque dans ces langues : English." in page
        assert "8 textes à traduire" in page

    def test_a_type_that_was_published_otherwise_is_told(self, builder, editor, draft, path) -> None:
        builder.publish(draft)
        builder.change(draft, lambda found: editing.replaced(found, replace(found.questions[2], type="short_text")))
        assert "déjà été publiée sous un autre type" in text_of(editor[0], path)

    def test_those_that_are_shipped_fit(self, builder, editor) -> None:
        for definition in shipped().values():
            found = builder.draft(definition)
            assert "Tout est traduit" in text_of(editor[0], f"{BASE}/{found.id}")


class TestButtons:
    def test_a_question_moves_and_the_part_is_what_the_page_shows(self, builder, editor, draft, path) -> None:
        answer = post_form(editor[0], path, {"haut": "changer"}, action=f"{path}/deplacer")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{path}#q-changer")
        assert keys(builder.said(draft)) == ["venu", "changer", "jours"]
        part = editor[0].get_part(path, target="questionnaire")
        assert 'data-annonce="La question est maintenant la question 2 sur 3."' in words(part)
        assert "<h1" not in words(part)

    def test_a_copy_is_made_once(self, builder, editor, draft, path) -> None:
        form = {**hidden_fields(editor[0].get(path), f"{path}/deplacer"), "question": "jours"}
        for _ in range(2):
            assert editor[0].post(f"{path}/dupliquer", data=form).headers["Location"] == f"{path}#q-combien_jours"
        assert keys(builder.said(draft)) == ["venu", "jours", "combien_jours", "changer"]

    def test_one_that_others_depend_on_goes_after_a_page_that_lists_them(self, builder, editor, draft, path) -> None:
        answer = post_form(editor[0], path, {"question": "venu"}, action=f"{path}/deplacer")
        form = hidden_fields(editor[0].get(path), f"{path}/deplacer")
        answer = editor[0].post(f"{path}/retirer", data={**form, "question": "venu"})
        asked = f"{path}/retirer?question=venu"
        assert answer.headers["Location"] == asked
        assert "Combien de jours ?" in text_of(editor[0], asked)
        assert keys(builder.said(draft)) == ["venu", "jours", "changer"]
        post_form(editor[0], asked, {"conditions": "y"}, action=f"{path}/retirer")
        assert [(one.key, one.show_if) for one in builder.said(draft).questions] == [("jours", ""), ("changer", "")]

    def test_the_last_change_is_undone_unless_somebody_made_another(self, builder, editor, draft, path) -> None:
        client = editor[0]
        post_form(client, path, {"question": "changer"}, action=f"{path}/deplacer")
        client.post(f"{path}/retirer", data={**hidden_fields(client.get(path), f"{path}/deplacer"), "question": "changer"})
        undo = hidden_fields(client.get(path), f"{path}/annuler")
        client.post(f"{path}/deplacer", data={**undo, "bas": "venu"})
        client.post(f"{path}/annuler", data=undo)
        assert "rien n’est annulé" in text_of(client, path)
        assert keys(builder.said(draft)) == ["jours", "venu"]
        post_form(client, path, action=f"{path}/annuler")
        assert keys(builder.said(draft)) == ["venu", "jours"]

    def test_the_last_question_stays_and_one_that_went_is_told(self, builder, editor) -> None:
        alone = builder.draft({**SMALL, "questions": SMALL["questions"][:1]})
        path = f"{BASE}/{alone.id}"
        form = hidden_fields(editor[0].get(path), f"{path}/deplacer")
        for act, data, told in (
            ("retirer", {"question": "visite"}, "garde une question au moins"),
            ("retirer", {"question": "partie"}, "Quelqu’un vient de retirer"),
            ("dupliquer", {"question": "partie"}, "Quelqu’un vient de retirer"),
            ("deplacer", {"haut": "partie"}, "Quelqu’un vient de retirer"),
        ):
            assert editor[0].post(f"{path}/{act}", data={**form, **data}).status_code == 303
            assert told in text_of(editor[0], path)

    def test_a_draft_is_deleted_a_published_one_is_not(self, builder, editor, draft, path, session) -> None:
        published = builder.draft({**FRENCH, "code": "publie"})
        builder.publish(published)
        assert editor[0].get(f"{BASE}/{published.id}/supprimer").status_code == 303
        answer = post_form(editor[0], f"{path}/supprimer")
        assert (answer.status_code, answer.headers["Location"]) == (303, BASE)
        assert session.scalar(select(func.count()).select_from(QuestionnaireDraft)) == 1
        form = hidden_fields(editor[0].get(BASE), "/deconnexion")
        assert editor[0].post(f"{BASE}/{published.id}/supprimer", data=form).status_code == 404


def test_what_was_opened_under_its_code_holds_a_draft_too(builder, editor) -> None:
    builder.campaign({**FRENCH, "questions": FRENCH["questions"][2:]})
    other = {**FRENCH["questions"][2], "type": "short_text"}
    page = text_of(editor[0], f"{BASE}/{builder.draft({**FRENCH, 'questions': [other]}).id}")
    assert "Cette question a déjà été publiée sous un autre type" in page
