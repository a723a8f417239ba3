"""Suggestions in a browser: they come while one types, stay out of the way, and go."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsing.axe import findings
from tests.support.browsing.visitor import wait_until

_READY = "window.htmx !== undefined"


@pytest.fixture
def home(visitor) -> Page:
    """The home page, htmx at work."""
    page = visitor.page(viewport={"width": 360, "height": 640})
    page.goto("/")
    wait_until(page, _READY)
    return page


def _links(page: Page):
    return page.locator("#suggestions a")


def test_they_come_while_one_types_and_the_focus_stays(home):
    home.locator("#q").press_sequentially("domi")

    expect(_links(home).first).to_contain_text("Domiciliation")
    expect(home.locator("#q")).to_be_focused()
    expect(home.locator("#annonce")).to_contain_text("suggestion")
    assert findings(home) == []


def test_they_are_reached_with_tab_and_followed_with_the_place(home, visitor):
    home.locator("#lieu").fill("Privas")
    home.locator("#q").press_sequentially("domi")
    expect(_links(home).first).to_be_visible()
    for _ in range(5):
        home.keyboard.press("Tab")
        if home.evaluate("document.activeElement.closest('#suggestions') !== null"):
            break
    home.keyboard.press("Enter")

    home.wait_for_url("**/recherche?type=domiciliation&lieu=Privas")


def test_escape_closes_them_and_gives_the_focus_back(home):
    home.locator("#q").press_sequentially("domi")
    _links(home).first.focus()
    home.keyboard.press("Escape")

    expect(_links(home)).to_have_count(0)
    expect(home.locator("#q")).to_be_focused()
    expect(home.locator("#annonce")).to_be_empty()


def test_an_answer_that_comes_after_escape_is_not_shown(home):
    home.route("**/recherche/suggestions?*", lambda route: (home.wait_for_timeout(400), route.continue_()))
    home.locator("#q").press_sequentially("domi")
    home.wait_for_timeout(350)
    home.keyboard.press("Escape")
    home.wait_for_timeout(900)

    expect(_links(home)).to_have_count(0)


def test_a_late_answer_never_replaces_a_newer_one(home, visitor):
    def slow_first(route):
        if "q=man&" in route.request.url:
            home.wait_for_timeout(800)
        route.continue_()

    home.route("**/recherche/suggestions?*", slow_first)
    home.locator("#q").press_sequentially("man")
    home.wait_for_timeout(400)
    home.locator("#q").fill("domi")
    home.wait_for_timeout(1500)

    expect(_links(home).first).to_contain_text("Domiciliation")


def test_one_letter_asks_for_nothing_to_be_shown(home):
    home.locator("#q").press_sequentially("domi")
    expect(_links(home).first).to_be_visible()
    home.locator("#q").fill("d")

    expect(_links(home)).to_have_count(0)
    expect(home.locator("#annonce")).to_be_empty()


def test_a_cut_connection_alarms_nobody(home, visitor):
    home.route("**/recherche/suggestions?*", lambda route: route.abort())
    home.locator("#q").press_sequentially("domi")
    home.wait_for_timeout(700)

    expect(home.locator("#alerte")).to_be_empty()
    visitor.complaints.clear()


def test_the_list_of_kinds_is_narrowed_in_place(visitor):
    page = visitor.page()
    page.goto("/dispositifs")
    wait_until(page, _READY)
    page.locator("#q").press_sequentially("loyer")

    expect(page.locator("#aides .names li")).to_have_count(4, timeout=3000)
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#annonce")).to_contain_text("loyer")
    assert page.url.endswith("/dispositifs?q=loyer")


def test_without_a_script_the_list_is_narrowed_all_the_same(visitor):
    page = visitor.page(java_script_enabled=False)
    page.goto("/dispositifs")
    page.locator("#q").fill("loyer")
    page.locator("form.ask-name button").click()

    expect(page.locator("#aides .names li").first).to_be_visible()
    assert page.url.endswith("/dispositifs?q=loyer")


@pytest.mark.parametrize(("address", "field"), [("/recherche?q=repas&lieu=Zzzzzz", "#lieu"), (f"/dispositifs?q={'a' * 300}", "#q")])
def test_who_corrects_a_field_keeps_the_focus_while_the_page_changes(address, field, visitor):
    page = visitor.page()
    page.goto(address)
    wait_until(page, _READY)
    expect(page.locator("#erreurs")).to_be_focused()
    page.locator(field).fill("")
    page.locator(field).press_sequentially("loy")
    expect(page.locator("#annonce")).not_to_be_empty()

    expect(page.locator(field)).to_be_focused()
