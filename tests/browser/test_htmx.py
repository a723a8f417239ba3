"""What changes in place: the same answers as a fresh load, announced, without the focus being lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsing.visitor import wait_until

_SEARCH = "/recherche?q=domiciliation+Privas"
_ADDRESS_OF_NOW = "htmx-current-path-for-history"
"""What htmx notes until the tab is closed: the address, which stands in the address bar; never the text of a page."""
_READY = "window.htmx !== undefined"
_LAPTOP = {"width": 1280, "height": 800}
_SEEN = """() => {
  const copy = document.body.cloneNode(true);
  copy.querySelectorAll("script, [role=status], [data-stop]").forEach((element) => element.remove());
  copy.querySelectorAll("input, option").forEach((field) => {
    if (field.type === "hidden") return;
    for (const state of ["checked", "selected"]) field.removeAttribute(state);
  });
  copy.querySelectorAll("[class]").forEach((element) => {
    element.classList.remove("htmx-request", "htmx-settling", "htmx-swapping", "htmx-added");
    if (!element.classList.length) element.removeAttribute("class");
  });
  return copy.innerHTML.replace(/\\s+/g, " ").replace(/> </g, ">\\n<").trim();
}"""


@pytest.fixture
def results(visitor) -> Page:
    """A page of answers, htmx at work."""
    page = visitor.page(viewport=_LAPTOP)
    page.goto(_SEARCH)
    wait_until(page, _READY)
    page.evaluate("window.same = true")
    return page


def _open_now(page: Page):
    return page.locator("#filtres label", has_text="Ouvert maintenant").locator("input")


def test_a_filter_changes_the_answers_in_place(results):
    _open_now(results).check()

    expect(results).to_have_url(re.compile("ouvert=maintenant"))
    assert results.evaluate("window.same"), "the whole page was loaded again"
    expect(_open_now(results)).to_be_focused()
    expect(results.locator("[role=status]")).not_to_be_empty()
    assert results.locator("[aria-busy=true]").count() == 0


def test_what_is_then_seen_is_what_a_fresh_load_shows(results):
    _open_now(results).check()
    expect(results).to_have_url(re.compile("ouvert=maintenant"))
    expect(results.locator("[role=status]")).not_to_be_empty()
    swapped = results.evaluate(_SEEN).splitlines()
    results.reload()
    wait_until(results, _READY)

    assert swapped == results.evaluate(_SEEN).splitlines()


def test_back_returns_to_the_answers_of_before(results):
    count = results.locator("#compte").inner_text()
    _open_now(results).check()
    expect(results).to_have_url(re.compile("ouvert=maintenant"))
    results.go_back()

    expect(results).not_to_have_url(re.compile("ouvert=maintenant"))
    expect(results.locator("#compte")).to_have_text(count)
    assert not _open_now(results).is_checked()


def test_nothing_of_the_page_stays_in_the_storage_of_the_device(results):
    _open_now(results).check()
    expect(results).to_have_url(re.compile("ouvert=maintenant"))

    stored = results.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert set(stored) <= {_ADDRESS_OF_NOW}
    assert results.context.cookies() == []


def test_a_cut_connection_is_said(results, visitor):
    results.route("**/recherche?*", lambda route: route.abort())
    _open_now(results).check()

    expect(results.locator("[role=alert]")).not_to_be_empty()
    assert results.locator("article").count() > 0
    visitor.complaints.clear()


def test_a_server_in_trouble_is_said(results, visitor):
    results.route("**/recherche?*", lambda route: route.fulfill(status=500, body="<h1>non</h1>", content_type="text/html"))
    _open_now(results).check()

    expect(results.locator("[role=alert]")).not_to_be_empty()
    assert results.locator("article").count() > 0
    visitor.complaints.clear()


def test_a_refusal_takes_the_place_of_the_page_with_its_summary_in_focus(results, visitor):
    results.evaluate("document.querySelector('#rayon').add(new Option('-1', '-1', true, true))")
    _open_now(results).click()

    expect(results.locator("#erreurs")).to_be_focused()
    expect(results).to_have_title(re.compile("^Erreur"))
    assert results.locator("main").count() == 1
    assert results.locator("h1").count() == 1
    visitor.complaints.clear()


def test_errors_have_the_focus_when_the_page_comes_with_them(visitor):
    page = visitor.page()
    page.goto(f"{_SEARCH}&rayon=-1")

    expect(page.locator("#erreurs")).to_be_focused()
