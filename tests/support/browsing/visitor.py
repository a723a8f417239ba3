"""Somebody before a screen: pages opened under given conditions, and everything that went wrong meanwhile."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route

from tests.support.browsing.serving import Live
from tests.support.catalogue_of_pages import Case

PATIENCE_MS = 10_000
_EXPECTED = ("Failed to load resource: the server responded with a status of", "htmx:afterRequest", "htmx:sendAbort")
"""A browser tells each answer that is an error, htmx each request that a newer one replaced: both are as they should be."""


class Visitor:
    """Opens pages of one server. What a page asks of anybody else is remembered (and finds nobody), as are its complaints."""

    def __init__(self, browser: Browser, live: Live) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.live = live
        self.complaints: list[str] = []
        self.outside: list[str] = []

    def page(self, **conditions: Any) -> Page:
        """A blank page; `conditions` are Playwright's options of a context (viewport, colour scheme, JavaScript …)."""
        conditions.setdefault("reduced_motion", "reduce")
        conditions.setdefault("locale", "fr-FR")
        context = self._browser.new_context(base_url=self.live.url, **conditions)
        self._contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on("request", self._note)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def open(self, case: Case, **conditions: Any) -> Page:
        """Open a page of the catalogue; its status must be the one expected."""
        page = self.page(**conditions)
        if case.page.who:
            self.sign_in(page, case.page.who)
        if case.page.carrying:
            page.context.add_cookies([{"name": "enquete", "value": self.live.ids[case.page.carrying], "url": self.live.url}])
        response = page.goto(case.path(self.live.ids))
        assert response is not None, f"{case}: no answer"
        assert response.status == case.state.status, f"{case}: answers {response.status}"
        return page

    def sign_in(self, page: Page, who: str) -> None:
        """Make this page that of somebody signed in (`support.people`)."""
        page.context.add_cookies([{"name": "session", "value": self.live.ids[f"cookie of {who}"], "url": self.live.url}])

    def answer_outside(self, page: Page, respond: Callable[[Route], None]) -> None:
        """Decide what others answer to this page from now on."""
        page.route(self.is_outside, respond)

    def is_outside(self, address: str) -> bool:
        """Whether an address is somebody else's."""
        return not urljoin(address, "/").startswith(f"{self.live.url}/") and not address.startswith(("data:", "blob:", "about:"))

    def close(self) -> None:
        """Close every page."""
        for context in self._contexts:
            context.close()

    def _note(self, request: Request) -> None:
        if self.is_outside(request.url):
            self.outside.append(request.url)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(_EXPECTED):
            self.complaints.append(message.text)


def wait_until(page: Page, expression: str) -> None:
    """Wait for an expression to hold. Playwright's own way needs eval, which the security policy refuses."""
    end = time.monotonic() + PATIENCE_MS / 1000
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"still not: {expression}"
        page.wait_for_timeout(20)
