"""What those who answered come back to read: by three words, before and after it is shown, and nothing of fewer people than may be told."""

import pytest
from lxml import html

from app.core.unit_of_work import unit_of_work
from app.participation.rules import Audience, Channel, Decision
from tests.participation.devices.device_pages import Device
from tests.participation.making import SMALL, WRITTEN, question
from tests.participation.organising.reading import BASE, words
from tests.support.forms import hidden_fields, links, post_form

pytestmark = pytest.mark.one_engine
FIND = "/enquetes/suite"
SAME = "Ces mots sont les mêmes pour tout le monde : ils ne disent pas qui vous êtes."


def page_of(client, campaign, end="suite", status=200, **query):
    answer = client.get(f"/enquetes/{campaign.slug}/{end}", query_string=query)
    assert answer.status_code == status, (answer.status_code, answer.location)
    return answer


def told(answer) -> str:
    return " ".join(html.fromstring(words(answer)).xpath("string(//main)").split())


class TestPage:
    def test_before_it_is_shown_it_says_to_come_back(self, campaign, client, finding) -> None:
        finding(campaign, "Pas encore dit (exemple).", is_shown=False)
        page = told(page_of(client, campaign))
        assert "Pas encore : revenez." in page
        assert "Gardez vos trois mots." in page
        assert "Pas encore dit" not in page

    def test_then_each_finding_and_its_decision(self, campaign, client, finding, at) -> None:
        at("2026-11-23 10:00")
        finding(campaign, "Le matin, c’est fermé.", Decision.NO, answer="Nous n’avons pas la clé.", question="visite")
        answer = page_of(client, campaign)
        assert answer.headers["Cache-Control"] == "no-store"
        page = told(answer)
        for one in ("Question visite ?", "Le matin, c’est fermé.", "Non", "Nous n’avons pas la clé.", "23 novembre 2026"):
            assert one in page
        assert "personnes ont répondu" not in page, "results are not shown yet"

    def test_what_is_in_french_alone_is_said_so_on_the_arabic_page(self, campaign, client, finding) -> None:
        finding(campaign, {"fr": "En français.", "ar": "مثال"}, answer="Réponse en français.")
        page = html.fromstring(words(page_of(client, campaign, lang="ar")))
        assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
        assert page.xpath("//main//h2")[0].text_content().strip() == "مثال"
        (part,) = page.xpath("//main//*[text()='Réponse en français.']")
        assert (part.get("lang"), part.get("dir")) == ("fr", "ltr")

    @pytest.mark.parametrize(("people", "said"), [(10, ""), (13, "Environ 15 personnes ont répondu.")])
    def test_how_many_answered_is_rounded_and_told_of_eleven_at_least(self, maker, client, finding, people, said) -> None:
        campaign = maker.campaign()
        maker.fill(campaign, [{"visite": "non"}] * people, is_last=True)
        finding(campaign)
        page = told(page_of(client, campaign))
        assert said in page
        assert ("personnes ont répondu" in page) == bool(said)

    def test_a_sensitive_one_has_a_title_that_tells_nothing_and_a_way_out(self, maker, client, finding) -> None:
        asked = [question("accord", "consent"), *SMALL["questions"]]
        campaign = maker.campaign({**SMALL, "sensitive": True, "questions": asked}, audience=Audience.PUBLIC)
        finding(campaign)
        for end, status in (("suite", 200), ("resultats", 404)):
            page = html.fromstring(words(page_of(client, campaign, end, status)))
            assert "Essai" not in page.xpath("string(//title)")
            assert page.xpath("//a[@data-quick-exit]")

    def test_a_kiosk_leads_nowhere_else(self, app, session, maker, campaign, finding) -> None:
        finding(campaign)
        kiosk = Device(app.test_client(), session, maker, campaign, Channel.KIOSK).open()
        for end in ("suite", "merci", "resultats"):
            assert kiosk.refresh(end)[1] == "nouvelle"
            found = links(kiosk.client.get(kiosk.path(end)))
            assert set(found) <= {"#contenu", kiosk.path("nouvelle")}, found
        assert campaign.receipt.replace("-", " ") in told(page_of(kiosk.client, campaign, "merci"))


