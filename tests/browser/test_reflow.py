"""Nothing overflows, is cut, or stands on something else: on a small screen, enlarged, spaced out, in each language."""

import pytest

from tests.support.browsing.scripts import ask
from tests.support.sampling import visits

_SMALL = {"width": 320, "height": 256}
_PHONE = {"width": 360, "height": 640}
_LAPTOP = {"width": 1280, "height": 800}
_TABLET = {"width": 768, "height": 1024}
_SCREENS = (
    (_SMALL, ""),
    (_LAPTOP, "larger_text"),
    (_PHONE, "spacing"),
    (_LAPTOP, ""),
    (_TABLET, "larger_text"),
    (_PHONE, ""),
    (_SMALL, "spacing"),
    (_TABLET, ""),
    (_LAPTOP, "spacing"),
)
_VISITS = [
    pytest.param(case, screen, change, id=f"{case} {screen['width']} {change}".strip())
    for case, (screen, change) in visits("reflow", _SCREENS)
]


@pytest.mark.parametrize(("case", "screen", "change"), _VISITS)
def test_a_page_fits_the_screen(case, screen, change, visitor):
    page = visitor.open(case, viewport=screen)
    if change:
        ask(page, change)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")

    assert ask(page, "overflow") == []
    assert ask(page, "clipped") == []
    assert ask(page, "overlaps") == []


@pytest.mark.parametrize(("case", "least"), [pytest.param(case, least, id=str(case)) for case, least in visits("targets", [44], every=2)])
def test_fingers_find_their_target(case, least, visitor):
    page = visitor.open(case, viewport=_PHONE, has_touch=True)

    assert ask(page, "targets", least) == []
