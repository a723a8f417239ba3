"""Addresses of searches that differ from the present one by a little."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

from app.directory.search.request import SearchRequest, pairs

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class SearchLinks:
    """Links from a search; `lang` is what they carry, empty for French."""

    request: SearchRequest
    lang: str

    def kept(self, *without: str) -> Pairs:
        """Return the (name, value) pairs of the search, less some fields."""
        return pairs(self.request, without=without)

    def search(self, values: Sequence[tuple[str, str]]) -> str:
        """Return the address of a search."""
        carried = [*values, ("lang", self.lang)] if self.lang else values
        return "/recherche?" + "&".join(f"{name}={quote_plus(value)}" for name, value in carried) if carried else "/recherche"

    def page(self, number: int) -> str:
        """Return the address of another page of the same answers."""
        return self.search([*self.kept("page"), ("page", str(number))] if number > 1 else self.kept("page"))

    def plain(self, path: str) -> str:
        """Return the address of another page of the site."""
        return f"{path}?lang={self.lang}" if self.lang else path
