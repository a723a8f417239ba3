"""Prove the swap: what htmx leaves on the screen is what a fresh load of the same address shows.

The few operations of htmx that we use, applied to parsed pages: target, select, out of band, outerHTML and innerHTML.
"""

import difflib
import json
import re
from collections.abc import Iterator
from copy import deepcopy
from http import HTTPStatus
from urllib.parse import parse_qsl, urljoin, urlsplit
from xml.etree.ElementTree import Element

from tests.support.inspector.client import InspectedClient
from tests.support.inspector.document import SVG, Document, excerpt, squeeze

_OUTSIDE_THE_READER_S_SIGHT = ("meta", "link", "script")
_STATE_OF_CONTROLS = ("value", "checked", "selected")
_ASKING = ("hx-get", "hx-post")


def prove_swap(client: InspectedClient, first: str, then: str, *, by: str | None = None) -> None:
    """Load `first`, follow its enhanced element to `then` as htmx does, and compare with a fresh load of `then`.

    `by` is the id of the element that asks; by default the first that asks for the path of `then`. What the reader has typed
    or ticked in its form is not compared: the browser keeps it.
    """
    before = Document(client.get(first).text)
    asking = before.by_id(by) if by else _who_asks(before, first, then)
    if asking is None:
        msg = f"nothing on {first} asks for {then} through htmx"
        raise AssertionError(msg)
    target = _plain_id(asking.get("hx-target", ""))
    response = client.get_part(then, target=target, current=first)
    handling = handling_of(before, response.status_code)
    swapped = swap(
        before,
        response.text,
        target=_plain_id(response.headers.get("HX-Retarget", handling.get("target", target))),
        select=asking.get("hx-select"),
        select_oob=asking.get("hx-select-oob", ""),
        how=response.headers.get("HX-Reswap", handling.get("swapOverride", asking.get("hx-swap", "innerHTML"))),
    )
    fresh = Document(client.get(then).text)
    forget_typing(swapped)
    forget_typing(fresh)
    difference = list(difflib.unified_diff(lines_of(swapped), lines_of(fresh), "after the swap", "fresh load", lineterm="", n=2))
    if difference:
        shown = "\n".join(difference[:80])
        msg = f"{first} → {then}: the swap does not give what a fresh load gives\n{shown}"
        raise AssertionError(msg)


def swap(
    before: Document, received: str, *, target: str, how: str = "outerHTML", select: str | None = None, select_oob: str = ""
) -> Document:
    """Apply an answer to a page, as htmx does; return the page that results. `target` is an id, `select` « #id »."""
    result, answer = deepcopy(before), Document(received)
    _take_title(result, answer)
    for chosen in filter(None, (part.strip() for part in select_oob.split(","))):
        selector, _, manner = chosen.partition(":")
        _put(result, _plain_id(selector), [_take(answer, _plain_id(selector))], manner or "outerHTML")
    for element in answer.having("hx-swap-oob"):
        _swap_out_of_band(result, answer, element)
    answer.refresh()
    if select:
        content: list[Element] = [_take(answer, _plain_id(select))]
        text = ""
    else:
        root = next(iter(answer.all("body")), answer.root) if answer.is_page else answer.root
        content, text = [child for child in root if child.tag != "title"], root.text or ""
    _put(result, target, content, how.split(maxsplit=1)[0], text)
    return result


def handling_of(document: Document, status: int) -> dict[str, str]:
    """What the page's `htmx-config` says of answers with this status; fail when they are not swapped."""
    config = next((meta.get("content", "") for meta in document.all("meta") if meta.get("name") == "htmx-config"), "{}")
    for handling in json.loads(config).get("responseHandling", []):
        if re.search(handling["code"], str(status)):
            assert handling["swap"], f"htmx does not swap an answer {status}"
            return handling
    assert status < HTTPStatus.BAD_REQUEST, f"htmx does not swap an answer {status}"
    return {}


