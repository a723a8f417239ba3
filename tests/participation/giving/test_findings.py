"""Those who ask write what they heard and what is decided: in order, with a reason, shown or not; two who write at once lose nothing."""

import pytest
from lxml import html
from sqlalchemy import select

from app.core.audit import AuditEntry
from app.core.unit_of_work import unit_of_work
from app.participation import giving_queries
from app.participation.rules import Audience, Decision
from app.participation.services import giving_back
from tests.participation.organising.reading import BASE, words
from tests.support.forms import hidden_fields, links, post_form

pytestmark = pytest.mark.one_engine
FILLED = {
    "entendu": "Le matin, c’est fermé (exemple).", "question": "visite", "decision": "fait", "reponse": "Nous ouvrons à 7 h (exemple).",
    "entendu_ar": "مثال", "reponse_ar": "",
}  # fmt: skip


def at(campaign, end: str = "") -> str:
    return f"{BASE}/{campaign.id}/suite{end}"


def heard(session, campaign) -> list[str]:
    session.expire_all()
    return [one.heard["fr"] for one in giving_queries.findings(session, campaign.id)]


def read(answer, status: int = 200) -> str:
    assert answer.status_code == status, (answer.status_code, answer.location)
    return " ".join(words(answer).split())


class TestWriting:
    def test_one_is_added_once_and_says_what_was_typed(self, campaign, editor, session) -> None:
        client = editor[0]
        form = {**hidden_fields(client.get(at(campaign, "/nouveau")), at(campaign, "/nouveau")), **FILLED}
        for _ in range(2):
            assert client.post(at(campaign, "/nouveau"), data=form).location == at(campaign)
        (made,) = giving_queries.findings(session, campaign.id)
        assert (made.heard, made.answer) == ({"fr": FILLED["entendu"], "ar": "مثال"}, {"fr": FILLED["reponse"]})
        assert (made.question, made.decision, made.place) == ("visite", "fait", 1)
        page = read(client.get(at(campaign)))
        assert FILLED["entendu"] in page
        assert "C’est fait" in page
        assert "pas en : Français simple, English, العربية" in page

    def test_what_is_missing_is_told_and_nothing_typed_is_lost(self, campaign, editor, session) -> None:
        for changed, told in [
            ({"entendu": "  "}, "Écrivez ce que les personnes ont dit"),
            ({"decision": ""}, "Choisissez ce qui est décidé."),
            ({"decision": "non", "reponse": ""}, "Dites pourquoi."),
            ({"decision": "plus_tard", "reponse": " \n"}, "Dites pourquoi."),
            ({"reponse": ""}, "Dites ce que vous faites"),
            ({"entendu_ar": "ا" * 301}, "gardez 300 signes au plus"),
        ]:
            given = {**FILLED, **changed}
            page = read(post_form(editor[0], at(campaign, "/nouveau"), given), 422)
            assert told in page
            kept = html.fromstring(page)
            for name in ("entendu", "reponse", "entendu_ar"):
                assert kept.xpath(f"string(//textarea[@name='{name}'])").strip() == given[name].strip()
        assert heard(session, campaign) == []

    def test_what_no_page_can_show_and_what_no_form_sends_does_no_harm(self, campaign, editor, session) -> None:
        given = {**FILLED, "entendu": "un\0deux", "question": "inconnue"}
        post_form(editor[0], at(campaign, "/nouveau"), given)
        (made,) = giving_queries.findings(session, campaign.id)
        assert (made.heard["fr"], made.question) == ("un deux", "")

    def test_a_page_that_is_full_loses_nothing(self, campaign, editor, session, finding, monkeypatch) -> None:
        monkeypatch.setattr(giving_back, "MOST_FINDINGS", 1)
        path = at(campaign, "/nouveau")
        form = {**hidden_fields(editor[0].get(path), path), **FILLED}
        finding(campaign, "Un.")
        page = read(editor[0].post(path, data=form), 422)
        assert "La page est pleine." in page
        assert FILLED["reponse"] in page
        assert heard(session, campaign) == ["Un."]

    def test_who_changes_it_second_sees_both(self, campaign, editor, session, finding) -> None:
        client, one = editor[0], finding(campaign)
        path = at(campaign, f"/{one.id}")
        form = {**hidden_fields(client.get(path), path), **FILLED}
        assert client.post(path, data={**form, "entendu": "Premier."}).status_code == 303
        late = client.post(path, data={**form, "entendu": "Second.", "decision": "non"})
        page = read(late, 409)
        assert "Premier." in page
        assert html.fromstring(page).xpath("string(//textarea[@name='entendu'])").strip() == "Second."
        assert heard(session, campaign) == ["Premier."]
        assert client.post(path, data={**form, **hidden_fields(late, path), "entendu": "Second."}).status_code == 303
        assert heard(session, campaign) == ["Second."]

    def test_what_is_typed_of_one_that_was_taken_away_is_added_again(self, campaign, editor, session, finding) -> None:
        client, one = editor[0], finding(campaign, is_shown=False)
        path = at(campaign, f"/{one.id}")
        form = {**hidden_fields(client.get(path), path), **FILLED, "entendu": "Mes mots."}
        post_form(client, path, action=f"{path}/retirer")
        late = client.post(path, data=form)
        assert "Quelqu’un a retiré ce constat" in read(late, 409)
        again = {**form, **hidden_fields(late, at(campaign, "/nouveau"))}
        assert client.post(at(campaign, "/nouveau"), data=again).status_code == 303
        assert heard(session, campaign) == ["Mes mots."]


