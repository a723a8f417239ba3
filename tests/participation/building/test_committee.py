"""People concerned read a questionnaire by a link, without an account: they remark, agree, object, and nothing is published over that."""

import pytest
from sqlalchemy import select

from app.core.audit import AuditEntry
from app.core.tokens import digest
from app.core.unit_of_work import unit_of_work
from app.participation.definition import digest_of, read
from app.participation.models import CommitteeComment, CommitteeLink
from app.participation.services import building
from app.participation.services.releasing import NotReady
from tests.participation.building.releasing_drafts import LISTED, TOKEN, a_draft, a_link, anew, answers, publish, say_anew, think
from tests.participation.making import SMALL
from tests.participation.organising.reading import text_of, words
from tests.support.forms import hidden_fields, post_form
from tests.support.leaking import Leaks
from tests.support.plugins.leaks import listening_to_logs

pytestmark = pytest.mark.one_engine
REMARK = "ce mot est dur à lire (exemple)"


@pytest.fixture
def draft(maker):
    return a_draft(maker, gates=("comite:2",))


@pytest.fixture
def path(draft):
    return f"{LISTED}/{draft.id}/comite"


@pytest.fixture
def room(app, maker, draft, path, session):
    return app, maker, draft, path, session


def links(session) -> list[CommitteeLink]:
    session.expire_all()
    return list(session.scalars(select(CommitteeLink).order_by(CommitteeLink.id)))


class TestAuthors:
    def test_a_link_is_told_once_named_by_its_rank_and_kept_as_a_digest(self, editor, path, session) -> None:
        client = editor[0]
        form = hidden_fields(client.get(path), path)
        assert [client.post(path, data=form).status_code for _ in range(2)] == [303, 303]
        (token,) = set(TOKEN.findall(text_of(client, path)))
        assert TOKEN.findall(text_of(client, path)) == []
        assert post_form(client, path).status_code == 303
        first, second = links(session)
        assert (first.token_digest, first.name, second.name) == (digest(token), "Comité, lien 1", "Comité, lien 2")

    def test_remarks_are_read_by_question_sealed_at_rest_and_settled(self, editor, room) -> None:
        app, maker, draft, path, session = room
        client, member = editor[0], app.test_client()
        token = a_link(maker, draft)
        assert think(member, token, visite=REMARK, whole="bien (exemple)").status_code == 303
        page = text_of(client, path)
        for told in (REMARK, "Question 1", "Sur tout le questionnaire", "Comité, lien 1", "2 remarques attendent."):
            assert told in page
        raw = session.connection().exec_driver_sql("SELECT words FROM committee_comment").scalars().all()
        assert raw
        assert not any(REMARK in one for one in raw)
        comment = session.scalars(select(CommitteeComment).where(CommitteeComment.question == "visite")).one()
        session.rollback()
        assert post_form(client, path, action=f"{path}/remarques/{comment.id}").status_code == 303
        assert "1 remarque attend." in text_of(client, path)
        assert "L’équipe s’est occupée de votre remarque" in text_of(member, f"/avis/{token}")

    def test_those_of_another_organisation_neither_see_nor_act(self, member, room) -> None:
        app, maker, draft, path, session = room
        token = a_link(maker, draft)
        think(app.test_client(), token, visite=REMARK)
        (link,), comment = links(session), session.scalars(select(CommitteeComment)).one()
        other = member(organisation="Autre (exemple)", email="autre@exemple.fr")[0]
        own = a_draft(maker, organisation="Autre (exemple)")
        assert other.get(path).status_code == 404
        form = hidden_fields(other.get(f"{LISTED}/{own.id}/comite"), "/deconnexion")
        for number in (draft.id, own.id):
            at = f"{LISTED}/{number}/comite"
            assert other.post(f"{at}/{link.id}/retirer", data=form).status_code == 404
            assert other.post(f"{at}/remarques/{comment.id}", data=form).status_code == 404
        assert links(session)[0].revoked_at is None

    def test_the_secret_is_in_no_log_no_title_and_no_other_page(self, editor, room) -> None:
        app, maker, draft, path, _session = room
        client, token = editor[0], a_link(maker, draft)
        with listening_to_logs(heard := Leaks(token, REMARK)):
            think(app.test_client(), token, "approuve", visite=REMARK)
            own = text_of(app.test_client(), f"/avis/{token}")
            others = [text_of(client, page) for page in (path, f"{LISTED}/{draft.id}/publier", f"{LISTED}/{draft.id}/versions")]
        assert heard.found == []
        assert token not in own.partition("</title>")[0]
        assert not any(token in page for page in others)


