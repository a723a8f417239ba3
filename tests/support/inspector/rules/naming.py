"""Whatever people act on or look at has a name in words."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tests.support.inspector.answer import Answer
from tests.support.inspector.document import SVG, excerpt
from tests.support.inspector.registry import Scope, rule

_NEEDS_NO_LABEL = ("hidden",)
_ALONE_SAYS_NOTHING = ("ici", "cliquez ici", "lire la suite", "en savoir plus", "plus", "here", "click here", "read more", "هنا")


@rule(Scope.HTML)
def controls_are_labelled(answer: Answer) -> Iterator[str]:
    """Each input, select, textarea and button has a name."""
    for control in answer.document.all("input", "select", "textarea", "button"):
        if control.get("type") not in _NEEDS_NO_LABEL and not answer.document.name_of(control):
            yield excerpt(control)


@rule(Scope.HTML)
def links_say_where_they_lead(answer: Answer) -> Iterator[str]:
    """Each link has a name that makes sense alone."""
    for link in answer.document.all("a"):
        name = answer.document.name_of(link)
        if not name or name.lower().rstrip(" .…") in _ALONE_SAYS_NOTHING:
            yield f"« {name} »: {excerpt(link)}"


@rule(Scope.HTML)
def visible_words_are_in_the_name(answer: Answer) -> Iterator[str]:
    """Who speaks to the device says what is seen: an aria-label holds the visible text (WCAG 2.5.3)."""
    for element in answer.document.all("a", "button", "summary"):
        label = element.get("aria-label")
        seen = "".join(_seen(element)).strip()
        if label and seen and " ".join(seen.split()).lower() not in " ".join(label.split()).lower():
            yield f"« {label} » does not hold « {' '.join(seen.split())} »"


@rule(Scope.HTML)
def images_have_alternatives(answer: Answer) -> Iterator[str]:
    """Each image has an alt, empty when it decorates; each drawing is hidden from assistive technology, or named."""
    for image in answer.document.all("img"):
        if "alt" not in image.attrib:
            yield excerpt(image)
    for drawing in answer.document.all(f"{SVG}svg"):
        if not any(_is_settled(element) for element in (drawing, *answer.document.ancestors(drawing))):
            yield excerpt(drawing)


@rule(Scope.HTML)
def frames_and_tables_are_named(answer: Answer) -> Iterator[str]:
    """A frame has a title; a table has a caption, and headers with a scope."""
    for frame in answer.document.all("iframe"):
        if not frame.get("title"):
            yield excerpt(frame)
    for table in answer.document.all("table"):
        if table.find("caption") is None:
            yield f"no caption: {excerpt(table)}"
    for header in answer.document.all("th"):
        if "scope" not in header.attrib:
            yield f"no scope: {excerpt(header)}"


def _is_settled(element: Element) -> bool:
    is_named = bool(element.get("aria-label") or element.get("aria-labelledby"))
    return element.get("aria-hidden") == "true" or (element.get("role") == "img" and is_named)


def _seen(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.get("aria-hidden") != "true":
            yield from _seen(child)
        yield child.tail or ""
