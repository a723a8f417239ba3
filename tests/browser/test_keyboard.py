"""With Tab alone: every control is reached in the order of reading, seen when it has the focus, and left again."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsing.scripts import ask
from tests.support.catalogue_of_pages import PAGES, Case
from tests.support.sampling import visits

_SCREENS = ({"width": 1280, "height": 800}, {"width": 360, "height": 640}, {"width": 320, "height": 256})
_VISITS = [pytest.param(case, screen, id=f"{case} {screen['width']}") for case, screen in visits("keyboard", _SCREENS, every=2)]
PARTS_OF_A_DATE = 4
"""Day, month, year and the calendar have each their turn inside one field."""


@pytest.mark.parametrize(("case", "screen"), _VISITS)
def test_tab_reaches_everything_in_order_and_shows_where_it_is(case, screen, visitor):
    page = visitor.open(case, viewport=screen)
    expected = ask(page, "stops")

    reached, troubles = _walk(page, expected)

    assert troubles == []
    assert reached == list(range(expected))


def _walk(page: Page, expected: int) -> tuple[list[int | None], list[str]]:
    reached, troubles = [], []
    most = expected + PARTS_OF_A_DATE * page.locator("input[type=date], input[type=time]").count()
    for _ in range(most + 1):
        page.keyboard.press("Tab")
        focus = ask(page, "focus")
        if focus is None or (reached and focus["stop"] == 0):
            break
        if reached[-1:] != [focus["stop"]]:
            reached.append(focus["stop"])
        troubles += [f"{trouble}: {focus['shown']}" for trouble in focus["troubles"]]
        if focus["stop"] is None:
            troubles.append(f"unexpected stop: {focus['shown']}")
    else:
        troubles.append(f"a trap: the focus never left the page after {most + 1} keys")
    return reached, troubles


def test_shift_and_tab_go_back_the_way_they_came(visitor):
    page = visitor.open(Case(PAGES[0], PAGES[0].states[0]))
    expected = ask(page, "stops")
    for _ in range(expected):
        page.keyboard.press("Tab")

    back = []
    for _ in range(expected):
        back.append(ask(page, "focus")["stop"])
        page.keyboard.press("Shift+Tab")

    assert back == list(reversed(range(expected)))


def test_the_skip_link_leads_to_the_content(visitor):
    page = visitor.open(Case(PAGES[0], PAGES[0].states[0]))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_a_place_is_found_and_its_telephone_reached_with_keys_only(visitor):
    page = visitor.page()
    page.goto("/")
    _tab_to(page, "#q")
    page.keyboard.type("domiciliation Privas")
    page.keyboard.press("Enter")
    expect(page.locator("article").first).to_be_visible()

    _tab_to(page, "article a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{visitor.live.url}/services/{visitor.live.ids['service']}")

    _tab_to(page, "a[href^='tel:+33']")
    assert ask(page, "focus")["troubles"] == []


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"80 keys did not reach {selector}")