class TestMembers:
    def test_the_page_is_kept_nowhere_in_easy_words_and_in_the_languages_of_the_draft(self, app, maker, draft) -> None:
        client, path = app.test_client(), f"/avis/{a_link(maker, draft)}"
        answer = client.get(path)
        assert (answer.headers["Cache-Control"], answer.headers["X-Robots-Tag"]) == ("no-store", "noindex")
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        page = words(answer)
        assert "Question visite ? [fr-simple]" in page
        assert "seulement si vous avez répondu « Oui [fr-simple] »" in page
        for code, told in (("fr", "Question visite ?<"), ("ar", "Question visite ? [ar]"), ("en", "Question visite ? [en]")):
            assert told in text_of(client, f"{path}?lang={code}")

    def test_a_link_that_is_unknown_or_taken_back_opens_nothing(self, editor, room) -> None:
        app, maker, draft, path, session = room
        client, token = app.test_client(), a_link(maker, draft)
        form = hidden_fields(client.get(f"/avis/{token}"), f"/avis/{token}")
        assert post_form(editor[0], path, action=f"{path}/{links(session)[0].id}/retirer").status_code == 303
        assert client.post(f"/avis/{token}", data={**form, "avis": "approuve"}).status_code == 404
        for unknown in (token, "x", "a" * 500):
            assert client.get(f"/avis/{unknown}").status_code == 404
        assert links(session)[0].opinion is None

    def test_enough_members_agree_and_it_is_published_then_they_read_what_became(self, app, maker, draft, session) -> None:
        tokens = [a_link(maker, draft) for _ in range(2)]
        assert think(app.test_client(), tokens[0], "approuve", moment=REMARK).status_code == 303
        with pytest.raises(NotReady):
            publish(maker, draft)
        assert think(app.test_client(), tokens[1], "approuve").status_code == 303
        client = app.test_client()
        assert "vous avez dit que vous êtes d’accord" in text_of(client, f"/avis/{tokens[1]}")
        form = hidden_fields(client.get(f"/avis/{tokens[1]}"), f"/avis/{tokens[1]}")
        assert publish(maker, draft).number == 1
        page = text_of(app.test_client(), f"/avis/{tokens[0]}")
        for told in ("version 1", REMARK, "Question 2", "pas encore occupée"):
            assert told in page
        late = client.post(f"/avis/{tokens[1]}", data={**form, **answers("oppose", {"whole": REMARK})})
        assert late.status_code == 409
        assert REMARK in words(late)
        assert [one.opinion for one in links(session)] == ["approuve", "approuve"]
        said = session.scalars(select(AuditEntry).where(AuditEntry.action == "survey:opinion")).all()
        assert [(line.actor, line.account_id, line.detail) for line in said] == [("comite", None, "approuve")] * 2

    def test_an_approval_falls_with_the_text_and_an_objection_stands_even_without_its_link(self, editor, room) -> None:
        app, maker, draft, path, session = room
        one, two, three = (a_link(maker, draft) for _ in range(3))
        for token in (one, two):
            think(app.test_client(), token, "approuve")
        assert think(app.test_client(), three, "oppose").status_code == 422
        assert think(app.test_client(), three, "oppose", whole=REMARK).status_code == 303
        with pytest.raises(NotReady):
            publish(maker, draft)
        say_anew(maker, draft, "Êtes-vous venu ?")
        assert "Votre désaccord compte toujours" in text_of(app.test_client(), f"/avis/{three}")
        assert "Votre accord ne compte plus" in text_of(app.test_client(), f"/avis/{one}")
        for token in (one, two):
            think(app.test_client(), token, "approuve")
        assert post_form(editor[0], path, action=f"{path}/{links(session)[2].id}/retirer").status_code == 303
        with pytest.raises(NotReady) as refusal:
            publish(maker, draft)
        assert [lack.names for gate in refusal.value.why.gates if gate.is_shut for lack in gate.lacks] == [("Comité, lien 3",)]
        page = text_of(editor[0], path)
        assert "Le désaccord reste, même sans le lien." in page
        assert "sur un texte qui a changé depuis" in page
        with unit_of_work(session):
            anew(session, draft).gates = []
        assert "Comité, lien 3 n’est pas d’accord" in text_of(editor[0], f"{LISTED}/{draft.id}/publier")
        assert publish(maker, draft).number == 1

    def test_somebody_who_objects_may_say_otherwise(self, app, maker, draft) -> None:
        tokens = [a_link(maker, draft) for _ in range(2)]
        think(app.test_client(), tokens[0], "oppose", whole=REMARK)
        for token in tokens:
            think(app.test_client(), token, "approuve")
        assert publish(maker, draft).number == 1

    def test_what_changed_while_they_read_is_told_and_their_words_are_kept(self, app, maker, draft, session) -> None:
        client, path = app.test_client(), f"/avis/{a_link(maker, draft)}"
        form = {**hidden_fields(client.get(path), path), **answers("approuve", {"visite": REMARK, "dire": "gardé (exemple)"})}
        later = read({**SMALL, "questions": [{**SMALL["questions"][0], "picto": "yes"}]})
        with unit_of_work(session):
            building.change(maker.context(), draft.id, lambda _found: later)
        late = client.post(path, data=form)
        assert late.status_code == 409
        page = words(late)
        for told in ("Le questionnaire a changé pendant votre lecture", "Cette question a changé.", "1 question a changé", REMARK):
            assert told in page
        assert "\ngardé (exemple)</textarea>" in page
        assert links(session)[0].opinion is None
        sent = client.post(path, data={**hidden_fields(late, path), **answers("approuve", {"visite": REMARK})})
        assert sent.status_code == 303
        assert links(session)[0].read_sha256 == digest_of(anew(session, draft).body)

    @pytest.mark.parametrize(
        "given",
        [{}, {"avis": "autre"}, {"remarque": " \n\x00 "}, {"remarque-visite": "a" * 1001}, {"avis": "oppose", "remarque-visite": REMARK}],
    )
    def test_a_form_that_says_nothing_or_too_much_is_shown_again(self, app, maker, draft, session, given) -> None:
        client, path = app.test_client(), f"/avis/{a_link(maker, draft)}"
        answer = client.post(path, data={**hidden_fields(client.get(path), path), **given})
        assert answer.status_code == 422
        assert given.get("remarque-visite", "") in words(answer)
        assert session.scalars(select(CommitteeComment)).all() == []

    def test_sent_twice_a_remark_is_one(self, app, maker, draft, session) -> None:
        client, path = app.test_client(), f"/avis/{a_link(maker, draft)}"
        form = {**hidden_fields(client.get(path), path), "remarque-visite": REMARK, "remarque-x": "?", "lu-x-y": "é", "remarque-": "rien"}
        assert [client.post(path, data=form).status_code for _ in range(2)] == [303, 303]
        found = session.scalars(select(CommitteeComment)).all()
        assert sorted((one.question, one.words) for one in found) == [("visite", REMARK)]
