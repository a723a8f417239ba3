"""A real browser before a live server; tests that ask for it bear the mark `browser`."""

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.support import sampling
from tests.support.browsing import chromium
from tests.support.browsing.serving import serving
from tests.support.browsing.visitor import Visitor

_NEED_A_BROWSER = "browser"


def pytest_report_header() -> str:
    """Say which visits are made, so that a failure can be replayed."""
    if sampling.is_full():
        return "visits: every page, state, language and condition"
    return f"visits: a sample (REPERES_ACCESS_SEED={sampling.seed()}; REPERES_ACCESS=full for all)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need a browser."""
    for item in items:
        if _NEED_A_BROWSER in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser():
    """Chromium, one for the run."""
    with sync_playwright() as playwright:
        path = chromium.executable(playwright)
        if path is None:
            (pytest.fail if chromium.is_required() else pytest.skip)(chromium.HOW_TO_GET_ONE)
        opened = chromium.launch(playwright, path)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def live(tmp_path_factory):
    """The application on real data, served with the CDN off."""
    with serving(Path(tmp_path_factory.mktemp("live")), cdn="off") as server:
        yield server


@pytest.fixture(scope="session")
def live_with_cdn(tmp_path_factory):
    """The same with the CDN on."""
    with serving(Path(tmp_path_factory.mktemp("live-cdn")), cdn="on") as server:
        yield server


@pytest.fixture
def visitor(browser, live):
    """Somebody before the screen; the test fails when the browser complained or when anything outside was called."""
    somebody = Visitor(browser, live)
    yield somebody
    somebody.close()
    assert somebody.complaints == []
    assert somebody.outside == []
