"""Opening a campaign: a shipped questionnaire is read, its form says what to mend, and two clicks open one campaign."""

import html

import pytest
from sqlalchemy import func, select

from app.accounts.models import Membership, Organisation
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.participation.checking import problems
from app.participation.definition import read
from app.participation.models import Campaign
from app.participation.rules import Audience, Refresh
from app.participation.shipped import shipped
from app.participation.views import opening
from app.web.translations import translator
from tests.participation.making import ASKING, SMALL
from tests.participation.organising.reading import BASE, FILLED, MODEL, NEW, OPEN_IT, text_of, words
from tests.support.forms import hidden_fields, links

pytestmark = pytest.mark.one_engine
SENSITIVE = next((code for code, one in shipped().items() if one.sensitive), "")


@pytest.fixture(autouse=True)
def now(at):
    at("2026-11-23 10:00")


@pytest.fixture
def send(editor):
    """`send(**changes)`: the answer to the form, filled and changed so."""

    def post(path=OPEN_IT, **changes):
        client = editor[0]
        return client.post(path, data={**hidden_fields(client.get(path), NEW), **FILLED, **changes})

    return post


@pytest.fixture
def only(session):
    """The one campaign that there is."""

    def read() -> Campaign:
        (found,) = session.scalars(select(Campaign)).all()
        return found

    return read


class TestChoosing:
    def test_every_shipped_questionnaire_leads_to_its_questions(self, editor) -> None:
        page = editor[0].get(NEW)
        for code, definition in shipped().items():
            assert f"{NEW}?modele={code}" in links(page)
            assert definition.title["fr"] in page.get_data(as_text=True)
            read = text_of(editor[0], f"{NEW}?modele={code}")
            assert read.count('class="item"') == len(definition.questions)

    @pytest.mark.parametrize("code", ["inconnu", "../secret", "a" * 5000, "%00"])
    def test_an_unknown_one_is_not_there(self, editor, code) -> None:
        assert editor[0].get(f"{NEW}?modele={code}").status_code == 404

    @pytest.mark.parametrize("language", ["en", "ar"])
    def test_it_is_read_in_the_language_of_the_page(self, editor, language) -> None:
        assert shipped()[MODEL].title[language] in text_of(editor[0], f"{OPEN_IT}&lang={language}")


class TestOpening:
    def test_opens_what_was_said(self, send, only, editor) -> None:
        answer = send(fin="2026-12-24", public="public", seuil="20", rythme="a_la_fin", listee="y", codes="y")
        made = only()
        assert answer.headers["Location"] == f"{BASE}/{made.id}"
        assert (made.name, made.languages, made.channels) == (FILLED["nom"], ["fr", "fr-simple", "ar"], ["lien", "papier"])
        assert (made.closes_on.isoformat(), made.needs_code, made.is_listed) == ("2026-12-24", True, True)
        assert (made.audience, made.k, made.refresh) == (Audience.PUBLIC, 20, Refresh.AT_END)
        assert "L’enquête est ouverte" in text_of(editor[0], f"{BASE}/{made.id}")

    @pytest.mark.parametrize(("audience", "k"), [("equipe", 5), ("public", 11)])
    def test_nothing_is_shown_of_fewer_people_than_whoever_reads_must_have(self, send, only, audience, k) -> None:
        send(public=audience)
        assert only().k == k

    def test_two_clicks_open_one(self, editor, only) -> None:
        client = editor[0]
        form = {**hidden_fields(client.get(OPEN_IT), NEW), **FILLED}
        assert len({client.post(OPEN_IT, data=form).headers["Location"] for _ in range(3)}) == 1
        only()

    def test_what_is_sensitive_is_never_listed(self, editor, only) -> None:
        if not SENSITIVE:
            pytest.skip("no shipped questionnaire is sensitive")
        client, path = editor[0], f"{NEW}?modele={SENSITIVE}"
        page = client.get(path)
        assert 'name="listee"' not in page.get_data(as_text=True)
        client.post(path, data={**hidden_fields(page, NEW), **FILLED, "listee": "y"})
        assert not only().is_listed