def forget_typing(document: Document) -> None:
    """Put aside the state of fields, which lives in the browser, and tokens, which change at each load."""
    for control in document.all("input", "select", "textarea", "option"):
        if control.get("type") in ("submit", "button", "hidden") and control.get("name") != "csrf_token":
            continue
        for attribute in _STATE_OF_CONTROLS:
            if control.tag == "option" and attribute == "value":
                continue
            if control.get("type") in ("checkbox", "radio") and attribute == "value":
                continue
            control.attrib.pop(attribute, None)
        if control.tag == "textarea":
            control.text = ""


def lines_of(document: Document) -> list[str]:
    """Write a page line by line, so that only what a reader could notice differs."""
    return list(_lines(document.root, 0))


def _lines(element: Element, depth: int) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _OUTSIDE_THE_READER_S_SIGHT:
        return
    attributes = "".join(f" {name}={value!r}" for name, value in sorted(element.attrib.items()) if name != "hx-swap-oob")
    yield f"{'  ' * depth}<{element.tag.removeprefix(SVG)}{attributes}>"
    pending = element.text or ""
    for child in element:
        if squeeze(pending):
            yield f"{'  ' * depth}  {squeeze(pending)}"
        yield from _lines(child, depth + 1)
        pending = child.tail or ""
    if squeeze(pending):
        yield f"{'  ' * depth}  {squeeze(pending)}"


def _who_asks(document: Document, first: str, then: str) -> Element | None:
    wanted = urlsplit(then)
    same_path = []
    for element in document:
        for attribute in _ASKING:
            if attribute in element.attrib:
                asked = urlsplit(urljoin(f"http://localhost{first}", element.attrib[attribute]))
                if asked.path == wanted.path and parse_qsl(asked.query) == parse_qsl(wanted.query):
                    return element
                if asked.path == wanted.path and element.tag == "form":
                    same_path.append(element)
    return next(iter(same_path), None)


def _plain_id(selector: str) -> str:
    return selector.strip().removeprefix("#")


def _take(document: Document, name: str) -> Element:
    found = document.by_id(name)
    if found is None:
        msg = f"the answer holds no « #{name} »"
        raise AssertionError(msg)
    return found


def _take_title(result: Document, answer: Document) -> None:
    received, own = next(iter(answer.all("title")), None), next(iter(result.all("title")), None)
    if received is not None and own is not None:
        own.text = received.text


def _swap_out_of_band(result: Document, answer: Document, element: Element) -> None:
    manner, _, selector = element.attrib["hx-swap-oob"].partition(":")
    manner = "outerHTML" if manner == "true" else manner
    name = _plain_id(selector) if selector else element.get("id", "")
    if not name:
        msg = f"out of band, but without an id: {excerpt(element)}"
        raise AssertionError(msg)
    parent = answer.parents.get(element)
    if parent is not None:
        parent.remove(element)
    element.attrib.pop("hx-swap-oob")
    if manner == "innerHTML":
        _put(result, name, list(element), manner, element.text or "")
    else:
        _put(result, name, [element], manner)


def _put(result: Document, name: str, content: list[Element], how: str, text: str = "") -> None:
    target = next(iter(result.all("body")), None) if name == "body" else result.by_id(name)
    if target is None:
        msg = f"the page holds no « #{name} » to swap"
        raise AssertionError(msg)
    if how == "innerHTML" or name == "body":  # htmx never replaces the body itself
        for child in list(target):
            target.remove(child)
        target.text = text
        target.extend(content)
    elif how == "outerHTML":
        parent = result.parents[target]
        place, tail = list(parent).index(target), target.tail
        parent.remove(target)
        for offset, child in enumerate(content):
            parent.insert(place + offset, child)
        if content:
            content[-1].tail = tail
    elif how != "none":
        msg = f"hx-swap « {how} » is not among those that we use"
        raise AssertionError(msg)
    result.refresh()
