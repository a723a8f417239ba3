"""Asking the questions of somebody, the network cut: nothing is lost, nothing counts twice, nothing is left."""

import base64
import json

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.keys import Keyring
from app.core.unit_of_work import unit_of_work
from app.participation.models import SentAnswer
from app.participation.rules import Channel
from app.participation.services import campaigns
from app.participation.settings import Context, Settings
from tests.participation.devices.device_pages import PEERS
from tests.participation.making import WRITTEN, Maker
from tests.support.browsing.axe import findings
from tests.support.browsing.evening import CONTROLLED, FILES, LONGEST_WAIT, PHONE, SECRET, back, cut, kept
from tests.support.browsing.scripts import ask
from tests.support.browsing.visitor import wait_until
from tests.support.moments import MONDAY


class Interviews:
    """A campaign of peers on a live server, and the link of an interviewer."""

    def __init__(self, session: Session, url: str) -> None:
        self.session = session
        settings = Settings(url, SECRET, Keyring({"k1": b"k" * 32}))
        maker = Maker.__new__(Maker)
        maker._session, maker.settings = session, settings
        session.expire_on_commit = False
        self.campaign = maker.campaign(PEERS, at=MONDAY)
        with unit_of_work(session):
            here = Context(session, settings, MONDAY)
            self.link, self.token = campaigns.make_link(here, self.campaign, Channel.INTERVIEWER, "", Maker.by)
        self.at = f"/enquetes/{self.campaign.slug}"

    def stored(self) -> list[dict]:
        self.session.rollback()
        self.session.expire_all()
        return [json.loads(row.body) for row in self.session.query(SentAnswer).filter_by(campaign_id=self.campaign.id)]

    def revoke(self) -> None:
        with unit_of_work(self.session):
            self.link.revoked_at = utc_now()


@pytest.fixture
def interviews(night_server):
    with Session(night_server[1]) as session:
        yield Interviews(session, night_server[0].url)


@pytest.fixture
def device(walker, interviews):
    """A telephone that the link opened, its page kept."""
    page = walker.page(**PHONE)
    page.goto(f"{interviews.at}/appareil/{interviews.token}")
    page.get_by_role("button", name="Ouvrir cet appareil").click()
    page.goto(f"{interviews.at}/hors-ligne")
    expect(page.locator("#garde")).to_be_visible()
    wait_until(page, CONTROLLED)
    return page


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def go_on(page) -> None:
    press(page, "Continuer")


def interview(page, agrees: str = "Oui") -> None:
    """Ask the whole of it."""
    go_on(page)
    page.locator("[data-question=accord]").get_by_label(agrees).check()
    go_on(page)
    if agrees != "Oui":
        return
    expect(page.get_by_text("Question peur ?")).to_be_hidden()
    press(page, "C’est fait : l’écran est tourné")
    page.locator("[data-question=peur]").get_by_label("Souvent").check()
    go_on(page)
    page.locator("[data-question=raison] input[type=text]").fill(WRITTEN)
    go_on(page)
    press(page, "C’est fait : l’écran est rendu")
    go_on(page)
    press(page, "C’est fini : garder sur l’appareil")


def sent(page, interviews: Interviews, many: int) -> None:
    expect(page.locator("#en-attente")).to_be_hidden(timeout=LONGEST_WAIT * 1000)
    assert len(interviews.stored()) == many


def test_without_a_network_two_people_are_asked_and_each_is_sent_once(device, interviews):
    cut(device)
    assert device.reload().from_service_worker
    interview(device)
    expect(device.locator("#combien")).to_have_text("1")
    device.goto(f"{interviews.at}/hors-ligne?langue=ar")
    expect(device.locator("[lang=ar]").first).to_be_visible()
    interview(device)
    expect(device.locator("#combien")).to_have_text("2")
    found = kept(device)
    raw = " ".join(base64.b64decode(json.loads(one)["box"]["data"]).decode("latin-1") for one in found["queue"])
    assert WRITTEN[:12] not in raw
    assert "souvent" not in " ".join(found["queue"]) + raw
    assert all(one.startswith("/static/") for one in device.evaluate(FILES))
    back(device)
    sent(device, interviews, 2)
    assert kept(device)["queue"] == []
    assert sorted(one["texts"][0][2] for one in interviews.stored()) == ["ar", "fr"]


def test_an_answer_that_was_lost_or_pretended_counts_once(device, interviews):
    network = {"is": "cut after writing"}

    def answer(route):
        if network["is"] == "a portal":
            route.fulfill(status=200, body="<h1>Portail</h1>", content_type="text/html")
        elif network["is"] == "cut after writing" and route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort()
        else:
            route.continue_()

    device.context.route("**/hors-ligne*", answer)
    interview(device)
    expect(device.locator("#combien")).to_have_text("1")
    network["is"] = "a portal"
    device.locator("#envoyer").click()
    expect(device.locator("#combien")).to_have_text("1")
    network["is"] = "there"
    device.locator("#envoyer").dispatch_event("click")
    sent(device, interviews, 1)


def test_who_does_not_agree_leaves_nothing_and_a_page_that_is_closed_goes_on_where_it_was(device, interviews):
    cut(device)
    interview(device, agrees="Non")
    expect(device.get_by_role("heading", name="La personne n’est pas d’accord")).to_be_visible()
    expect(device.locator("#en-attente")).to_be_hidden()
    assert kept(device)["queue"] == []
    device.locator(".go").get_by_role("button", name="Nouvelle personne").click()
    go_on(device)
    device.locator("[data-question=accord]").get_by_label("Oui").check()
    go_on(device)
    device.reload()
    expect(device.locator("#annonce")).to_have_text("Voici ce qui était commencé sur cet appareil.")
    expect(device.locator("[data-question=peur]")).to_be_visible()
    assert findings(device) == []
    assert ask(device, "overflow") == []
    assert ask(device, "targets", 44) == []


def test_what_is_refused_is_mended_and_a_revoked_link_sends_nothing_then_all_is_erased(device, interviews):
    cut(device)
    interview(device)
    expect(device.locator("#combien")).to_have_text("1")
    device.evaluate("""async () => {
      const store = deviceStore(location.pathname);
      const [one] = await store.attempts();
      one.fields = one.fields.filter((field) => !field[0].startsWith('peur-'));
      await store.keepAttempt(one);
    }""")
    back(device)
    device.locator("#envoyer").dispatch_event("click")
    expect(device.locator("#a-revoir")).to_contain_text("Question 2 : Notez une réponse", timeout=LONGEST_WAIT * 1000)
    press(device, "Ouvrir et corriger")
    press(device, "C’est fait : l’écran est tourné")
    device.locator("[data-question=peur]").get_by_label("Jamais").check()
    go_on(device)
    press(device, "C’est fait : l’écran est rendu")
    go_on(device)
    interviews.revoke()
    press(device, "C’est fini : garder sur l’appareil")
    expect(device.locator("#rien-ne-part")).to_contain_text("rien ne part d’ici", timeout=LONGEST_WAIT * 1000)
    expect(device.locator("#combien")).to_have_text("1")
    press(device, "Effacer de cet appareil")
    expect(device.locator("#combien-perdus")).to_have_text("1")
    press(device, "Effacer quand même")
    expect(device.locator("#annonce")).to_have_text("C’est effacé de cet appareil.")
    assert device.evaluate("indexedDB.databases()") == []
    assert device.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert interviews.stored() == []
