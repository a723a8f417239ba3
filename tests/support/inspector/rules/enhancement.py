"""htmx only makes quicker what works without it (docs/architecture.md says which subset is written)."""

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import tinycss2

from app.config import ROOT
from tests.support.inspector.answer import Answer
from tests.support.inspector.document import Document, excerpt
from tests.support.inspector.registry import Scope, rule

_ASKING = ("hx-get", "hx-post")
_FORBIDDEN = ("hx-put", "hx-patch", "hx-delete", "hx-vars", "hx-ext", "hx-inherit", "hx-disinherit", "hx-prompt")
_GOES_WITH_ASKING = (
    "hx-target",
    "hx-select",
    "hx-select-oob",
    "hx-swap",
    "hx-trigger",
    "hx-push-url",
    "hx-replace-url",
    "hx-include",
    "hx-indicator",
    "hx-sync",
    "hx-vals",
    "hx-params",
    "hx-confirm",
    "hx-disabled-elt",
)
_SELECTORS = ("hx-target", "hx-select", "hx-include", "hx-indicator", "hx-disabled-elt")
_WORDS_FOR_SELF = ("this", "unset", "none")


@rule(Scope.HTML)
def htmx_stays_in_our_subset(answer: Answer) -> Iterator[str]:
    """GET and POST only, nothing that needs eval, nothing inherited: what both htmx 2 and 4 read the same way."""
    document = answer.document
    written = [name for name in document.attributes if name.startswith(("hx-", "data-hx-"))]
    for element in document.having(*written):
        asks = any(name in element.attrib for name in (*_ASKING, "hx-boost"))
        for name, value in element.attrib.items():
            if name.startswith("data-hx-"):
                yield f"{name}: written with and without data- is written twice"
            if name in _FORBIDDEN or name.startswith("hx-on"):
                yield f"{name} on {excerpt(element)}"
            if name in ("hx-vals", "hx-headers") and value.strip().startswith(("js:", "javascript:")):
                yield f"{name} needs eval on {excerpt(element)}"
            if name == "hx-trigger" and "[" in value:
                yield f"a filter of hx-trigger needs eval on {excerpt(element)}"
            if name in _GOES_WITH_ASKING and not asks:
                yield f"{name} without a request of its own on {excerpt(element)}"


@rule(Scope.PAGE)
def what_htmx_names_exists(answer: Answer) -> Iterator[str]:
    """Targets and parts are named by an id, which is on the page."""
    document = answer.document
    for attribute in _SELECTORS:
        for element in document.having(attribute):
            selector = element.attrib[attribute].strip()
            if not selector or selector in _WORDS_FOR_SELF:
                continue
            for one in selector.split(","):
                name = one.strip()
                if not name.startswith("#") or document.by_id(name[1:]) is None:
                    yield f"{attribute}=« {name} » on {excerpt(element)}"


@rule(Scope.HTML)
def what_htmx_does_works_without_it(answer: Answer) -> Iterator[str]:
    """Who asks through htmx is a link, a form, a button of a form or a field of a form, with the same address."""
    for attribute in _ASKING:
        for element in answer.document.having(attribute):
            yield from _without_script(answer, element, attribute)


@rule(Scope.HTML)
def buttons_act_without_script(answer: Answer) -> Iterator[str]:
    """A button sends a form or opens what HTML itself can open; one that needs a script is hidden where none runs."""
    document = answer.document
    for button in document.all("button"):
        opens = "popovertarget" in button.attrib or "commandfor" in button.attrib
        sends = button.get("type", "submit") in ("submit", "reset") and (
            document.form_of(button) is not None or ("form" in button.attrib and not document.is_page)
        )
        hidden = any(_is_hidden(element) for element in (button, *document.ancestors(button)))
        if not (opens or sends or hidden or "disabled" in button.attrib):
            yield excerpt(button)


@rule(Scope.PAGE)
def changes_are_announced(answer: Answer) -> Iterator[str]:
    """A page that changes in place has one permanent status region, outside what is swapped."""
    document = answer.document
    targets = [
        target
        for element in document.having("hx-target")
        if (target := document.by_id(element.attrib["hx-target"].strip()[1:])) is not None
    ]
    if not targets:
        return
    regions = [element for element in document.having("role") if element.attrib["role"] == "status"]
    if len(regions) != 1:
        yield f'{len(regions)} elements with role="status"'
    for region in regions:
        if any(around in targets for around in (region, *document.ancestors(region))):
            yield f"the status region is swapped away with {excerpt(region)}"


def _is_hidden(element: Element) -> bool:
    return "hidden" in element.attrib or not classes_of_scripts().isdisjoint(element.get("class", "").split())


@cache
def classes_of_scripts() -> frozenset[str]:
    """Classes that the style sheets show under `@media (scripting: enabled)` only."""
    found: set[str] = set()
    for sheet in (ROOT / "static" / "css").glob("*.css"):
        for rule_read in tinycss2.parse_stylesheet(sheet.read_text(encoding="utf-8"), skip_comments=True, skip_whitespace=True):
            if rule_read.type == "at-rule" and "scripting: enabled" in tinycss2.serialize(rule_read.prelude) and rule_read.content:
                found.update(re.findall(r"\.([\w-]+)\s*\{", tinycss2.serialize(rule_read.content)))
    return frozenset(found)


def _without_script(answer: Answer, element: Element, attribute: str) -> Iterator[str]:
    document = answer.document
    method = attribute.removeprefix("hx-").upper()
    asked = element.attrib[attribute] or answer.path
    if not answer.site.is_internal(asked):
        yield f"asks another site: {excerpt(element)}"
    elif trouble := answer.site.trouble(asked, page=answer.path, method=method):
        yield f"{asked} {trouble}"
    if element.tag == "a":
        plain, plain_method = element.get("href"), "GET"
    elif element.tag == "form":
        plain, plain_method = element.get("action"), element.get("method", "").upper()
    else:
        yield from _control_without_script(document, element)
        form = document.form_of(element)
        if element.tag != "button" or form is None:
            return
        plain = element.get("formaction") or form.get("action")
        plain_method = (element.get("formmethod") or form.get("method", "")).upper()
    page = f"http://localhost{answer.path}"
    if plain is None or urljoin(page, plain) != urljoin(page, asked) or plain_method != method:
        yield f"{method} {asked} by htmx, {plain_method} {plain} without: {excerpt(element)}"


def _control_without_script(document: Document, element: Element) -> Iterator[str]:
    if element.tag not in ("button", "input", "select", "textarea") or (document.is_page and document.form_of(element) is None):
        yield f"is neither a link nor a form nor a part of one: {excerpt(element)}"
