"""Every page of the catalogue, in each state and language, through the client that inspects what it receives."""

import pytest

from app.core.language import FRENCH, LANGUAGES
from tests.support.catalogue_of_pages import cases
from tests.support.inspector.document import Document
from tests.support.inspector.rules.weight import TARGET_BYTES

pytestmark = pytest.mark.one_engine

_OTHERS = [language for language in LANGUAGES.values() if language is not FRENCH]
_PUBLIC = [pytest.param(case, id=str(case)) for case in cases(public_only=True)]


def inspected(case, furnished) -> Document:
    """Open a page as whoever it is for, and return it once the client has found nothing to say."""
    response = furnished.client_of(case.page.who, case.page.carrying).get(case.path(furnished.ids))
    assert response.status_code == case.state.status
    document = Document(response.text)
    assert document.html.get("lang") == case.language.code
    return document


@pytest.mark.parametrize("case", [pytest.param(case, id=str(case)) for case in cases(FRENCH)])
def test_a_page_passes_the_inspection_and_leads_to_itself_in_each_language(case, furnished, at):
    at("2026-11-23 10:00")

    document = inspected(case, furnished)

    offered = {link.get("lang") for link in document.all("a") if link.get("href", "").startswith("/langues/")}
    kept = {button.get("value") for button in document.all("button") if button.get("name") == "langue"}  # what is typed goes along
    assert offered | (kept & LANGUAGES.keys()) == set(LANGUAGES)


@pytest.mark.parametrize("case", [pytest.param(case, id=str(case)) for case in cases(*_OTHERS)])
def test_a_page_in_another_language_passes_the_inspection(case, furnished, at):
    at("2026-11-23 10:00")

    inspected(case, furnished)


@pytest.mark.parametrize("case", _PUBLIC)
def test_a_public_page_weighs_little(case, furnished, at):
    at("2026-11-23 10:00")

    response = furnished.client.get(case.path(furnished.ids), headers={"Accept-Encoding": "gzip"})

    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.data) <= TARGET_BYTES
