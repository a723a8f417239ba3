"""Addresses of searches that differ from the present one by a little."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

from app.directory.search.request import SearchRequest, pairs
from app.territory.rules import Place, PlaceKind

Pairs = list[tuple[str, str]]


def naming(place: Place) -> tuple[str, str]:
    """Return the parameter that names a place beyond doubt."""
    if place.commune is not None and place.kind in (PlaceKind.COMMUNE, PlaceKind.ARRONDISSEMENT):
        return ("commune", place.commune.code)
    return ("lieu", place.label)


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

    def passing(self, place: Place) -> str:
        """Return where it is told who passes near a place tonight."""
        position = (self.request.position or ()) if place.kind is PlaceKind.POSITION else ()
        values = [*zip(("lat", "lon"), map(str, position), strict=False)] or [naming(place)]
        carried = [*values, ("lang", self.lang)] if self.lang else values
        return "/passages?" + "&".join(f"{name}={quote_plus(value)}" for name, value in carried)

    def plain(self, path: str) -> str:
        """Return the address of another page of the site."""
        return f"{path}?lang={self.lang}" if self.lang else path
