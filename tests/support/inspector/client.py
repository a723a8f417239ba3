"""The test client: every answer that it hands to a test has been inspected."""

from collections.abc import Callable
from typing import Any, ClassVar

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.inspector.answer import Answer
from tests.support.inspector.reading import inspect
from tests.support.inspector.site import Site


class InspectedClient(FlaskClient):
    """Flask's client, plus the inspection of what comes back. Redirects followed are inspected too."""

    readers: ClassVar[tuple[Callable[[Answer], None], ...]] = ()
    """Who else reads each answer, once it is inspected: what was parsed serves them all."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Ask as Flask's client does, then inspect."""
        response = super().open(*args, **kwargs)
        config = self.application.extensions.get("reperes")
        site = Site.of(self.application, getattr(config, "base_url", "http://localhost"))
        for received in (*response.history, response):
            answer = Answer.of(received, site)
            inspect(answer)
            for read in self.readers:
                read(answer)
        return response

    def get_part(self, path: str, *, target: str | None = None, current: str | None = None) -> TestResponse:
        """Ask as htmx does: the part of the page that the element `target` will receive."""
        headers = {"HX-Request": "true"}
        if target:
            headers["HX-Target"] = target.removeprefix("#")
        if current:
            headers["HX-Current-URL"] = current
        return self.get(path, headers=headers)