class TestWords:
    def find(self, client, typed: str):
        return post_form(client, FIND, {"mots": typed})

    def test_lead_to_the_page_however_they_are_typed(self, campaign, client, session) -> None:
        with unit_of_work(session):
            session.merge(campaign).receipt = "aloès-anémone-cactus"
        for typed in ("aloès-anémone-cactus", "ALOES , Anemone cactus ", "cactus aloès anémone", "aloes anémonne kactus"):
            assert self.find(client, typed).location == f"/enquetes/{campaign.slug}/suite", typed

    def test_others_are_refused_with_what_to_check(self, campaign, client) -> None:
        assert campaign.receipt != "abeille-balcon-cactus"
        for typed, why in [
            ("", "Écrivez vos trois mots"),
            ("abeille balcon", "Écrivez vos trois mots"),
            ("abeille balcon zzzzzz", "« zzzzzz »"),
            ("abeille balcon cactus", "ne mènent à aucune page"),
            ("a\0'\"<b> %s {} abeille", "Écrivez vos trois mots"),
        ]:
            answer = self.find(client, typed)
            assert answer.status_code == 422, typed
            page = told(answer)
            assert why in page, typed
            assert "J’ai trois mots : reprendre" in page, "they may be those of a pause"

    def test_are_told_with_where_to_type_them(self, maker, client, editor) -> None:
        campaign = maker.campaign()
        spaced = campaign.receipt.replace("-", " ")
        thanks = page_of(client, campaign, "merci")
        assert spaced in told(thanks)
        assert SAME in told(thanks)
        assert FIND in links(thanks)
        paper = told(editor[0].get(f"{BASE}/{campaign.id}/papier"))
        assert spaced in paper
        assert SAME in paper
        assert "127.0.0.1:5000/enquetes/suite" in paper
        assert FIND in links(client.get("/enquetes"))
        post_form(editor[0], f"{BASE}/{campaign.id}", action=f"{BASE}/{campaign.id}/fermer")
        over = client.get(f"/enquetes/{campaign.slug}")
        assert f"/enquetes/{campaign.slug}/suite" in links(over)


