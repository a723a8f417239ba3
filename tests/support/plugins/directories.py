"""A directory to fill, and ways to ask the application that say what they read."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.factories import Directory
from tests.support.results import ResultsPage

Find = Callable[..., ResultsPage]


def pytest_configure() -> None:
    """Let PostgreSQL acknowledge before its disk does: what tests write need not outlive the machine, and waiting is a third of a run."""
    os.environ.setdefault("PGOPTIONS", "-c synchronous_commit=off")


class PlainClient(FlaskClient):
    """Flask's client; what it receives is read whole at once, files included."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Ask, read, close."""
        return super().open(*args, **{"buffered": True, **kwargs})


@pytest.fixture
def directory(session, app) -> Directory:
    """An empty directory; its rows are numbered anew for each test, so what a process keeps of hours is forgotten."""
    app.extensions.pop("reperes_openings", None)
    yield Directory(session)
    app.extensions.pop("reperes_openings", None)


@pytest.fixture
def find(client) -> Find:
    """Search as somebody does: `find(q="repas", commune="38185")`; lists repeat their field. The page is inspected."""

    def ask(**asked: object) -> ResultsPage:
        return ResultsPage(client.get("/recherche", query_string=asked))

    return ask


@pytest.fixture
def plain(app) -> PlainClient:
    """A client that inspects nothing, for what is asked by the hundred."""
    return PlainClient(app, response_wrapper=app.response_class, use_cookies=True)
