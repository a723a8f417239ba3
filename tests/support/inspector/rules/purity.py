"""Nothing inline, nothing from elsewhere: what the security policy forbids is not written in the first place."""

from collections.abc import Iterator

from tests.support.inspector.answer import Answer
from tests.support.inspector.document import excerpt
from tests.support.inspector.registry import Scope, rule

_DATA = ("application/ld+json",)
_LOADED = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
    "object": "data",
}
_LOADING_RELATIONS = frozenset(
    {"stylesheet", "icon", "preload", "modulepreload", "manifest", "preconnect", "dns-prefetch", "apple-touch-icon"}
)


@rule(Scope.HTML)
def nothing_is_inline(answer: Answer) -> Iterator[str]:
    """No style, no script, no handler in the page; only data for search engines."""
    for element in answer.document:
        for attribute in element.attrib:
            if attribute == "style" or attribute.startswith("on"):
                yield f"{attribute}= on {excerpt(element)}"
        if element.tag == "style":
            yield "<style>"
        if element.tag == "script" and "src" not in element.attrib and element.get("type") not in _DATA:
            yield f"script: {excerpt(element)}"
        if any(value.strip().lower().startswith("javascript:") for value in element.attrib.values()):
            yield f"javascript: on {excerpt(element)}"


@rule(Scope.HTML)
def nothing_comes_from_elsewhere(answer: Answer) -> Iterator[str]:
    """The page itself names no other host to load from: the one script that may call the CDN decides so at run time."""
    for element in answer.document:
        address = element.get(_LOADED.get(str(element.tag), ""), "")
        if element.tag == "link" and _LOADING_RELATIONS & set(element.get("rel", "").split()):
            address = element.get("href", "")
        if address and not address.startswith("data:") and not answer.site.is_internal(address):
            yield excerpt(element)


@rule(Scope.HTML)
def nothing_moves_by_itself(answer: Answer) -> Iterator[str]:
    """No page that reloads or leaves by itself, no moving text, no sound that starts alone, no focus taken."""
    for meta in answer.document.all("meta"):
        if meta.get("http-equiv", "").lower() == "refresh":
            yield excerpt(meta)
    for element in answer.document.all("marquee", "blink"):
        yield excerpt(element)
    for element in [*answer.document.having("autoplay"), *answer.document.having("autofocus")]:
        yield excerpt(element)
