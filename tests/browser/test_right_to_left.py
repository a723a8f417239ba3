"""Arabic is read from the right: the page mirrors, numbers do not."""

import pytest

from app.core.language import LANGUAGES
from tests.support.browsing.scripts import ask
from tests.support.sampling import visits

_ARABIC = LANGUAGES["ar"]
_VISITS = [
    pytest.param(case, width, id=f"{case} {width}")
    for case, width in visits("right to left", (320, 360, 1280), languages=[_ARABIC], every=2)
]
_CENTRE = "(element) => { const box = element.getBoundingClientRect(); return box.left + box.width / 2; }"
_LEFT_TO_RIGHT = """() => [...document.querySelectorAll("a[href^='tel:']")].filter((link) => {
  const walker = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
  let wrong = false;
  while (walker.nextNode()) {
    const digits = walker.currentNode.data.match(/[0-9][0-9 \\u00a0\\u202f.]*/);
    if (digits && getComputedStyle(walker.currentNode.parentElement).direction !== "ltr") wrong = true;
  }
  return wrong;
}).map((link) => link.outerHTML.slice(0, 160))"""


@pytest.mark.parametrize(("case", "width"), _VISITS)
def test_the_page_is_mirrored_and_numbers_are_not(case, width, visitor):
    page = visitor.open(case, viewport={"width": width, "height": 800})

    assert page.evaluate("getComputedStyle(document.documentElement).direction") == "rtl"
    assert ask(page, "overflow") == []
    brand, navigation = (page.locator(f"body > header {part}").first.evaluate(_CENTRE) for part in ("a", "nav"))
    assert brand > navigation
    assert page.locator("h1").evaluate("(heading) => getComputedStyle(heading).textAlign") in ("start", "right", "center")
    assert page.evaluate(_LEFT_TO_RIGHT) == []
