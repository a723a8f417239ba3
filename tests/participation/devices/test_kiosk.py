"""A kiosk comes back to a clean start by itself, without a script; whoever comes next finds nothing of whoever left."""

from datetime import timedelta

import pytest
import time_machine
from lxml import html
from sqlalchemy import func, select

from app.core.clock import utc_now
from app.participation.models import CampaignDraft, SentAnswer, SentNonce
from app.participation.rules import KIOSK_IDLE, Channel
from app.participation.views import kiosk as views
from tests.participation.answering.answering_pages import words
from tests.participation.making import WRITTEN

pytestmark = pytest.mark.one_engine


def test_each_page_leads_on_by_itself_in_the_end(kiosk):
    assert kiosk.refresh() == (900, "nouvelle")
    kiosk.begin()
    assert kiosk.refresh("1") == (120, "toujours-la?page=1")
    kiosk.answer(1, reponse="non")
    assert kiosk.refresh("2") == (220, "toujours-la?page=2")  # a text: what is typed and not sent would be lost
    assert kiosk.refresh("toujours-la?page=2") == (60, "nouvelle")
    kiosk.answer(2, reponse="")
    assert kiosk.refresh("verifier") == (120, "toujours-la?page=verifier")
    assert kiosk.refresh("envoyer") == (120, "toujours-la?page=envoyer")
    kiosk.finish()
    assert kiosk.refresh("merci") == (45, "nouvelle")
    assert KIOSK_IDLE.total_seconds() >= views.WRITING + views.ASKED


def test_pages_with_a_mistake_and_errors_lead_on_too(kiosk):
    kiosk.begin()
    assert kiosk.press("1", status=422).headers["Refresh"] == f"120; url={kiosk.at}/toujours-la?page=1"
    assert kiosk.client.post(kiosk.path("1")).headers["Refresh"].startswith("120; url=")  # without its token
    assert kiosk.refresh(f"appareil/{'x' * 9}")[0] == 120


def test_a_language_is_not_left_to_the_next_person(kiosk):
    kiosk.lang = "ar"
    assert kiosk.refresh() == (120, "nouvelle")
    kiosk.begin()
    assert kiosk.refresh("1") == (120, "toujours-la?page=1&lang=ar")
    kiosk.client.set_cookie("langue", "ar")
    answer = kiosk.reset()
    assert answer.location == kiosk.at
    assert kiosk.client.get_cookie("langue") is None


def test_whoever_is_still_there_goes_on_with_what_was_taken(kiosk, monday):
    kiosk.begin()
    kiosk.answer(1, reponse="oui")
    monday.shift(timedelta(seconds=170))
    page = kiosk.see("toujours-la?page=1")
    assert "Vous êtes encore là" in words(page)
    assert kiosk.leads(kiosk.press("toujours-la?page=1")) == "1"
    monday.shift(timedelta(seconds=170))
    assert "checked" in kiosk.see("1")


@pytest.mark.parametrize("odd", ["", "/", "//exemple.fr", "https://exemple.fr", "../..", "1/2", "é", "9" * 50])
def test_going_on_leads_nowhere_else(kiosk, odd):
    kiosk.begin()
    answer = kiosk.client.post(
        kiosk.path("toujours-la"), data={"page": odd, "csrf_token": _token(kiosk.see("toujours-la"))}
    )  # fmt: skip
    assert answer.location == kiosk.at
    kiosk.client.get(kiosk.path("toujours-la"), query_string={"page": odd})


def test_what_is_left_half_way_is_gone_from_everywhere(kiosk, session, monday):
    kiosk.begin()
    kiosk.answer(1, reponse="non")
    kiosk.answer(2, reponse=WRITTEN, retour="1")
    monday.shift(timedelta(minutes=5, seconds=1))
    assert kiosk.leads(kiosk.client.get(kiosk.path("toujours-la?page=2"))) == "?perdu=1"
    start = kiosk.client.get(kiosk.path())
    assert "Commencer" in words(start)
    assert "commencé sur cet appareil" not in words(start)
    assert kiosk.cookie() is None
    assert [session.scalar(select(func.count()).select_from(rows)) for rows in (SentAnswer, SentNonce, CampaignDraft)] == [0, 0, 0]


def test_back_shows_nothing_after_the_reset(kiosk):
    kiosk.begin()
    kiosk.answer(1, reponse="oui")
    visited = ["1", "2", "verifier", "envoyer", "toujours-la?page=2"]
    for end in ("1", "2"):
        assert kiosk.client.get(kiosk.path(end)).headers["Cache-Control"] == "no-store"
    assert kiosk.leads(kiosk.reset()) == ""
    assert kiosk.cookie() is None
    for end in visited:
        assert kiosk.leads(kiosk.client.get(kiosk.path(end))) == "?perdu=1"


def test_answers_left_on_the_start_page_are_asked_about_then_forgotten(kiosk):
    kiosk.begin()
    assert kiosk.refresh() == (120, "toujours-la")
    kiosk.reset()
    assert kiosk.refresh() == (900, "nouvelle")


def test_there_is_no_pause_and_no_way_out(kiosk):
    pages = [kiosk.see(), kiosk.see("merci"), kiosk.see("fin")]
    kiosk.begin()
    pages += [kiosk.see("1"), kiosk.see("toujours-la")]
    kiosk.answer(1, reponse="non")
    kiosk.answer(2, reponse="")
    pages += [kiosk.see("verifier"), kiosk.see("envoyer")]
    for page in pages:
        links = [link.get("href") for link in html.fromstring(page).xpath("//a[@href]")]
        assert [href for href in links if not href.startswith((kiosk.at, "#"))] == []
        assert "Continuer plus tard" not in words(page)
        assert "appareil/" not in page
    for end in ("pause", "reprendre"):
        assert kiosk.client.get(kiosk.path(end)).location == kiosk.at
    for end in ("pause", "reprendre"):
        answer = kiosk.client.post(kiosk.path(end), data={"csrf_token": _token(pages[0]), "mots": "x"})
        assert answer.location == kiosk.at
    assert kiosk.cookie() is not None


def test_whoever_finds_a_kiosk_half_way_may_start_over(kiosk, device):
    for one, links in ((kiosk, 1), (device(Channel.PHONE).open(), 0)):
        one.begin()
        pages = [one.see("1")]
        one.answer(1, reponse="non")
        one.answer(2, reponse="")
        pages += one.see("verifier"), one.see("envoyer")
        assert [len(html.fromstring(page).xpath(f"//main//a[@href='{one.at}/nouvelle']")) for page in pages] == [links] * 3


def test_elsewhere_nothing_leads_on_by_itself(device):
    one = device(Channel.INTERVIEWER).open()
    one.begin()
    assert one.refresh("1") == (0, "")
    assert one.client.get(one.path("nouvelle")).location == one.at
    assert one.client.get(one.path("toujours-la?page=1")).location == f"{one.at}/1"
    assert one.client.get(one.path("1")).status_code == 200


def test_a_kiosk_of_one_questionnaire_is_none_of_another(kiosk, device):
    other = device(Channel.KIOSK)
    other.client = kiosk.client
    assert other.refresh() == (0, "")


def test_a_kiosk_that_stood_for_a_night_begins_anew(kiosk):
    with time_machine.travel(utc_now() + timedelta(hours=14)):
        kiosk.begin()


def _token(page: str) -> str:
    return html.fromstring(page).xpath("string(//input[@name='csrf_token']/@value)")
