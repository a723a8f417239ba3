"""A draft becomes a version once all that is asked holds; open campaigns may go on with it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from app.core.audit import AuditEntry
from app.core.errors import NotThere
from app.core.unit_of_work import again, unit_of_work
from app.participation.building.easy_reading import digest_of_easy
from app.participation.definition import digest_of, parse, read
from app.participation.models import Campaign, QuestionnaireVersion, TrialAnswer
from app.participation.services import building, campaigns, releasing
from app.participation.services.campaigns import Plan
from app.participation.services.releasing import NotReady
from tests.participation.building.releasing_drafts import LISTED, SHEET, a_draft, anew, publish, say_anew
from tests.participation.making import ASKING, SMALL
from tests.participation.organising.reading import text_of, words
from tests.support.forms import hidden_fields, post_form


def open_one(maker, version, **plan) -> Campaign:
    with unit_of_work(maker._session):
        planned = Plan(**{"name": ASKING, "languages": ("fr", "ar"), **plan})
        return campaigns.open_version(maker.context(), maker.organisation().id, version, planned, maker.by)


def test_publishing_makes_one_version_of_one_text_and_takes_what_was_tried(maker, session) -> None:
    draft = a_draft(maker)
    with unit_of_work(session):
        tried = TrialAnswer(key="essai", draft_id=draft.id, made_on=maker.context().today)
        tried.body = "{}"
        session.add(tried)
    first = publish(maker, draft)
    assert (first.number, first.sha256, first.definition) == (1, digest_of(draft.body), draft.body)
    assert anew(session, draft).questionnaire_id == first.questionnaire_id
    assert session.scalars(select(TrialAnswer)).all() == []
    assert publish(maker, draft).id == first.id
    say_anew(maker, draft, "Êtes-vous venu ?")
    second = publish(maker, draft)
    assert (second.number, second.questionnaire_id) == (2, first.questionnaire_id)
    assert len(session.scalars(select(AuditEntry).where(AuditEntry.action == "survey:published")).all()) == 2


def test_two_publications_at_once_make_one_version(app, maker, session) -> None:
    from app.extensions import db

    number, context = a_draft(maker).id, maker.context()

    def one(_turn: int) -> int:
        with app.app_context():
            return again(db.session(), lambda mine: releasing.publish_draft(context._replace(session=mine), number, maker.by).number)

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(one, range(3))) == [1, 1, 1]
    assert len(session.scalars(select(QuestionnaireVersion)).all()) == 1


@pytest.mark.one_engine
class TestRefusals:
    def test_a_gate_that_is_shut_a_question_that_is_wrong_and_a_type_that_changed_refuse(self, maker, session) -> None:
        shut = a_draft(maker, gates=("donnees", "comite"), code="ferme")
        with pytest.raises(NotReady) as refusal:
            publish(maker, shut)
        assert sum(one.is_shut for one in refusal.value.why.gates) == 2
        wrong = a_draft(maker, code="faux", questions=read(SMALL).questions[1:])
        with pytest.raises(NotReady) as refusal:
            publish(maker, wrong)
        assert [one.key for one in refusal.value.why.problems] == ["moment"]
        draft = a_draft(maker)
        publish(maker, draft)
        other = read({**SMALL, "questions": [{**SMALL["questions"][2], "type": "short_text"}]})
        with unit_of_work(session):
            building.change(maker.context(), draft.id, lambda _found: other)
        with pytest.raises(NotReady) as refusal:
            publish(maker, draft)
        assert [one.code for one in refusal.value.why.problems] == ["type-changed"]
        assert len(session.scalars(select(QuestionnaireVersion)).all()) == 1

    def test_a_code_that_another_draft_publishes_under_is_refused_and_changed_by_a_button(self, editor, maker, session) -> None:
        publish(maker, a_draft(maker))
        second = a_draft(maker)
        with pytest.raises(NotReady):
            publish(maker, second)
        client, path = editor[0], f"{LISTED}/{second.id}/publier"
        assert "Donner un autre code" in text_of(client, path)
        assert post_form(client, path, action=f"{path}/code").status_code == 303
        assert parse(anew(session, second).body).code == "essai-2"
        assert publish(maker, second).number == 1

    def test_a_draft_goes_on_with_a_questionnaire_that_was_opened_under_its_code(self, maker) -> None:
        opened = maker.campaign()
        draft = a_draft(maker)
        say_anew(maker, draft, "Êtes-vous venu ?")
        version = publish(maker, draft)
        assert version.number == 2
        with unit_of_work(maker._session) as session:
            assert session.get_one(QuestionnaireVersion, opened.version_id).questionnaire_id == version.questionnaire_id


@pytest.mark.one_engine
class TestMoving:
    def test_a_campaign_goes_on_with_the_newest_version_in_languages_that_it_has(self, editor, maker, session) -> None:
        draft = a_draft(maker)
        campaign = open_one(maker, publish(maker, draft))
        with unit_of_work(session):
            building.change(maker.context(), draft.id, lambda _found: read({**SMALL, "languages": ["fr", "en"]}))
        second = publish(maker, draft)
        client, path = editor[0], f"{LISTED}/{draft.id}/publier"
        page = text_of(client, path)
        assert "Passer à la version 2" in page
        assert f"/mes-enquetes/nouvelle?version={second.id}" in page
        assert post_form(client, path, action=f"{path}/enquetes/{campaign.id}").status_code == 303
        assert (anew(session, campaign).version_id, campaign.languages) == (second.id, ["fr"])
        assert "Passer à la version" not in text_of(client, path)

    def test_one_that_is_over_of_another_or_whose_address_would_tell_does_not(self, maker, session) -> None:
        draft = a_draft(maker)
        first = publish(maker, draft)
        over, telling, other = open_one(maker, first), open_one(maker, first), maker.campaign({**SMALL, "code": "autre"})
        with unit_of_work(session):
            campaigns.close_campaign(maker.context(), over, maker.by)
        consent = {"key": "accord", "type": "consent", "label": dict.fromkeys(("fr", "fr-simple", "en", "ar"), "Accord ?")}
        with unit_of_work(session):
            told = read({**SMALL, "sensitive": True, "questions": [consent, *SMALL["questions"]]})
            building.change(maker.context(), draft.id, lambda _found: told)
        publish(maker, draft)
        for one in (over, telling, other):
            with pytest.raises(NotThere), unit_of_work(session):
                releasing.move_campaign(maker.context(), draft.id, one.id, maker.by)
            session.expire_all()


@pytest.mark.one_engine
class TestPages:
    def test_it_says_what_is_lacking_and_refuses_to_publish(self, editor, maker, session) -> None:
        draft = a_draft(maker, gates=("traductions", "facile", "comite:3", "donnees"))
        say_anew(maker, draft, "Êtes-vous venu ?")
        client, path = editor[0], f"{LISTED}/{draft.id}/publier"
        answer = client.get(path)
        page = words(answer)
        for told in (
            "4 choses à faire",
            "3 traductions sont à relire",
            "Personne n’a encore lu",
            "Il manque 3 accords",
            "Il reste à remplir",
        ):
            assert told in page
        assert f"{LISTED}/{draft.id}/langue/ar" in page
        assert 'name="lu"' not in page
        refused = client.post(path, data={**hidden_fields(answer, "/deconnexion"), "lu": digest_of(anew(session, draft).body)})
        assert refused.status_code == 422
        assert session.scalars(select(QuestionnaireVersion)).all() == []

    def test_what_is_asked_is_settled_and_the_journal_says_so(self, editor, maker, session) -> None:
        draft = a_draft(maker, gates=("donnees",))
        client, path = editor[0], f"{LISTED}/{draft.id}/publier/demandes"
        wrong = post_form(client, path, {"demandes": ["comite"], "accords": "beaucoup"})
        assert wrong.status_code == 422
        assert 'value="beaucoup"' in words(wrong)
        assert post_form(client, path, {"demandes": ["comite", "facile", "autre"], "accords": "3"}).status_code == 303
        assert anew(session, draft).gates == ["facile", "comite:3"]
        (line,) = session.scalars(select(AuditEntry).where(AuditEntry.action == "survey:gates-set")).all()
        assert (line.subject_id, line.detail) == (draft.id, "facile comite:3")

    def test_what_is_published_is_what_was_read(self, editor, maker, session) -> None:
        draft = a_draft(maker)
        client, path = editor[0], f"{LISTED}/{draft.id}/publier"
        form = hidden_fields(client.get(path), path)
        say_anew(maker, draft, "Êtes-vous venu ?")
        late = client.post(path, data=form)
        assert late.status_code == 409
        assert "il n’est pas publié" in words(late)
        assert session.scalars(select(QuestionnaireVersion)).all() == []
        assert post_form(client, path).status_code == 303
        assert "Ouvrir une enquête" in text_of(client, path)

    def test_a_reading_of_the_easy_french_is_noted_of_what_was_shown(self, editor, maker, session) -> None:
        draft = a_draft(maker, gates=("facile",))
        client, path = editor[0], f"{LISTED}/{draft.id}/publier/lecture"
        form = {**hidden_fields(client.get(path), path), "combien": "4", "jour": "2026-11-02"}
        assert client.post(path, data={**form, "jour": "2999-01-01"}).status_code == 422
        assert client.post(path, data={**form, "combien": "personne"}).status_code == 422
        say_anew(maker, draft, "Vous êtes venu ?", language="fr-simple")
        assert client.post(path, data=form).status_code == 409
        assert post_form(client, path, {"combien": "4", "jour": "2026-11-02"}).status_code == 303
        assert anew(session, draft).easy_review == {"people": 4, "on": "2026-11-02", "sha256": digest_of_easy(parse(draft.body))}

    def test_the_sheet_is_kept_warned_about_and_never_overwritten_unseen(self, editor, maker, session) -> None:
        draft = a_draft(maker, gates=("donnees",))
        client, path = editor[0], f"{LISTED}/{draft.id}/donnees"
        form = hidden_fields(client.get(path), path)
        given = {str(name): value for name, value in SHEET.items()}
        assert client.post(path, data={**form, **given, "contact": "Camille Exemple", "mineurs": ""}).status_code == 303
        page = text_of(client, path)
        assert "ressemble au nom d’une personne" in page
        assert "Les autorisations des mineurs" in page
        late = client.post(path, data={**form, **given, "objet": "Autre objet (exemple)"})
        assert late.status_code == 409
        assert "Autre objet (exemple)" in words(late)
        assert SHEET["objet"] in words(late)
        assert anew(session, draft).data_sheet["contact"] == "Camille Exemple"
        assert client.post(path, data={**hidden_fields(late, path), **given, "objet": "a" * 2000}).status_code == 422
        kept = client.post(path, data={**hidden_fields(late, path), **given})
        assert (kept.status_code, kept.headers["Location"]) == (303, f"{LISTED}/{draft.id}/publier")
        assert publish(maker, draft).number == 1

    def test_they_are_for_those_who_build_for_its_organisation(self, member, maker) -> None:
        draft = a_draft(maker)
        others = [member(organisation="Autre (exemple)", email="autre@exemple.fr")[0], member(role="membre", email="lit@exemple.fr")[0]]
        ours = member()[0]
        for page in ("publier", "publier/demandes", "publier/lecture", "donnees", "comite", "versions"):
            path = f"{LISTED}/{draft.id}/{page}"
            assert [client.get(path).status_code for client in others] == [404, 404], page
            assert ours.get(path).status_code == 200, page
            assert ours.get(f"{LISTED}/{draft.id + 1}/{page}").status_code == 404
