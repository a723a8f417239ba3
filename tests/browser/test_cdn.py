"""htmx comes from the CDN where the operator allows it, and from our own copy whenever the CDN does not do its part."""

import pytest
from playwright.sync_api import Page, Route

from app.config import ROOT
from app.web.cdn import HTMX
from tests.support.browsing.visitor import Visitor, wait_until

_SEARCH = "/recherche?q=domiciliation+Privas"
_READY = "window.htmx !== undefined"
_COPY = (ROOT / "static" / HTMX.copy).read_bytes()
_HEADERS = {"Access-Control-Allow-Origin": "*", "Content-Type": "text/javascript"}


@pytest.fixture
def behind_cdn(browser, live_with_cdn):
    """Somebody before a site whose operator allows the CDN; what the CDN does is up to the test."""
    somebody = Visitor(browser, live_with_cdn)
    yield somebody
    somebody.close()


def _visit(somebody: Visitor, respond) -> tuple[Page, list[str]]:
    page = somebody.page()
    somebody.answer_outside(page, respond)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(_SEARCH)
    wait_until(page, _READY)
    return page, fetched


def _copies(fetched: list[str]) -> list[str]:
    return [address for address in fetched if HTMX.copy in address]


def test_the_cdn_serves_when_it_answers(behind_cdn):
    page, fetched = _visit(behind_cdn, lambda route: route.fulfill(body=_COPY, headers=_HEADERS))

    assert HTMX.address in fetched
    assert _copies(fetched) == []
    assert behind_cdn.complaints == []
    assert page.evaluate("htmx.version") == "2.0.11"


@pytest.mark.parametrize(
    "respond",
    [
        pytest.param(lambda route: route.abort(), id="out of reach"),
        pytest.param(lambda route: route.fulfill(body="hacked = true", headers=_HEADERS), id="not what it should be"),
        pytest.param(lambda route: route.fulfill(status=503, body="", headers=_HEADERS), id="in trouble"),
        pytest.param(lambda _route: None, id="stalled"),
    ],
)
def test_our_copy_takes_over(respond, behind_cdn):
    page, fetched = _visit(behind_cdn, respond)

    assert HTMX.address in fetched
    assert len(_copies(fetched)) == 1
    assert page.evaluate("typeof hacked") == "undefined"


def test_htmx_does_not_start_twice_when_the_cdn_answers_late(behind_cdn):
    held: list[Route] = []
    page, _ = _visit(behind_cdn, lambda route: held.append(route))  # noqa: PLW0108 - Playwright looks into what it is given
    page.evaluate("window.first = htmx")
    for route in held:
        route.fulfill(body=_COPY, headers=_HEADERS)
    page.wait_for_timeout(300)

    assert page.evaluate("window.first === htmx")


def test_nobody_outside_is_called_when_the_operator_says_so(visitor):
    page = visitor.page()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(_SEARCH)
    wait_until(page, _READY)

    assert len(_copies(fetched)) == 1
    assert [address for address in fetched if not address.startswith(visitor.live.url)] == []
    assert HTMX.address not in page.content()
