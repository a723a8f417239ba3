"""A browser that speaks another of our languages is offered it by its own name; nothing changes by itself."""

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize(("locale", "name"), [("ar-SY", "العربية"), ("en-US", "English")])
def test_the_language_of_the_browser_is_offered_at_the_top(visitor, locale, name):
    page = visitor.page(locale=locale, viewport={"width": 360, "height": 640})
    page.goto("/")

    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.locator("header").get_by_role("link", name=name).click()

    expect(page.locator("html")).to_have_attribute("lang", locale[:2])


def test_a_browser_that_speaks_french_is_offered_nothing(visitor):
    page = visitor.page()
    page.goto("/")

    assert page.locator("header a[hreflang]").count() == 0
