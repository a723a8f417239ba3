"""The swap proof itself: it accepts what htmx would make equal, and sees what would stay behind."""

import pytest
from flask import Flask, request

from tests.support.inspector.client import InspectedClient
from tests.support.inspector.document import Document
from tests.support.selftests.tiny_site import GOOD_HEADERS, GOOD_PAGE, GOOD_PART, tiny_site
from tests.support.swap import handling_of, lines_of, prove_swap, swap

_END = "</div>\n<nav"


def _page(part: str, title: str = "Trouver de l’aide · Repères") -> str:
    before, rest = GOOD_PAGE.split('<div id="reponses">')
    after = rest.split(_END, 1)[1]
    return before.replace("Trouver de l’aide · Repères", title) + part + "\n<nav" + after


def _site(tmp_path, *, part: str, fresh_title: str = "Trouver de l’aide · Repères", fresh_part: str = GOOD_PART) -> InspectedClient:
    app: Flask = tiny_site(tmp_path)

    def search():
        if request.headers.get("HX-Request"):
            return part, GOOD_HEADERS
        return _page(fresh_part, fresh_title) if request.args else GOOD_PAGE, GOOD_HEADERS

    app.view_functions["/recherche"] = search
    return app.test_client()


def test_a_part_that_is_the_page_s_own_is_accepted(tmp_path):
    prove_swap(_site(tmp_path, part=GOOD_PART), "/", "/recherche?q=repas")


def test_a_link_that_asks_is_followed_with_its_own_target(tmp_path):
    client = _site(tmp_path, part="<h2>Réponses</h2>", fresh_part='<div id="reponses"><h2>Réponses</h2></div>')

    prove_swap(client, "/", "/recherche?page=2")


def test_a_part_that_says_something_else_is_seen(tmp_path):
    client = _site(tmp_path, part=GOOD_PART.replace("Deux", "Trois"))

    with pytest.raises(AssertionError, match="Trois réponses"):
        prove_swap(client, "/", "/recherche?q=repas")


def test_a_title_left_behind_is_seen(tmp_path):
    client = _site(tmp_path, part=GOOD_PART, fresh_title="Trouver de l’aide : repas · Repères")

    with pytest.raises(AssertionError, match="repas · Repères"):
        prove_swap(client, "/", "/recherche?q=repas")


def test_a_title_that_comes_with_the_part_is_taken(tmp_path):
    title = "Trouver de l’aide : repas · Repères"
    client = _site(tmp_path, part=f"<title>{title}</title>{GOOD_PART}", fresh_title=title)

    prove_swap(client, "/", "/recherche?q=repas")


def test_a_page_where_nothing_asks_is_refused(tmp_path):
    with pytest.raises(AssertionError, match="nothing on / asks"):
        prove_swap(_site(tmp_path, part=GOOD_PART), "/", "/urgence")


@pytest.mark.parametrize(
    ("received", "options", "expected"),
    [
        ("<p id=a>2</p>", {"how": "outerHTML"}, "<p id=a>2</p><p id=b>1</p>"),
        ("<b>2</b>", {"how": "innerHTML"}, "<p id=a><b>2</b></p><p id=b>1</p>"),
        ("<div><p id=a>2</p><p id=c>3</p></div>", {"select": "#a"}, "<p id=a>2</p><p id=b>1</p>"),
        ("<p id=a>2</p><p id=b hx-swap-oob=true>3</p>", {}, "<p id=a>2</p><p id=b>3</p>"),
        ("<p id=a>2</p><p id=b hx-swap-oob=innerHTML>3</p>", {}, "<p id=a>2</p><p id=b>3</p>"),
        ("<p id=a>2</p><i hx-swap-oob='innerHTML:#b'>3</i>", {}, "<p id=a>2</p><p id=b>3</p>"),
        ("<div><p id=a>2</p><p id=b>3</p></div>", {"select": "#a", "select_oob": "#b"}, "<p id=a>2</p><p id=b>3</p>"),
        ("<p id=b hx-swap-oob=true>3</p>", {"how": "none"}, "<p id=a>1</p><p id=b>3</p>"),
    ],
)
def test_the_operations_of_htmx_are_those_of_a_browser(received, options, expected):
    before = Document("<p id=a>1</p><p id=b>1</p>")

    assert lines_of(swap(before, received, target="a", **options)) == lines_of(Document(expected))


def test_a_status_is_handled_as_the_page_says():
    config = '{"responseHandling":[{"code":"422","swap":true,"target":"body"},{"code":"[45]..","swap":false}]}'
    document = Document(f"<!doctype html><meta name=htmx-config content='{config}'><title>t</title>")

    assert handling_of(document, 422)["target"] == "body"
    assert handling_of(document, 200) == {}
    with pytest.raises(AssertionError, match="does not swap an answer 500"):
        handling_of(document, 500)


@pytest.mark.parametrize(
    ("received", "options", "reason"),
    [
        ("<p></p>", {"target": "z"}, "holds no « #z »"),
        ("<p></p>", {"target": "a", "select": "#z"}, "holds no « #z »"),
        ("<p></p>", {"target": "a", "how": "beforeend"}, "not among those"),
        ("<p hx-swap-oob=true></p>", {"target": "a"}, "without an id"),
    ],
)
def test_a_swap_that_cannot_be_done_is_refused(received, options, reason):
    with pytest.raises(AssertionError, match=reason):
        swap(Document("<p id=a>1</p>"), received, **options)
