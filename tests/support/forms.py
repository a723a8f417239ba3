"""Filling a form as a browser does: its hidden fields come along."""

from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse


def hidden_fields(page: TestResponse, action: str | None = None) -> dict[str, str]:
    """Return the hidden fields of the form of a page that acts (the first one, or the one with this action)."""
    forms = html.fromstring(page.get_data(as_text=True)).xpath("//form[translate(@method, 'POST', 'post') = 'post']")
    wanted = [form for form in forms if action is None or _path(form.get("action")) == _path(action)]
    assert wanted, f"no form that acts at {action}: {[form.get('action') for form in forms]}"
    return {field.get("name"): field.get("value", "") for field in wanted[0].xpath(".//input[@type='hidden']")}


def _path(action: str) -> str:
    """The language that an address carries is not what tells two forms apart."""
    return action.partition("?")[0]


def post_form(
    client: FlaskClient, path: str, data: Mapping[str, Any] | None = None, *, action: str | None = None, **options: Any
) -> TestResponse:
    """Open a page, fill its form, send it where it says (`action`, by default the page's own address)."""
    page = client.get(path)
    assert page.status_code == 200, f"{path}: {page.status_code} {page.headers.get('Location', '')}"
    return client.post(action or path, data={**hidden_fields(page, action or path), **(data or {})}, **options)


def links(page: TestResponse) -> list[str]:
    """Return the addresses that a page links to, in its order."""
    return [link.get("href") for link in html.fromstring(page.get_data(as_text=True)).xpath("//a[@href]")]
