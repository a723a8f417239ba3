"""What a page of the search says, as a person reads it."""

import re
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

from werkzeug.test import TestResponse

from tests.support.inspector.document import Document, words

_COUNTED = re.compile(r"(Plus de |Au moins )?(\d+) réponse|Aucune réponse")


@dataclass(frozen=True)
class Answered:
    """One card. `state` is `open`, `closed` or `unknown`."""

    id: int
    name: str
    state: str
    status: str
    text: str


class ResultsPage:
    """A page of the search, or the part of it that htmx receives."""

    def __init__(self, response: TestResponse) -> None:
        self.status_code = response.status_code
        self.html = response.get_data(as_text=True)

    @cached_property
    def document(self) -> Document:
        """The page, parsed."""
        return Document(self.html)

    @property
    def title(self) -> str:
        """The heading of the page."""
        return words(self.document.all("h1")[0])

    @property
    def text(self) -> str:
        """All that can be read in the page."""
        return words(self.document.by_id("contenu") or self.document.root)

    @property
    def counted(self) -> str:
        """The sentence that counts the answers, and says how far they were looked for."""
        found = self.document.by_id("compte")
        return "" if found is None else words(found)

    @property
    def total(self) -> int:
        """The number that the sentence says; 0 for « Aucune réponse »."""
        said = _COUNTED.match(self.counted)
        assert said, self.counted
        return int(said[2] or 0)

    @cached_property
    def cards(self) -> list[Answered]:
        """The answers themselves, in their order: not the cards of the sections that follow."""
        results = self.document.by_id("resultats")
        if results is None:
            return []
        lists = [child for child in results if child.tag == "ul" and child.get("class") == "cards"]
        first = next((child for child in results if child.get("class") in ("cards", "section-head", "empty")), None)
        return self._read(lists[0]) if lists and first is lists[0] else []

    @cached_property
    def everywhere(self) -> list[Answered]:
        """Every card of the page, those of its sections too."""
        return self._read(self.document.root)

    @property
    def names(self) -> list[str]:
        """The names of the answers, in their order."""
        return [card.name for card in self.cards]

    @property
    def all_names(self) -> list[str]:
        """The names of every card of the page."""
        return [card.name for card in self.everywhere]

    @property
    def refused(self) -> dict[str, str]:
        """Near places that do not fit: name → the whole line that says why."""
        box = next((element for element in self.document.all("details") if element.get("class") == "refused"), None)
        lines = [] if box is None else [element for element in box.iter() if element.tag == "li"]
        return {words(next(part for part in line.iter() if part.tag == "a")): words(line) for line in lines}

    @property
    def understood(self) -> list[str]:
        """Codes of the kinds that the page says to have understood."""
        return [address.removeprefix("/dispositifs/").partition("?")[0] for address in self.links("compris") if "/dispositifs/" in address]

    @property
    def choices(self) -> dict[str, str]:
        """What is asked back, as links: label → address."""
        offered: dict[str, str] = {}
        for element in self.document.all("a"):
            if any(parent.get("class") == "which" for parent in self.document.ancestors(element)):
                offered[words(element)] = element.get("href", "")
        return offered

    def links(self, name: str) -> list[str]:
        """The addresses of the links within an element."""
        element = self.document.by_id(name)
        return [] if element is None else [link.get("href", "") for link in element.iter() if link.tag == "a"]

    def link(self, relation: str) -> str:
        """The address of the one link of this relation (`next`, `prev`); empty when there is none."""
        return next((link.get("href", "") for link in self.document.all("a") if link.get("rel") == relation), "")

    def value(self, control: str) -> str:
        """What stands in a field."""
        field = self.document.by_id(control)
        assert field is not None, control
        return field.get("value", "")

    @staticmethod
    def _read(root: Element) -> list[Answered]:
        return [_card(article) for article in root.iter() if article.tag == "article"]


def _card(article: Element) -> Answered:
    link = next(element for element in article.iter() if element.tag == "a")
    badge = next(element for element in article.iter() if "state-" in (element.get("class") or ""))
    number = int(re.search(r"/services/(\d+)", link.get("href", ""))[1])  # type: ignore[index]
    return Answered(number, words(link), (badge.get("class") or "").rpartition("state-")[2], words(badge), words(article))