class TestOrder:
    def test_buttons_move_them_and_a_part_alone_answers_htmx(self, campaign, editor, session, finding) -> None:
        client = editor[0]
        one, _, three = (finding(campaign, name) for name in ("Un.", "Deux.", "Trois."))
        for moved, way, then in [
            (three, "haut", ["Un.", "Trois.", "Deux."]),
            (one, "bas", ["Trois.", "Un.", "Deux."]),
            (three, "haut", ["Trois.", "Un.", "Deux."]),
        ]:
            form = hidden_fields(client.get(at(campaign)), "/deconnexion")
            answer = client.post(at(campaign, f"/{moved.id}/deplacer"), data={**form, "sens": way})
            assert answer.location == at(campaign)
            assert heard(session, campaign) == then
        part = client.get(at(campaign), headers={"HX-Request": "true"})
        assert read(part).startswith('<div id="constats">')

    def test_who_writes_in_one_is_not_disturbed(self, campaign, editor, session, maker, finding) -> None:
        client, one = editor[0], finding(campaign)
        finding(campaign, "Autre.")
        path = at(campaign, f"/{one.id}")
        form = {**hidden_fields(client.get(path), path), **FILLED, "entendu": "Changé."}
        with unit_of_work(session):
            giving_back.move(maker.context(), campaign.id, one.id, is_up=False)
        assert client.post(path, data=form).status_code == 303
        assert heard(session, campaign) == ["Autre.", "Changé."]


class TestShowing:
    def test_nothing_is_shown_without_a_finding_and_the_journal_says_the_rest(self, campaign, editor, session, finding) -> None:
        client, account = editor
        form = hidden_fields(client.get(at(campaign)), "/deconnexion")
        assert client.post(at(campaign, "/montrer"), data=form).status_code == 303
        session.refresh(campaign)
        assert campaign.given_back_at is None
        one = finding(campaign, is_shown=False)
        post_form(client, at(campaign), action=at(campaign, "/montrer"))
        session.refresh(campaign)
        assert campaign.given_back_at is not None
        post_form(client, at(campaign, f"/{one.id}"), action=at(campaign, f"/{one.id}/retirer"))
        session.refresh(campaign)
        assert campaign.given_back_at is None, "an empty page is shown no more"
        done = session.execute(select(AuditEntry.action, AuditEntry.account_id).where(AuditEntry.action.like("survey:given-back%"))).all()
        assert done == [("survey:given-back", account.id), ("survey:given-back-hidden", account.id)]

    def test_a_member_reads_and_others_find_nothing(self, campaign, member, session, finding) -> None:
        one = finding(campaign)
        plain, _ = member("membre", email="membre@exemple.fr")
        page = plain.get(at(campaign))
        assert not {at(campaign, "/nouveau"), at(campaign, f"/{one.id}")} & set(links(page))
        form = hidden_fields(page, "/deconnexion")
        for end in ("/nouveau", f"/{one.id}", f"/{one.id}/deplacer", f"/{one.id}/retirer", "/montrer", "/cacher"):
            assert plain.post(at(campaign, end), data={**form, **FILLED}).status_code == 404, end
        other, _ = member("proprietaire", organisation="Ailleurs exemple", email="ailleurs@exemple.fr")
        assert other.get(at(campaign)).status_code == 404
        assert heard(session, campaign) == [one.heard["fr"]]

    def test_one_of_another_campaign_is_not_there(self, maker, campaign, editor, finding) -> None:
        client, elsewhere = editor[0], finding(maker.campaign())
        assert client.get(at(campaign, f"/{elsewhere.id}")).status_code == 404
        form = hidden_fields(client.get(at(campaign)), "/deconnexion")
        for end in ("/deplacer", "/retirer"):
            assert client.post(at(campaign, f"/{elsewhere.id}{end}"), data=form).status_code == 404


class TestSentences:
    """What everybody may read is offered to start from, once results are shown."""

    def test_none_before_and_the_public_ones_after(self, maker, editor) -> None:
        client, campaign = editor[0], maker.campaign(audience=Audience.TEAM)
        maker.fill(campaign, [{"visite": "oui", "moment": "matin"}] * 24 + [{"visite": "non"}] * 12)
        start = f"{at(campaign)}/nouveau?question=visite"
        assert start not in links(client.get(at(campaign)))
        maker.end(campaign)
        assert start in links(client.get(at(campaign)))
        page = read(client.get(start))
        told = "2 personnes sur 3 répondent : « Oui »."
        assert html.fromstring(page).xpath("string(//textarea[@name='entendu'])").strip().casefold() in (told, f"environ {told}".casefold())
        assert html.fromstring(page).xpath("string(//option[@selected])") == "Question visite ?"


def test_each_decision_has_a_word_and_a_drawing(campaign, client, finding) -> None:
    for one in Decision:
        finding(campaign, f"{one} (exemple)", one)
    page = html.fromstring(words(client.get(f"/enquetes/{campaign.slug}/suite")))
    told = [(mark.xpath("string(strong)"), len(mark.xpath("*[local-name()='svg']/*"))) for mark in page.find_class("decided")]
    assert told == [("C’est fait", 1), ("C’est en cours", 1), ("Plus tard", 1), ("Non", 1)]
