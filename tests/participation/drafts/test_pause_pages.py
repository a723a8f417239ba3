"""Stopping for now, and going on elsewhere with three words: they are told on one page, for a while, and kept nowhere."""

from datetime import timedelta
from itertools import permutations

import pytest
from lxml import html
from sqlalchemy import func, select
from structlog.testing import capture_logs

from app.core.attempts import Attempt
from app.core.database import Base
from app.participation.models import CampaignDraft, SentAnswer
from app.participation.rules import Channel
from app.participation.services import campaigns
from app.participation.views import resuming as views
from tests.participation.answering.answering_pages import Somebody, stored, words
from tests.participation.making import WRITTEN
from tests.support.forms import hidden_fields

pytestmark = pytest.mark.one_engine


def told(somebody) -> str:
    """The words that the page tells."""
    return " ".join(html.fromstring(somebody.see("pause")).xpath("//ol[@class='words']/li/text()"))


def paused(somebody) -> str:
    """Answer, stop in the middle of a sentence, and return the three words."""
    somebody.begin()
    assert somebody.answer(1, reponse="non") == "2"
    assert somebody.answer(2, reponse=WRITTEN, pause="1") == "pause"
    assert somebody.leads(somebody.press("pause")) == "pause"
    return told(somebody)


def drafts(session) -> int:
    return session.scalar(select(func.count()).select_from(CampaignDraft))


@pytest.fixture
def somebody(client, campaign):
    return Somebody(client, campaign)


@pytest.fixture
def elsewhere(app, campaign):
    """The same person, on another device."""
    return Somebody(app.test_client(), campaign)


def test_one_goes_on_on_another_device_and_sends(somebody, elsewhere, session, campaign):
    typed = paused(somebody)
    assert len(typed.split()) == 3
    assert somebody.leads(somebody.client.get(somebody.path("1"))) == "?perdu=1"
    assert elsewhere.leads(elsewhere.press("reprendre", mots=typed.upper())) == "verifier"
    assert WRITTEN in elsewhere.see("2")
    assert elsewhere.leads(elsewhere.finish()) == "merci"
    assert drafts(session) == 0
    (record,) = stored(session, campaign)
    assert record["answers"] == {"visite": "non"}
    page = words(elsewhere.press("reprendre", mots=typed, status=422))
    assert "n’ouvrent rien" in page


def test_two_devices_that_go_on_with_the_same_words_make_one_answer(app, somebody, elsewhere, session, campaign):
    typed = paused(somebody)
    third = Somebody(app.test_client(), campaign)
    for one in (elsewhere, third):
        one.press("reprendre", mots=typed)
    for one in (elsewhere, third):
        assert one.leads(one.finish()) == "merci"
    assert len(stored(session, campaign)) == 1


def test_the_page_of_the_words_may_be_loaded_again_for_ten_minutes_and_no_more(somebody, monday):
    typed = paused(somebody)
    monday.shift(timedelta(minutes=9))
    page = somebody.client.get(somebody.path("pause"))
    assert page.headers["Cache-Control"] == "no-store"
    assert "30 novembre 2026" in words(page)
    assert told(somebody) == typed
    monday.shift(timedelta(minutes=1, seconds=1))
    assert somebody.leads(somebody.client.get(somebody.path("pause"))) == "?perdu=1"


def test_once_kept_the_words_are_told_no_more(somebody):
    paused(somebody)
    hidden = hidden_fields(somebody.client.get(somebody.path("pause")), somebody.path("pause/fin"))
    assert somebody.leads(somebody.client.post(somebody.path("pause/fin"), data=hidden)) == ""
    assert somebody.leads(somebody.client.get(somebody.path("pause"))) == "?perdu=1"
    assert somebody.client.get_cookie("enquete-mots", path=f"{somebody.at}/pause") is None


def test_a_double_click_and_a_cut_connection_make_one_draft_and_the_same_words(somebody, session):
    somebody.begin()
    page = somebody.client.get(somebody.path("pause"))
    before = {name: somebody.client.get_cookie(name, path=somebody.at).value for name in ("enquete",)}
    said = set()
    for _ in range(3):
        for name, value in before.items():
            somebody.client.set_cookie(name, value, path=somebody.at)
        somebody.client.post(somebody.path("pause"), data=hidden_fields(page))
        said.add(told(somebody))
    assert len(said) == 1
    again = somebody.client.post(somebody.path("pause"), data=hidden_fields(page))  # Back, then the button: nothing is carried any more
    assert somebody.leads(again) == "pause"
    assert {told(somebody)} == said
    assert drafts(session) == 1


