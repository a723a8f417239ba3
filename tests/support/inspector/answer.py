"""What a test received: one answer, as the rules read it."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import Self

from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from tests.support.inspector.document import Document
from tests.support.inspector.site import Site

_FULL_PAGE_REQUESTS = ("HX-Boosted", "HX-History-Restore-Request")


@dataclass(frozen=True)
class Answer:
    """One answer with the request that it answers. `path` is what was asked, query included; `body` is not compressed."""

    site: Site
    path: str
    status: int
    headers: Headers
    body: bytes
    method: str = "GET"
    asked_with: Mapping[str, str] | None = None

    @classmethod
    def of(cls, response: TestResponse, site: Site) -> Self:
        """Read the answer that a test client received; a streamed body is read whole."""
        request = response.request
        path = request.full_path.removesuffix("?")
        body = b"" if response.is_streamed and response.direct_passthrough else response.get_data()
        if response.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        return cls(site, path, response.status_code, response.headers, body, request.method, dict(request.headers))

    @property
    def is_html(self) -> bool:
        """Whether a page, or a part of one, is in the body; a redirection's few words are read by nobody."""
        redirects = HTTPStatus.MULTIPLE_CHOICES <= self.status < HTTPStatus.BAD_REQUEST
        return not redirects and self.headers.get("Content-Type", "").startswith("text/html") and bool(self.body)

    @property
    def asked_for_part(self) -> bool:
        """Whether htmx asked, and not for a full page (boosted link, history restored)."""
        asked = {name.lower() for name, value in (self.asked_with or {}).items() if value == "true"}
        return "hx-request" in asked and not any(name.lower() in asked for name in _FULL_PAGE_REQUESTS)

    @cached_property
    def document(self) -> Document:
        """The body, parsed. Only for HTML."""
        return Document(self.body.decode("utf-8"))
