"""Ids and what refers to them, within one page."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from tests.support.inspector.answer import Answer
from tests.support.inspector.document import SVG, excerpt
from tests.support.inspector.registry import Scope, rule

_ARIA = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-errormessage", "aria-activedescendant", "aria-details")
_PLAIN = ("for", "list", "form", "headers", "popovertarget", "commandfor")


@rule(Scope.HTML)
def ids_are_unique(answer: Answer) -> Iterator[str]:
    """One element for each id; no space in it, not empty."""
    for name, elements in answer.document.ids.items():
        if len(elements) > 1:
            yield f"« {name} » is borne by {len(elements)} elements"
        if not name or any(c.isspace() for c in name):
            yield f"« {name} » cannot be an id"


@rule(Scope.HTML)
def references_exist(answer: Answer) -> Iterator[str]:
    """Each id named by aria-*, for, list, form, headers is on the page. A part may refer to the page around it by `form`."""
    document = answer.document
    for attribute in (*_ARIA, *_PLAIN):
        if attribute == "form" and not document.is_page:
            continue
        for element in document.having(attribute):
            for name in element.attrib[attribute].split():
                if document.by_id(name) is None:
                    yield f"{attribute}=« {name} » on {excerpt(element)}"


@rule(Scope.PAGE)
def fragments_of_links_exist(answer: Answer) -> Iterator[str]:
    """A link to a place of the page leads to an element of the page."""
    for link in answer.document.all("a"):
        target = link.get("href", "")
        if target.startswith("#") and answer.document.by_id(unquote(target[1:])) is None:
            yield f"{excerpt(link)}"


@rule(Scope.HTML)
def symbols_of_icons_exist(answer: Answer) -> Iterator[str]:
    """An icon drawn by reference refers to a symbol of the page; sprites in files are checked with the links."""
    for use in answer.document.all(f"{SVG}use"):
        target = use.get("href", "")
        if target.startswith("#") and answer.document.by_id(target[1:]) is None and answer.document.is_page:
            yield f"no symbol « {target} »"


@rule(Scope.HTML)
def access_keys_are_unique(answer: Answer) -> Iterator[str]:
    """Two elements never share an access key."""
    keys = Counter(element.attrib["accesskey"].lower() for element in answer.document.having("accesskey"))
    for key, count in keys.items():
        if count > 1:
            yield f"« {key} » is borne by {count} elements"


@rule(Scope.HTML)
def order_of_tabulation_is_order_of_reading(answer: Answer) -> Iterator[str]:
    """No positive tabindex."""
    for element in answer.document.having("tabindex"):
        if element.attrib["tabindex"] not in ("0", "-1"):
            yield excerpt(element)
