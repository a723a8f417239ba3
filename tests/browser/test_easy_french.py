"""Easy French, on a device that runs no script and on a small screen: its texts are not those that the other visits see."""

import pytest
from playwright.sync_api import expect

from tests.support.browsing.axe import findings
from tests.support.browsing.scripts import ask

_SMALL = {"width": 320, "height": 256}


def test_easy_french_is_chosen_in_the_menu_without_script_and_left_the_same_way(visitor):
    page = visitor.page(java_script_enabled=False, viewport=_SMALL)
    page.goto("/urgence")
    page.get_by_role("link", name="Français simple", exact=True).click()
    expect(page.locator("main")).to_contain_text("Ce numéro marche le jour et la nuit.")
    expect(page.locator("#langues [aria-current]")).to_have_text("Français simple")
    assert page.context.cookies() == []

    page.get_by_role("link", name="Français", exact=True).click()
    expect(page.locator("main")).not_to_contain_text("Ce numéro marche")


@pytest.mark.parametrize("path", ["/urgence?lang=fr-simple", "/ma-demande?lang=fr-simple"])
def test_a_page_in_easy_french_fits_a_small_screen_and_passes_axe(path, visitor):
    page = visitor.page(viewport=_SMALL)
    page.goto(path)

    assert ask(page, "overflow") == []
    assert ask(page, "clipped") == []
    assert ask(page, "overlaps") == []
    assert findings(page) == []


@pytest.mark.parametrize(("locale", "offered"), [("fr-FR", []), ("ar-SY", ["العربية"])])
def test_a_reader_of_easy_french_is_still_offered_the_language_of_the_browser(visitor, locale, offered):
    page = visitor.page(locale=locale)
    page.goto("/urgence?lang=fr-simple")

    assert page.locator("header a[hreflang]").all_inner_texts() == offered
