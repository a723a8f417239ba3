"""Links lead somewhere."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from tests.support.inspector.answer import Answer
from tests.support.inspector.document import SVG, excerpt
from tests.support.inspector.registry import Scope, rule

_TELEPHONE = re.compile(r"tel:(\+[1-9][0-9]{6,14}|0[1-9][0-9]{8}|[0-9]{2,6})")
_TEXT = re.compile(r"sms:(\+?[0-9]{2,15})?([?;&]{1,2}body=.*)?")
_SCHEMES = ("http", "https", "tel", "sms", "mailto", "geo")
_ADDRESSES = ("href", "src", "action", "formaction", "hx-get", "hx-post", "poster")


@rule(Scope.HTML)
def links_have_an_address(answer: Answer) -> Iterator[str]:
    """A link has an address, of a known kind; « # » alone leads nowhere."""
    for link in answer.document.all("a"):
        address = link.get("href", "")
        if not address or address == "#":
            yield excerpt(link)
        elif (scheme := urlsplit(address).scheme) and scheme not in _SCHEMES:
            yield f"{scheme}: {excerpt(link)}"


@rule(Scope.HTML)
def internal_addresses_lead_somewhere(answer: Answer) -> Iterator[str]:
    """Each address of ours is in the map, and each static file is there. Forms are read by their own rule."""
    for attribute in ("href", "src", "poster"):
        for element in answer.document.having(attribute):
            address = element.attrib[attribute]
            if not address or address.startswith("#") or not answer.site.is_internal(address):
                continue
            if trouble := answer.site.trouble(address, page=answer.path):
                yield f"{address} {trouble} ({str(element.tag).removeprefix(SVG)})"


@rule(Scope.HTML)
def telephones_can_be_called(answer: Answer) -> Iterator[str]:
    """A telephone link is a short number, ten digits or an international number: nothing that a phone must guess."""
    for link in answer.document.all("a"):
        address = link.get("href", "")
        if address.startswith("tel:") and not _TELEPHONE.fullmatch(address):
            yield f"{address}: {excerpt(link)}"
        if address.startswith("sms:") and not _TEXT.fullmatch(address):
            yield f"{address}: {excerpt(link)}"
        if address.startswith("mailto:") and not address.startswith("mailto:?") and "@" not in address:
            yield f"{address}: {excerpt(link)}"


@rule(Scope.HTML)
def addresses_hold_no_secret(answer: Answer) -> Iterator[str]:
    """No token of a form in an address, no hostname of another environment."""
    for attribute in _ADDRESSES:
        for element in answer.document.having(attribute):
            if "csrf_token=" in element.attrib[attribute]:
                yield excerpt(element)


@rule(Scope.HTML)
def new_windows_are_never_forced(answer: Answer) -> Iterator[str]:
    """People open a window when they want one: no target that does it for them."""
    for element in answer.document.having("target"):
        yield excerpt(element)
