"""A parsed HTML answer, with the few questions that the rules ask of it."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from xml.etree.ElementTree import Element

from html5lib.constants import E as MESSAGES

from tests.support.inspector.parsing import Parser

_DOCTYPE = re.compile(r"\s*<!doctype html>", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
SVG = "{http://www.w3.org/2000/svg}"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Document:
    """A full page, or the fragment given to htmx. Elements of HTML bear bare names, those of SVG the prefix `SVG`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.is_page = bool(_DOCTYPE.match(text))
        parser = Parser()
        self.root: Element = parser.parse(text) if self.is_page else parser.parseFragment(text)
        self.errors = tuple(
            f"line {line}, column {column}: {MESSAGES.get(code, code) % values}" for (line, column), code, values in parser.errors
        )
        self.refresh()

    def refresh(self) -> None:
        """Read again who is where, after elements moved."""
        self.parents: dict[Element, Element] = {child: parent for parent in self.root.iter() for child in parent}
        for kept in ("ids", "_elements", "_by_tag", "_by_attribute"):
            self.__dict__.pop(kept, None)

    def __iter__(self) -> Iterator[Element]:
        """Each element, in the order of reading; comments left out."""
        return iter(self._elements)

    @cached_property
    def _elements(self) -> list[Element]:
        return [element for element in self.root.iter() if isinstance(element.tag, str)]

    @cached_property
    def _by_tag(self) -> Mapping[str, list[Element]]:
        """Fifty rules ask for a few elements each: one reading serves them all."""
        return _sorted_by(self._elements, lambda element: (element.tag,))

    @cached_property
    def _by_attribute(self) -> Mapping[str, list[Element]]:
        return _sorted_by(self._elements, lambda element: element.attrib)

    def all(self, *tags: str) -> list[Element]:
        """Elements of these names, in the order of reading."""
        if len(tags) == 1:
            return [*self._by_tag.get(tags[0], ())]
        return [element for element in self if element.tag in tags]

    @property
    def attributes(self) -> Iterable[str]:
        """Names of the attributes that elements bear."""
        return self._by_attribute

    def having(self, *attributes: str) -> list[Element]:
        """Elements that bear one of these attributes."""
        if len(attributes) == 1:
            return [*self._by_attribute.get(attributes[0], ())]
        return [element for element in self if not element.attrib.keys().isdisjoint(attributes)]

    @cached_property
    def ids(self) -> Mapping[str, list[Element]]:
        """Elements by id; more than one is a defect that a rule names."""
        return _sorted_by(self.having("id"), lambda element: (element.attrib["id"],))

    def by_id(self, name: str) -> Element | None:
        """The element of this id, or None."""
        return self.ids.get(name, [None])[0]

    def ancestors(self, element: Element) -> Iterator[Element]:
        """The elements around this one, the nearest first."""
        while (element := self.parents.get(element)) is not None:
            yield element

    def around(self, element: Element, tag: str) -> Element | None:
        """The nearest ancestor of this name, or None."""
        return next((ancestor for ancestor in self.ancestors(element) if ancestor.tag == tag), None)

    @property
    def html(self) -> Element:
        """The root of a full page."""
        return self.root

    @property
    def title(self) -> str:
        """The text of `<title>`, empty when there is none."""
        return next((words(title) for title in self.all("title")), "")

    def form_of(self, control: Element) -> Element | None:
        """The form that this control belongs to: by its `form` attribute, else around it."""
        if "form" in control.attrib:
            return self.by_id(control.attrib["form"])
        return self.around(control, "form")

    def name_of(self, element: Element) -> str:
        """The accessible name, near enough: references, aria-label, label, content, alternatives, title."""
        if references := element.get("aria-labelledby"):
            return squeeze(" ".join(words(found) for name in references.split() if (found := self.by_id(name)) is not None))
        if label := squeeze(element.get("aria-label", "")):
            return label
        if element.tag in ("input", "select", "textarea"):
            return self._label_of(element) or squeeze(element.get("title", ""))
        return spoken(element) or squeeze(element.get("alt", "")) or squeeze(element.get("title", ""))

    def _label_of(self, control: Element) -> str:
        if control.get("type") in ("submit", "button", "reset"):
            return squeeze(control.get("value", ""))
        labels = [label for label in self.all("label") if "id" in control.attrib and label.get("for") == control.attrib["id"]]
        if (wrapping := self.around(control, "label")) is not None:
            labels.append(wrapping)
        return squeeze(" ".join(spoken(label) for label in labels))


def _sorted_by(elements: Iterable[Element], names: Callable[[Element], Iterable[str]]) -> Mapping[str, list[Element]]:
    found: dict[str, list[Element]] = defaultdict(list)
    for element in elements:
        for name in names(element):
            found[name].append(element)
    return dict(found)


def squeeze(text: str) -> str:
    """Return the text with each run of white space as one space."""
    return _SPACES.sub(" ", text).strip()


def words(element: Element) -> str:
    """Return the text of an element, as read."""
    return squeeze("".join(element.itertext()))


def spoken(element: Element) -> str:
    """Return what assistive technology says of the content: hidden parts left out, alternatives of images put in."""
    return squeeze("".join(_spoken(element)))


def _spoken(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.get("aria-hidden") == "true":
        return
    if element.tag == "img":
        yield f" {element.get('alt', '')} "
    if element.get("aria-label"):
        yield f" {element.get('aria-label')} "
        return
    yield element.text or ""
    for child in element:
        yield from _spoken(child)
        yield child.tail or ""


def excerpt(element: Element) -> str:
    """Return how a message shows an element: its opening tag, and its first words."""
    attributes = "".join(f' {name}="{value[:60]}"' for name, value in element.attrib.items())
    content = words(element)[:40]
    return f"<{str(element.tag).removeprefix(SVG)}{attributes}>{content}"
