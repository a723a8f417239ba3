"""The whole way from a question to a telephone number, on a device that runs no script."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.sampling import visits

_PHONE = {"width": 360, "height": 640}


@pytest.fixture
def page(visitor):
    """A small screen, JavaScript off."""
    return visitor.page(java_script_enabled=False, viewport=_PHONE)


@pytest.mark.parametrize("case", [pytest.param(case, id=str(case)) for case, _ in visits("without script", [None], every=3)])
def test_each_button_in_sight_does_something(case, visitor):
    page = visitor.open(case, java_script_enabled=False, viewport=_PHONE)

    idle = [b for b in page.locator("button").all() if b.is_visible() and not b.evaluate("(b) => b.form && b.type === 'submit'")]

    assert [button.inner_text() for button in idle] == []


def test_from_home_to_the_telephone_with_an_error_on_the_way(page, visitor):
    page.goto("/")
    page.locator("#q").fill("domiciliation")
    page.locator("#lieu").fill("Nulle-Part-les-Bains")
    page.locator("form[role=search] button").first.click()

    expect(page.locator("h1")).to_be_visible()
    assert page.locator("article").count() == 0
    expect(page.locator("#lieu")).to_have_value("Nulle-Part-les-Bains")

    page.locator("#lieu").fill("Privas")
    page.locator("form[role=search] button").first.click()
    expect(page.locator("#compris a[href*='/dispositifs/domiciliation']")).to_be_visible()
    first = page.locator("article").first
    expect(first).to_contain_text("Mairie de Privas")
    expect(first.locator("a[href^='tel:']")).to_be_visible()

    first.locator("a").first.click()
    expect(page).to_have_url(re.compile(rf"/services/{visitor.live.ids['service']}"))
    expect(page.locator("main a[href='tel:+33475640644']").first).to_be_visible()


def test_a_refused_value_is_said_and_mended(page):
    page.goto("/recherche?q=domiciliation&lieu=Privas&rayon=-1")

    expect(page).to_have_title(re.compile("^Erreur"))
    summary = page.locator("#erreurs")
    expect(summary).to_be_visible()
    page.locator("form[role=search] button").first.click()
    expect(page.locator("article").first).to_be_visible()


def test_a_place_with_homonyms_is_asked_for(page):
    page.goto("/recherche?q=domiciliation&lieu=Beaulieu")
    choices = page.locator(".which a")
    assert choices.count() >= 5

    choices.first.click()
    expect(page.locator("article").first).to_be_visible()
    page.go_back()
    assert page.locator(".which a").count() >= 5


def test_filters_are_sent_by_their_button(page):
    page.goto("/recherche?q=domiciliation+Privas")
    page.locator("summary", has_text="Filtrer").click()
    page.locator("#filtres label", has_text="Ouvert maintenant").click()
    page.locator("#filtres button").last.click()

    expect(page).to_have_url(re.compile("ouvert=maintenant"))
    expect(page.locator("article").first).to_contain_text("Ouvert")


def test_a_language_is_chosen_and_kept_along_the_way(page, visitor):
    page.goto("/")
    page.locator("a[hreflang=ar]").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.locator("#q").fill("domiciliation Privas")
    page.locator("form[role=search] button").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    page.locator("article a").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "ar")


def test_urgent_numbers_are_one_link_away_from_everywhere(page, visitor):
    for path in ("/", "/recherche", f"/services/{visitor.live.ids['service']}", "/cette-page-n-existe-pas", "/accessibilite"):
        page.goto(path)
        page.locator("header a[href*='/urgence']").click()
        expect(page.locator("a[href='tel:115']").first).to_be_visible()
