"""Where what tells who somebody is must never stand: addresses, titles, subjects, log lines, error pages, figures for watchers.

It can only see what it was told to look for: `making.NAME`, `PHONE` and `EMAIL`, and what a test adds.
"""

import html
import logging
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import unquote, unquote_plus

from tests.support.inspector.answer import Answer

ADDRESSES = ("href", "src", "action", "formaction", "hx-get", "hx-post", "hx-push-url", "content", "data-url")
SAID_ALOUD = ("tel:", "sms:", "mailto:", "geo:")
"""Addresses that are the contact or the place itself, on the page of whoever may read it: opened on the device, sent nowhere."""
FOR_WATCHERS = ("/metrics", "/healthz", "/readyz")
_SMALLEST_PHONE = 9
_BETWEEN_FIGURES = r"[\s\u00a0\u202f.()+-]{0,3}"


class Leaks:
    """What was found where it must not be: `found`, a sentence each."""

    def __init__(self, *markers: str) -> None:
        self._markers: dict[str, re.Pattern[str]] = {}
        self.found: list[str] = []
        self.add(*markers)

    def add(self, *markers: str) -> None:
        """Look for these too, however they are written: case, accents, percent-encoding, spaces between figures."""
        self._markers |= {marker: _pattern(marker) for marker in markers}

    def look(self, where: str, text: str) -> None:
        """Note each marker that a text holds."""
        forms = _forms(text)
        self.found += [f"{where} holds « {marker} »" for marker, one in self._markers.items() if any(map(one.search, forms))]

    def look_at_answer(self, answer: Answer) -> None:
        """Read the address that was asked, the headers, and what of the body must be bare."""
        about = f"{answer.method} {_route(answer.path)} ({answer.status})"
        self.look(f"address of {about}", answer.path)
        for name, value in answer.headers.items():
            if name != "Set-Cookie":
                self.look(f"{name} of {about}", value)
        if answer.is_html:
            for where, text in _bare_parts(answer):
                self.look(f"{where} of {about}", text)
        is_error = answer.status >= HTTPStatus.BAD_REQUEST and answer.status != HTTPStatus.UNPROCESSABLE_ENTITY
        if is_error or answer.path.partition("?")[0] in FOR_WATCHERS:
            self.look(f"body of {about}", answer.body.decode("utf-8", "replace"))


class Listener(logging.Handler):
    """Hands every line of the standard logging to whoever looks."""

    def __init__(self, look: Callable[[str], None]) -> None:
        super().__init__(logging.NOTSET)
        self._look = look

    def emit(self, record: logging.LogRecord) -> None:
        """Look at one line, its error included."""
        self._look(self.format(record))


def _bare_parts(answer: Answer) -> Iterator[tuple[str, str]]:
    yield "title", answer.document.title
    for element in answer.document:
        for name in ADDRESSES:
            value = element.get(name, "")
            if value and not value.startswith(SAID_ALOUD):
                yield f"{name} of <{element.tag}>", value


def _pattern(marker: str) -> re.Pattern[str]:
    """A telephone number by its last nine figures, anything else as it stands."""
    figures = re.sub(r"\D", "", marker)
    if len(figures) >= _SMALLEST_PHONE and re.fullmatch(r"[\d\s.()+-]+", marker):
        return re.compile(_BETWEEN_FIGURES.join(figures[-_SMALLEST_PHONE:]))
    words = map(re.escape, _plain(marker).split())
    return re.compile(r"(?<![^\W_])" + r"[\s_+.,-]+".join(words) + r"(?![^\W_])")


@lru_cache(maxsize=2048)
def _forms(text: str) -> frozenset[str]:
    """How a text may be read; addresses of the frame of pages come back at each answer."""
    return frozenset(_plain(form) for form in {text, unquote(text), unquote_plus(text), html.unescape(text)})


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _route(path: str) -> str:
    """A path fit for a report: without its secrets."""
    return "/".join("…" if len(part) > 20 else part for part in path.partition("?")[0].split("/"))