class TestMistakes:
    @pytest.mark.parametrize(
        ("changes", "told"),
        [
            ({"nom": " \x00\x85\ufffe "}, "Écrivez le nom que les personnes liront."),
            ({"nom": "a" * 121}, "Ce texte est trop long."),
            ({"fin": "2026-11-22"}, "Choisissez aujourd’hui ou un jour à venir"),
            ({"fin": "2028-01-01"}, "dans un an au plus"),
            ({"fin": "bientôt\x00"}, "Écrivez un jour, par exemple"),
            ({"voies": []}, "Choisissez au moins une façon de répondre."),
            ({"voies": ["pigeon"]}, "Choisissez au moins une façon de répondre."),
            ({"public": "voisins"}, "Choisissez qui lira les résultats."),
            ({"rythme": ""}, "Choisissez quand les textes arrivent."),
            ({"seuil": "4"}, "Écrivez un nombre de 5 à 500"),
            ({"seuil": "10", "public": "public"}, "écrivez un nombre de 11 à 500"),
            ({"seuil": "9" * 400}, "Écrivez un nombre de 5 à 500"),
        ],
    )
    def test_are_told_and_what_was_typed_stays(self, send, session, changes, told) -> None:
        answer = send(**changes)
        assert answer.status_code == 422
        assert told in words(answer)
        assert "nom" in changes or FILLED["nom"] in words(answer)
        assert session.scalar(select(func.count()).select_from(Campaign)) == 0

    def test_odd_languages_are_put_aside_and_signs_that_nobody_sees_too(self, send, only) -> None:
        assert send(parlees=["xx", "ar", "ar", "fr"], nom="Un\x00 lieu\n\texemple").status_code == 303
        assert (only().languages, only().name) == (["fr", "ar"], "Un lieu exemple")

    def test_a_questionnaire_that_the_checks_refuse_is_not_opened_and_says_why(self, send, session, monkeypatch) -> None:
        unsound = read({**SMALL, "sensitive": True})
        monkeypatch.setattr(opening, "definition_called", lambda code: unsound)
        answer = send()
        assert answer.status_code == 422
        (problem, *_) = problems(unsound)
        assert html.unescape(words(answer)).count(problem.said(translator("fr")).replace("\xa0", " ").replace("\u202f", " ")) == 1
        assert session.scalar(select(func.count()).select_from(Campaign)) == 0


class TestWhoAsks:
    def test_one_of_several_organisations_is_chosen(self, maker, member, session, only) -> None:
        client, account = member()
        other = maker.organisation("Ailleurs exemple")
        with unit_of_work(session):
            session.add(Membership(account_id=account.id, organisation_id=other.id, role="proprietaire", created_at=utc_now()))
        form = {**hidden_fields(client.get(OPEN_IT), NEW), **FILLED}
        for given in ({}, {"organisation": "9999"}, {"organisation": "x" * 50}):
            assert "Choisissez l’organisation" in words(client.post(OPEN_IT, data={**form, **given}))
        assert client.post(OPEN_IT, data={**form, "organisation": str(other.id)}).status_code == 303
        assert only().organisation_id == other.id

    def test_one_that_nobody_verified_waits(self, maker, member, session) -> None:
        client, _ = member()
        with unit_of_work(session):
            session.scalars(select(Organisation).where(Organisation.name == ASKING)).one().verified_at = None
        for path in (NEW, OPEN_IT):
            assert "n’est pas encore vérifiée" in text_of(client, path)

    def test_a_plain_member_opens_nothing(self, member, session) -> None:
        client, _ = member("membre")
        token = hidden_fields(client.get(BASE), "/deconnexion")
        assert client.get(OPEN_IT).status_code == 404
        assert client.post(OPEN_IT, data={**token, **FILLED}).status_code == 404
        assert session.scalar(select(func.count()).select_from(Campaign)) == 0
