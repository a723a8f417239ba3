"""What a person has asked of the device is followed: colours, contrast, motion, paper."""

import pytest
from playwright.sync_api import Page

from tests.support.browsing.scripts import ask
from tests.support.sampling import visits

_BACKGROUND = """() => {
  const colours = [document.body, document.documentElement].map((element) => getComputedStyle(element).backgroundColor);
  const seen = colours.find((colour) => colour !== "rgba(0, 0, 0, 0)") ?? "rgb(255, 255, 255)";
  return seen.match(/[0-9.]+/g).map(Number).slice(0, 3);
}"""
_MOTION_MS = 150
_A5_WIDTH = 559


def _each(check: str, every: int):
    return pytest.mark.parametrize("case", [pytest.param(case, id=str(case)) for case, _ in visits(check, [None], every=every)])


@_each("forced colours", every=4)
def test_controls_keep_their_shape_in_a_person_s_own_colours(case, visitor):
    page = visitor.open(case, forced_colors="active")

    assert ask(page, "borders") == []


@_each("dark", every=4)
def test_the_page_is_dark_when_asked(case, visitor):
    light, dark = (_luminance(visitor.open(case, color_scheme=scheme)) for scheme in ("light", "dark"))

    assert light > 0.8
    assert dark < 0.15


@_each("motion", every=4)
def test_nothing_moves_when_asked_not_to(case, visitor):
    assert ask(visitor.open(case, reduced_motion="reduce"), "motion", 0) == []
    assert ask(visitor.open(case, reduced_motion="no-preference"), "motion", _MOTION_MS) == []


@_each("print", every=3)
def test_paper_receives_the_content_and_not_the_navigation(case, visitor):
    page = visitor.open(case, viewport={"width": _A5_WIDTH, "height": 794}, color_scheme="dark")
    page.emulate_media(media="print")

    assert page.locator("h1").is_visible()
    assert [nav.get_attribute("aria-label") for nav in page.locator("nav").all() if nav.is_visible()] == []
    assert ask(page, "overflow") == []
    assert ask(page, "clipped") == []
    assert _luminance(page) > 0.99


def _luminance(page: Page) -> float:
    red, green, blue = page.evaluate(_BACKGROUND)
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255
