"""The checks made in the browser, each before a page with a planted defect: a check that cannot fail proves nothing."""

import pytest

from tests.support.browsing.axe import findings
from tests.support.browsing.scripts import ask

_PAGE = "<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>t</title><style>{style}</style></head><body>{body}</body></html>"
_GOOD = "<main><h1>Aide</h1><p>Du texte <a href='#x'>et un lien</a></p><p id='x'><button>Chercher</button></p></main>"
_STYLE = "body{color:#000;background:#fff} button{min-height:44px;min-width:44px;border:2px solid} :focus{outline:3px solid #00f}"


@pytest.fixture
def shown(visitor):
    """Show a page written in the test, at 360 px."""
    page = visitor.page(viewport={"width": 360, "height": 640})

    def show(body: str = _GOOD, style: str = ""):
        page.set_content(_PAGE.format(style=_STYLE + style, body=body))
        return page

    return show


@pytest.mark.parametrize(
    ("check", "argument", "body", "style"),
    [
        pytest.param("overflow", None, _GOOD, "p{width:500px}", id="too wide"),
        pytest.param("clipped", None, _GOOD, "p{height:8px;overflow:hidden}", id="cut"),
        pytest.param("overlaps", None, _GOOD, "h1,p{position:absolute;top:0;margin:0}", id="one text on another"),
        pytest.param("targets", 44, _GOOD, "button{min-height:20px;height:20px}", id="small target"),
        pytest.param("motion", 150, _GOOD, "a{transition:color .5s}", id="slow transition"),
        pytest.param("motion", 0, _GOOD, "html{scroll-behavior:smooth}", id="smooth scrolling"),
        pytest.param("borders", None, _GOOD, "button{border:0}", id="shape lost"),
        pytest.param("borders", None, _GOOD, "a{text-decoration:none}", id="link like text"),
    ],
)
def test_a_planted_defect_is_seen(check, argument, body, style, shown):
    assert ask(shown(), check, argument) == []
    assert ask(shown(body, style), check, argument) != []


@pytest.mark.parametrize(
    ("style", "trouble"),
    [
        pytest.param(":focus{outline:0}", "no outline", id="no outline"),
        pytest.param(":focus{outline-color:transparent}", "transparent", id="transparent outline"),
        pytest.param("main::before{content:'';position:fixed;inset:0;background:#fff}", "covered", id="covered"),
        pytest.param("a{position:fixed;left:-900px}", "outside", id="outside the screen"),
    ],
)
def test_a_focus_that_cannot_be_seen_is_seen(style, trouble, shown):
    page = shown()
    page.keyboard.press("Tab")
    assert ask(page, "focus")["troubles"] == []

    page = shown(style=style)
    page.keyboard.press("Tab")

    assert any(trouble in found for found in ask(page, "focus")["troubles"])


def test_radio_buttons_of_a_group_are_one_stop(shown):
    page = shown("<form><input type='radio' name='a'><input type='radio' name='a'><input type='radio' name='b' checked><input></form>")

    assert ask(page, "stops") == 3


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        pytest.param("<main><h1>Aide</h1><img src='data:,'></main>", "image-alt", id="no alternative"),
        pytest.param("<main><h1>Aide</h1><p style='color:#767676'>gris</p></main>", "color-contrast-enhanced", id="contrast under 7"),
        pytest.param("<h1>Aide</h1><p>hors de tout repère</p>", "region", id="outside landmarks"),
    ],
)
def test_axe_sees_what_is_planted(body, rule, shown):
    assert findings(shown()) == []
    assert any(rule in finding for finding in findings(shown(body)))


def test_a_visitor_remembers_who_is_called_outside(visitor, shown):
    page = shown("<main><h1>Aide</h1><img src='http://192.0.2.1/espion.png' alt=''></main>")
    page.wait_for_timeout(200)

    assert visitor.outside == ["http://192.0.2.1/espion.png"]
    visitor.outside.clear()
    visitor.complaints.clear()