def test_a_pause_after_a_pause_gives_other_words_and_says_so(somebody, elsewhere, session):
    first = paused(somebody)
    elsewhere.press("reprendre", mots=first)
    elsewhere.press("pause")
    assert "Vos mots d’avant n’ouvrent plus rien." in words(elsewhere.see("pause"))
    assert told(elsewhere) != first
    assert drafts(session) == 1


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Écrivez vos trois mots"),
        ("école tortue", "Écrivez vos trois mots"),
        ("école tortue zèbre maison", "Écrivez vos trois mots"),
        ("école tortue xylotruc", "Nous ne connaissons pas ce mot : « xylotruc »"),
        ("école %(word)s xylotruc", "Nous ne connaissons pas ce mot"),
        ("école tortue zèbre", "n’ouvrent rien"),
        ("\0\ufffe\x1b", "Écrivez vos trois mots"),
        ("é" * 9000, "trop long"),
        ("مدرسة بيت شمس", "Nous ne connaissons pas ce mot"),
    ],
)  # fmt: skip
def test_wrong_words_are_told_and_stay_on_the_page(somebody, typed, message):
    answer = somebody.press("reprendre", mots=typed, status=422)
    page = answer.get_data(as_text=True)
    assert message in words(page).replace("\u00a0", " ")
    assert page.partition("<title>")[2].startswith("Erreur")
    if typed.isprintable() and typed:
        assert html.fromstring(page).xpath("string(//input[@id='mots']/@value)") == typed


def test_the_same_answer_for_words_of_nobody_and_those_of_somebody_in_another_order(somebody, elsewhere):
    typed = paused(somebody).split()
    page = {words(elsewhere.press("reprendre", mots=" ".join(one), status=422)) for one in permutations(typed) if list(one) != typed}
    assert len(page) == 1


def test_words_cannot_be_tried_without_end_and_no_address_is_counted(app, somebody, session, monkeypatch):
    monkeypatch.setattr(views, "TRIED", 2)
    for _ in range(2):
        somebody.press("reprendre", mots="école tortue zèbre", status=422)
    other = app.test_client()
    hidden = hidden_fields(other.get(somebody.path("reprendre")))
    answer = other.post(
        somebody.path("reprendre"),
        data={**hidden, "mots": "maison jardin navire"},
        environ_overrides={"REMOTE_ADDR": "203.0.113.9"},
    )
    assert answer.status_code == 429
    assert len(set(session.scalars(select(Attempt.bucket)))) == 1


def test_the_database_and_the_logs_hold_neither_answers_nor_words(somebody, elsewhere, session, leaks):
    with capture_logs() as lines:
        typed = paused(somebody)
        leaks.add(typed)
        elsewhere.press("reprendre", mots=typed)
    kept = {table.name: repr(session.execute(select(table)).all()) for table in Base.metadata.sorted_tables}
    for text in (WRITTEN, typed, typed.replace(" ", "-"), repr(typed.split()), "visite': 'non"):
        assert text not in repr(lines)
        assert [name for name, rows in kept.items() if text in rows and name != "questionnaire_version"] == []
    assert "sent_form" not in {name for name, rows in kept.items() if rows != "[]"}
    draft = kept["campaign_draft"]
    assert not any(name in draft for name in ("visite", "dire", "non", *typed.split()) if len(name) > 4)


def test_what_is_put_aside_outlives_the_end_of_the_campaign(somebody, elsewhere, maker, session, doer):
    from app.core.unit_of_work import unit_of_work

    typed = paused(somebody)
    with unit_of_work(session):
        campaigns.close_campaign(maker.context(), session.merge(somebody.campaign), doer)
    assert elsewhere.leads(elsewhere.press("reprendre", mots=typed)) == "verifier"
    assert elsewhere.leads(elsewhere.finish()) == "merci"


def test_going_on_with_somebody_who_helps_says_so_and_alone_again_too(somebody, app, session, maker, campaign):
    from tests.participation.devices.device_pages import Device

    typed = paused(somebody)
    helped = Device(app.test_client(), session, maker, campaign, Channel.INTERVIEWER).open()
    helped.press("reprendre", mots=typed)
    assert "enqueteur" in helped.see("envoyer")
    helped.press("pause")
    alone = Somebody(app.test_client(), campaign)
    alone.press("reprendre", mots=told(helped))
    assert "&#34;lien&#34;" in alone.see("envoyer")


def test_forged_and_foreign_cookies_tell_no_words(somebody, app, maker):
    paused(somebody)
    sealed = somebody.client.get_cookie("enquete-mots", path=f"{somebody.at}/pause").value
    other = Somebody(app.test_client(), maker.campaign())
    for worth_nothing in (sealed, sealed[:-4], "k1.", "é", "a" * 3000):
        other.client.set_cookie("enquete-mots", worth_nothing, path=f"{other.at}/pause")
        assert other.leads(other.client.get(other.path("pause"))) == "?perdu=1"
    assert told(somebody) != ""


def test_nothing_is_stored_of_who_only_looks_at_the_pause(somebody, session):
    somebody.begin()
    somebody.see("pause")
    assert (drafts(session), session.scalar(select(func.count()).select_from(SentAnswer))) == (0, 0)
    assert somebody.client.get(somebody.path("1")).status_code == 200