class TestPublicResults:
    ROWS = [{"visite": "oui", "moment": "matin"}] * 36 + [{"visite": "non"}] * 18

    def test_are_said_in_sentences_then_drawn_and_counted(self, maker, client) -> None:
        campaign = maker.campaign(audience=Audience.PUBLIC)
        maker.fill(campaign, self.ROWS, is_last=True)
        answer = page_of(client, campaign, "resultats")
        page = told(answer)
        assert "Environ 55 personnes ont répondu." in page
        assert "ersonnes sur 3 répondent : « Oui »." in page
        assert WRITTEN not in page
        cells = html.fromstring(words(answer)).xpath("//section[normalize-space(h3)='Question visite ?']//tbody/tr[1]/*/text()")
        assert cells == ["Oui", "35"]
        assert "Question dire" not in page, "what people write is neither shown nor counted"
        assert f"/enquetes/{campaign.slug}/resultats" in links(page_of(client, campaign))

    def test_nothing_of_fewer_than_eleven(self, maker, client) -> None:
        campaign = maker.campaign(audience=Audience.PUBLIC, k=11)
        maker.fill(campaign, [{"visite": "oui", "moment": "matin"}] * 11 + [{"visite": "non"}] * 10, is_last=True)
        page = told(page_of(client, campaign, "resultats"))
        assert "Trop peu de personnes : nous ne montrons rien." in page
        assert "Oui" not in page
        small = maker.campaign(audience=Audience.PUBLIC)
        maker.fill(small, [{"visite": "oui", "moment": "matin"}] * 10)
        maker.end(small)
        assert "Moins de 11 personnes ont répondu : nous ne montrons rien." in told(page_of(client, small, "resultats"))

    @pytest.mark.parametrize(("audience", "is_over"), [(Audience.TEAM, True), (Audience.PUBLIC, False)])
    def test_those_that_are_not_for_everybody_are_not_there(self, maker, client, audience, is_over) -> None:
        campaign = maker.campaign(audience=audience)
        maker.fill(campaign, self.ROWS, is_last=is_over)
        answer = page_of(client, campaign, "resultats", 404)
        assert "Oui" not in told(answer)
        assert f"/enquetes/{campaign.slug}/suite" in links(answer)
        assert f"/enquetes/{campaign.slug}/resultats" not in links(page_of(client, campaign))

    def test_show_no_more_than_the_public_preview(self, maker, client, editor) -> None:
        campaign = maker.campaign(audience=Audience.PUBLIC)
        maker.fill(campaign, [*self.ROWS, {"visite": {"special": "nsp"}}], is_last=True)
        preview = html.fromstring(words(editor[0].get(f"{BASE}/{campaign.id}/resultats?pour=public")))
        shown = html.fromstring(words(page_of(client, campaign, "resultats")))
        rows = shown.xpath("//tbody/tr")
        assert rows
        for row in rows:
            name, people = row.xpath("string(th)").strip(), row.xpath("string(td)").strip()
            assert preview.xpath(f"//tbody/tr[normalize-space(th)='{name}'][normalize-space(td)='{people}']"), (name, people)


class TestPoster:
    def leaf(self, client, campaign, language="fr"):
        answer = client.get(f"{BASE}/{campaign.id}/affiche-suite?langue={language}")
        assert answer.status_code == 200
        (leaf,) = html.fromstring(words(answer)).find_class("leaf")
        return leaf

    def test_says_four_findings_in_short_and_how_many_more(self, campaign, editor, finding) -> None:
        for number in range(6):
            finding(campaign, f"Constat {number}. " + "mot " * 70, Decision.LATER, answer="raison " * 100)
        leaf = self.leaf(editor[0], campaign)
        items = leaf.xpath(".//ul[@class='told']/li")
        assert [item.xpath("string(.//strong)")[:9] for item in items] == [f"Constat {number}" for number in range(4)]
        assert all(len(part.text_content().strip()) <= 110 for item in items for part in item.xpath("p"))
        said = " ".join(leaf.text_content().split())
        assert "2 autres décisions sont sur la page." in said
        assert campaign.receipt.replace("-", " ") in said
        assert leaf.xpath(".//*[local-name()='svg'][@class='qr']")

    def test_is_in_each_language_and_says_what_is_in_french(self, campaign, editor, finding) -> None:
        finding(campaign, {"fr": "Dit.", "ar": "مثال"})
        leaf = self.leaf(editor[0], campaign, "ar")
        assert (leaf.get("lang"), leaf.get("dir")) == ("ar", "rtl")
        told_in = [(one.get("lang"), one.get("dir")) for one in leaf.xpath(".//ul[@class='told']//span[@lang]")]
        assert told_in == [("ar", "rtl"), ("fr", "ltr")]

    def test_there_is_none_before_the_page_is_shown(self, campaign, editor, finding) -> None:
        finding(campaign, is_shown=False)
        answer = editor[0].get(f"{BASE}/{campaign.id}/affiche-suite")
        assert answer.status_code == 403
        assert not html.fromstring(words(answer)).find_class("leaf")


def test_a_form_of_words_is_a_form_and_its_address_says_nothing(campaign, client) -> None:
    answer = client.post(FIND, data={**hidden_fields(client.get(FIND)), "mots": campaign.receipt})
    assert answer.status_code == 303
    assert campaign.receipt not in answer.location
    assert client.get(f"{FIND}?mots={campaign.receipt}").status_code == 200
