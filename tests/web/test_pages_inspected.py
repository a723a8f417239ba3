"""Every page of the catalogue, in each state and language, through the client that inspects what it receives."""

import pytest

from app.core.language import FRENCH, LANGUAGES
from tests.support.catalogue_of_pages import cases
from tests.support.inspector.document import Document
from tests.support.inspector.rules.weight import TARGET_BYTES

_EACH = [pytest.param(case, id=str(case)) for case in cases()]
_PUBLIC = [pytest.param(case, id=str(case)) for case in cases(public_only=True)]


@pytest.mark.parametrize("case", _EACH)
def test_a_page_passes_the_inspection(case, furnished, at):
    at("2026-11-23 10:00")

    response = furnished.client_of(case.page.who).get(case.path(furnished.ids))

    assert response.status_code == case.state.status
    assert Document(response.text).html.get("lang") == case.language.code


@pytest.mark.parametrize("case", _PUBLIC)
def test_a_public_page_weighs_little(case, furnished, at):
    at("2026-11-23 10:00")

    response = furnished.client.get(case.path(furnished.ids), headers={"Accept-Encoding": "gzip"})

    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.data) <= TARGET_BYTES


@pytest.mark.parametrize("case", [pytest.param(case, id=str(case)) for case in cases(FRENCH)])
def test_each_page_leads_to_itself_in_each_language(case, furnished, at):
    at("2026-11-23 10:00")
    document = Document(furnished.client_of(case.page.who).get(case.path(furnished.ids)).text)

    offered = {link.get("lang") for link in document.all("a") if link.get("href", "").startswith("/langues/")}

    assert offered == set(LANGUAGES)
