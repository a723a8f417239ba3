"""What a first view costs, counted by the browser; and how soon it is readable on a slow telephone."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import CDPSession, Page

from tests.support import sampling
from tests.support.catalogue_of_pages import Case, cases
from tests.support.sampling import visits

_MOST_BYTES = 50_000
_MOST_REQUESTS = 8
_CSS_BYTES = 10_000
_SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
_SLOWER_CPU = 6
_LARGEST_PAINT_MS = 2500
_LARGEST_PAINT = """() => new Promise((resolve) => {
  const observer = new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime));
  observer.observe({ type: "largest-contentful-paint", buffered: true });
})"""


class Bill:
    """Requests of a page as the network saw them: address, type, bytes received (headers included, compressed)."""

    def __init__(self, page: Page) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)
        self._answers: dict[str, tuple[str, str]] = {}
        self._bytes: dict[str, int] = {}
        self.session.on("Network.responseReceived", self._received)
        self.session.on("Network.loadingFinished", self._finished)
        self.session.send("Network.enable")

    def lines(self) -> Iterator[tuple[str, str, int]]:
        """One line a request."""
        return ((*self._answers[request], size) for request, size in self._bytes.items() if request in self._answers)

    def _received(self, event: dict) -> None:
        if not event["response"]["url"].startswith("data:"):
            self._answers[event["requestId"]] = (event["response"]["url"], event["type"])

    def _finished(self, event: dict) -> None:
        self._bytes[event["requestId"]] = int(event["encodedDataLength"])


def _first_view(case: Case, visitor) -> list[tuple[str, str, int]]:
    page = visitor.page(viewport={"width": 360, "height": 640})
    bill = Bill(page)
    page.goto(case.path(visitor.live.ids))
    page.wait_for_load_state("networkidle")
    return list(bill.lines())


@pytest.mark.parametrize("case", [pytest.param(case, id=str(case)) for case, _ in visits("budget", [None], every=2) if case.page.public])
def test_a_first_view_costs_little(case, visitor):
    lines = _first_view(case, visitor)

    assert len(lines) <= _MOST_REQUESTS, lines
    assert sum(size for _, _, size in lines) <= _MOST_BYTES, lines
    assert sum(size for _, kind, size in lines if kind == "Stylesheet") <= _CSS_BYTES, lines


def test_a_second_view_fetches_the_page_alone(visitor):
    case = next(case for case in cases() if case.state.name == "réponses")
    page = visitor.page()
    page.goto(case.path(visitor.live.ids))
    page.wait_for_load_state("networkidle")
    bill = Bill(page)
    page.goto(case.path(visitor.live.ids))
    page.wait_for_load_state("networkidle")

    assert sum(size for _, _, size in bill.lines()) <= 10_000, list(bill.lines())


@pytest.mark.skipif(
    not (sampling.is_full() or os.environ.get("REPERES_SLOW_TELEPHONE") == "1"),
    reason="timing needs a quiet machine: measured by make access, or with REPERES_SLOW_TELEPHONE=1",
)
@pytest.mark.parametrize("case", [pytest.param(case, id=str(case)) for case in cases(public_only=True) if case.state.status == 200])
def test_a_slow_telephone_on_a_slow_network_reads_soon(case, visitor):
    page = visitor.page(viewport={"width": 360, "height": 640})
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", _SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER_CPU})
    page.goto(case.path(visitor.live.ids), wait_until="load")

    assert page.evaluate(_LARGEST_PAINT) <= _LARGEST_PAINT_MS
