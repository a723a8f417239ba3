"""A sheet is typed twice, without seeing the first typing: the same goes to the inbox, what differs waits to be settled."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.participation.models import AccessCode, Campaign, SentNonce
from app.participation.rules import IDLE, Channel
from tests.participation.organising.reading import text_of, words
from tests.participation.paper.typing_pages import ASKED, KEPT, SHEET, base, sent, type_it, waiting
from tests.support.forms import hidden_fields, post_form

pytestmark = pytest.mark.one_engine


@pytest.fixture(autouse=True)
def now(at):
    at("2026-11-18 10:00")


def test_two_typings_that_agree_go_to_the_inbox_and_leave_nothing(campaign, first, second, session):
    led = type_it(first, campaign)
    assert (led.status_code, led.location) == (303, f"{base(campaign)}/saisie")
    (entry,) = waiting(session)
    assert (entry.sheet, entry.turn, entry.entered_on.isoformat()) == (7, 1, "2026-11-18")
    page = text_of(second, f"{base(campaign)}/saisie/7")
    assert "seconde saisie" in page
    assert "une phrase" not in page
    assert "checked" not in page.replace(' value="" checked', "")
    led = type_it(second, campaign, dire="  une phrase   (exemple) ")
    assert led.location == f"{base(campaign)}/saisie"
    assert "Feuille 7 : c’est terminé" in text_of(second, led.location)
    (record,) = sent(session)
    assert (record.answers, record.channel, record.week) == (KEPT, "papier", "2026-W47")
    assert [tuple(one) for one in record.texts] == [("dire", "une phrase (exemple)", "fr")]
    assert waiting(session) == []


def test_what_was_not_to_be_asked_is_dropped_and_a_special_answer_is_kept(campaign, first, second, session):
    for client in (first, second):
        type_it(client, campaign, visite="non", age=None, age__sans_reponse="incompris", dire=None)
    (record,) = sent(session)
    assert record.answers == {"accord": "oui", "visite": "non", "choix": ["a", "c"], "age": {"special": "incompris"}}
    assert record.texts == ()


def test_what_was_ticked_by_mistake_is_left_empty_when_that_is_said(campaign, first, second, session):
    type_it(first, campaign, visite="oui", visite__sans_reponse="vide", age="9999", age__sans_reponse="vide")
    type_it(second, campaign, visite=None, moment=None, age=None)
    assert [one.answers for one in sent(session)] == [{"accord": "oui", "choix": ["a", "c"]}]


def test_two_typings_that_differ_are_settled_question_by_question(campaign, first, second, session):
    type_it(first, campaign)
    led = type_it(second, campaign, age="24", dire="une belle phrase (exemple)")
    assert led.location == f"{base(campaign)}/ecarts/7"
    page = text_of(first, led.location)
    assert "diffèrent pour 2 questions" in page
    assert all(told in page for told in ("Question 5 :", "Question 6 :", ">42<", ">24<", "<mark>belle</mark>"))
    assert "Question 2 :" not in page
    refused = post_form(first, led.location, {"choix-age": "2"})
    assert refused.status_code == 422
    assert "Question 6 : Choisissez la saisie" in words(refused)
    assert sent(session) == []
    led = post_form(first, led.location, {"choix-age": "2", "choix-dire": "1"})
    assert led.status_code == 303
    (record,) = sent(session)
    assert record.answers == {**KEPT, "age": 24}
    assert record.texts[0].text == "une phrase (exemple)"
    assert waiting(session) == []


def test_one_typing_may_be_mended_rather_than_chosen(campaign, first, second, session):
    type_it(first, campaign)
    type_it(second, campaign, age="24")
    path = f"{base(campaign)}/saisie/7"
    page = first.get(f"{path}?tour=2")
    assert 'value="24"' in page.text
    led = first.post(path, data={**hidden_fields(page, path), **SHEET})
    assert led.location == f"{base(campaign)}/saisie"
    assert [one.answers for one in sent(session)] == [KEPT]
    assert waiting(session) == []


@pytest.mark.parametrize("consent", ["non", None])
@pytest.mark.parametrize("is_second", [False, True])
def test_without_a_yes_nothing_of_the_sheet_is_kept(campaign, first, second, session, consent, is_second):  # noqa: PLR0917 - fixtures
    if is_second:
        type_it(first, campaign)
    led = type_it(second, campaign, accord=consent)
    assert "Rien de cette feuille n’est gardé" in text_of(second, led.location)
    assert (waiting(session), sent(session)) == ([], [])


def test_what_cannot_be_is_told_and_nothing_typed_is_lost(campaign, first, session):
    refused = type_it(first, campaign, age="420", visite="ailleurs", moment__sans_reponse="nsp")
    page = words(refused)
    assert refused.status_code == 422
    assert "Question 5 : Ce nombre est trop grand. Écrivez 99 ou moins." in page
    assert "Question 2 : Choisissez une réponse" in page
    assert "Question 3 : Gardez la réponse, ou la réponse à part" in page
    assert all(kept in page for kept in ('value="420"', "une phrase (exemple)", 'value="soir" checked', 'value="nsp" checked'))
    assert waiting(session) == []


def test_the_sheet_is_asked_in_its_own_language(campaign, first):
    page = first.get(f"{base(campaign)}/saisie/7?langue=ar")
    assert "Question visite ? [ar]" in page.text
    assert 'name="langue" value="ar"' in page.text
    assert "Question visite ? [" not in first.get(f"{base(campaign)}/saisie/7?langue=xx").text


def test_the_list_says_what_waits_and_who_should_not_do_it_again(campaign, first, second):
    type_it(first, campaign, sheet=3)
    type_it(first, campaign, sheet=5)
    type_it(second, campaign, sheet=5, age="1")
    mine, theirs = (text_of(client, f"{base(campaign)}/saisie") for client in (first, second))
    assert "Feuille 3 : faire la seconde saisie" in mine
    assert "Feuille 5 : voir ce qui diffère" in mine
    assert "Vous avez fait la première" in mine
    assert "Vous avez fait la première" not in theirs
    assert "Vous avez fait la première saisie" in text_of(first, f"{base(campaign)}/saisie/3")


def test_a_number_and_a_language_lead_to_the_sheet(campaign, first):
    path = f"{base(campaign)}/saisie"
    assert post_form(first, path, {"feuille": " 12 ", "langue": "ar"}).location == f"{path}/12?langue=ar"
    for wrong in ({"feuille": "0", "langue": "fr"}, {"feuille": "x\0", "langue": "fr"}, {"feuille": "1000000", "langue": "fr"}, {}):
        assert post_form(first, path, wrong).status_code == 422
    assert post_form(first, path, {"feuille": "2", "langue": "de"}).status_code == 422
    assert [first.get(f"{path}/{sheet}").status_code for sheet in (0, 1000000, 10**30)] == [404, 404, 404]


def test_a_sheet_that_was_typed_twice_is_not_typed_again(campaign, first, second):
    type_it(first, campaign)
    type_it(second, campaign, age="1")
    led = first.get(f"{base(campaign)}/saisie/7")
    assert led.location == f"{base(campaign)}/ecarts/7?deja=1"
    assert "déjà été saisie deux fois" in text_of(first, led.location)
    assert first.get(f"{base(campaign)}/ecarts/8").status_code == 404


def test_a_campaign_with_codes_takes_sheets_and_spends_none_that_was_drawn(maker, first, second, session):
    campaign = maker.campaign(ASKED, needs_code=True)
    with unit_of_work(session):
        session.add(AccessCode(digest="d" * 64, campaign_id=campaign.id))
    for client in (first, second):
        type_it(client, campaign)
    assert len(sent(session)) == 1
    assert [one.digest for one in session.scalars(select(AccessCode))] == ["d" * 64]
    assert len(session.scalars(select(SentNonce)).all()) == 1


def test_a_campaign_without_paper_and_that_of_others_are_not_there(maker, first, campaign):
    without = maker.campaign({**ASKED, "code": "sans"}, channels=(Channel.LINK,))
    theirs = maker.campaign({**ASKED, "code": "ailleurs"}, organisation="Ailleurs exemple")
    for one in (without, theirs):
        assert [first.get(f"{base(one)}/{path}").status_code for path in ("saisie", "saisie/1", "ecarts/1")] == [404] * 3
    assert first.get(f"{base(campaign)}/saisie").status_code == 200


@pytest.mark.parametrize(
    "given",
    [
        {"tour": "9" * 400, "de": "x\0" * 5000, "langue": "\0"},
        {"tour": "-1", "choix-reponse": ["a"] * 500, "age-reponse": "٤٢", "dire-reponse": "\0" * 900},
        {f"q{number}-reponse": "x" for number in range(500)},
        {"accord-reponse": ["oui", "non"], "accord-sans_reponse": "nsp", "visite-sans_reponse": "autre"},
    ],
)
def test_odd_forms_are_refused_or_taken_never_an_error(campaign, first, given):
    path = f"{base(campaign)}/saisie/7"
    form = {**hidden_fields(first.get(path), path), **given}
    assert first.post(path, data=form).status_code in (303, 409, 422)
    assert first.post(f"{base(campaign)}/ecarts/7", data=form).status_code in (303, 409, 422)


def test_sheets_are_typed_until_what_was_begun_elsewhere_is_sent_and_no_longer(campaign, first, second, session):
    type_it(first, campaign, age="41")
    type_it(second, campaign)
    type_it(first, campaign, sheet=8)
    forms = {path: hidden_fields(second.get(f"{base(campaign)}/{path}")) for path in ("saisie", "saisie/8", "ecarts/7")}
    with unit_of_work(session):
        session.get_one(Campaign, campaign.id).closed_at = utc_now() - IDLE
    assert type_it(second, campaign, sheet=9).status_code == 303
    with unit_of_work(session):
        session.get_one(Campaign, campaign.id).closed_at = utc_now() - IDLE - timedelta(minutes=1)
    kept = len(waiting(session))
    for path, values in (("saisie", {"feuille": "10"}), ("saisie/8", {**SHEET, "langue": "fr"}), ("ecarts/7", {"bon-age": "1"})):
        answer = second.post(f"{base(campaign)}/{path}", data={**forms[path], **values})
        assert answer.status_code == 409
        assert "plus rien ne s’ajoute" in words(answer)
    assert second.get(f"{base(campaign)}/saisie/8").status_code == 409
    assert "plus rien ne s’ajoute" in text_of(second, f"{base(campaign)}/saisie")
    assert (len(waiting(session)), sent(session)) == (kept, [])
