"""Protected addresses: the only place that decides what of an address may leave the server.

For a protected service only the département shows; its point is that of the département's main town, so that no distance,
time, order or map can be crossed to find the house. What people wrote of it loses the sentences that tell more.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.core.text import fold
from app.directory.duplicates.contacts import Street, is_same_street, street
from app.territory.areas import COUNTRY, area_code
from app.territory.distance import kilometres
from app.territory.gazetteer import gazetteer
from app.territory.rules import Commune, Point

SAME_PLACE_KM = 0.2
_WAYS = (
    "rue|avenue|boulevard|impasse|chemin|allee|place|route|quai|cours|square|montee|passage|lotissement|residence|faubourg|ruelle|"
    "traverse|voie|esplanade|hameau|clos|sentier|cite|promenade"
)
_WRITTEN_OUT = {
    "all": "allee", "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "boul": "boulevard", "bvd": "boulevard",
    "ch": "chemin", "che": "chemin", "chem": "chemin", "crs": "cours", "dr": "docteur", "fbg": "faubourg", "fg": "faubourg",
    "gal": "general", "imp": "impasse", "lot": "lotissement", "mal": "marechal", "pl": "place", "r": "rue", "res": "residence",
    "rte": "route", "sq": "square", "st": "saint", "ste": "sainte",
}  # fmt: skip
_HOUSE_AND_STREET = re.compile(rf"\b\d{{1,4}} ?(?:bis|ter|quater|[a-f])? ?(?:{_WAYS})\b")
"""A house number and a kind of street, in a text that `_spelt` wrote out."""
_WAY = re.compile(rf"\b(?:{_WAYS})\b")
_SMALL = frozenset(("a", "au", "aux", "d", "de", "des", "du", "l", "la", "le", "les"))
_SHORTEST_NAME = 4
"""Letters from which the name of a street tells it without « rue »."""
_MAP = re.compile(
    r"maps?\.(?:app|google)|google\.\w+/maps|goo\.gl|openstreetmap|osm\.org|waze\.|mappy|viamichelin|what3words|plus\.codes|geo:|"
    r"\b4[3-7][.,]\d{3,}",
    re.IGNORECASE,
)
"""A link to a map, or degrees north of the country with three decimals."""
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SENTENCE_END = re.compile(r"(?:(?<=[!?…])|(?<=\w{4}\.))\s+")
"""A full stop after a word of four letters: « imp. », « av. » end no sentence."""
_PARTS = re.compile(r"\s*[,;()|:–—]\s*|\s-\s")


class Address(Protocol):
    """What a location or a structure says of where it is."""

    @property
    def code_insee(self) -> str:
        """INSEE code of the commune."""

    @property
    def latitude(self) -> float | None:
        """Degrees north, WGS 84."""

    @property
    def longitude(self) -> float | None:
        """Degrees east, WGS 84."""


class FullAddress(Address, Protocol):
    """An address with its words."""

    @property
    def adresse(self) -> str:
        """Number and street."""

    @property
    def complement_adresse(self) -> str:
        """Building, floor."""

    @property
    def code_postal(self) -> str:
        """Five digits."""

    @property
    def commune(self) -> str:
        """Name of the commune."""


class NamedArea(Protocol):
    """An area by its kind and code, and its number."""

    @property
    def kind(self) -> str:
        """As `territory.areas` names it."""

    @property
    def code(self) -> str:
        """INSEE code, SIREN, number of a département."""

    @property
    def area(self) -> int:
        """Its number."""


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """What may be shown: lines of an address, a commune and a point; for a protected one the département's name alone."""

    lines: tuple[str, ...]
    postcode: str
    commune: str
    departement: str
    point: Point | None
    is_protected: bool


def public_commune(address: Address, *, is_protected: bool) -> Commune | None:
    """Return the commune from which anything may be computed: for a protected address, the département's main town."""
    commune = gazetteer().commune(address.code_insee)
    if commune is None or not is_protected:
        return commune
    departement = gazetteer().departement(commune.departement)
    return gazetteer().commune(departement.chef_lieu) if departement else None


def public_point(address: Address, *, is_protected: bool) -> Point | None:
    """Return the point from which distances are computed; None when the place is not known."""
    if not is_protected and address.latitude is not None and address.longitude is not None:
        return Point(address.latitude, address.longitude)
    commune = public_commune(address, is_protected=is_protected)
    return Point(commune.latitude, commune.longitude) if commune else None


def public_areas(areas: Iterable[NamedArea], *, is_protected: bool) -> tuple[int, ...]:
    """Return the numbers of areas that may be compared and told, in a steady order: for a protected service, whole départements."""
    named = {area.area for area in areas} if not is_protected else {_widened(area.kind, area.code) for area in areas}
    return tuple(sorted(named))


def _widened(kind: str, code: str) -> int:
    """The département of a commune or of an EPCI; the area itself when it is as large."""
    if kind not in ("commune", "epci"):
        return area_code(kind, code)  # type: ignore[arg-type]
    commune = gazetteer().commune(code) if kind == "commune" else gazetteer().of_epci(code)
    return area_code("departement", commune.departement) if commune else area_code("pays", COUNTRY)


def is_same_place(one: FullAddress, other: FullAddress) -> bool:
    """Whether two addresses are one place: the same street in the same commune, or two points within 200 m.

    Without two points, a street that is written in another way is the same: « 7, imp. X » and « Résidence Y, 7 impasse X ».
    """
    is_same_town = one.code_insee == other.code_insee
    if is_same_town and one.adresse and fold(one.adresse) == fold(other.adresse):
        return True
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return is_same_town and any(is_same_street(a, b) for a in _streets(one) for b in _streets(other))
    return kilometres(Point(one.latitude, one.longitude), Point(other.latitude, other.longitude)) < SAME_PLACE_KM


def _streets(address: FullAddress) -> Iterable[Street]:
    """The street of an address, also where it was written in the place of the building."""
    lines = (address.adresse, address.complement_adresse if _HOUSE_AND_STREET.search(_spelt(address.complement_adresse)) else "")
    return [found for line in lines if line and (found := street(line))]


def public_address(address: FullAddress, *, is_protected: bool) -> PublicAddress:
    """Return what may be shown of an address."""
    commune = gazetteer().commune(address.code_insee)
    departement = gazetteer().departement(commune.departement) if commune else None
    name = departement.nom if departement else ""
    point = public_point(address, is_protected=is_protected)
    if is_protected:
        return PublicAddress((), "", "", name, point, is_protected=True)
    town = f"{address.code_postal} {address.commune}".strip()
    lines = tuple(line for line in (address.complement_adresse, address.adresse, town) if line)
    return PublicAddress(lines, address.code_postal, address.commune, name, point, is_protected=False)


def public_text(text: str, hidden: Sequence[FullAddress] | None) -> str:
    """Return what may be shown of a text written by people: without the sentences that tell where a protected place is.

    `hidden` are the addresses that it must not tell, None when nothing is protected. What looks like an address or a map is one, of
    whatever place; a commune is told by no more than its département, here as elsewhere.
    """
    if hidden is None or not text:
        return text
    secrets = _secrets(hidden)
    if not _tells(text, secrets):
        return text
    lines = ([part for part in _SENTENCE_END.split(line) if not _tells(part, secrets)] for line in text.splitlines())
    kept = "\n".join(" ".join(parts) for parts in lines).strip()
    return "" if _tells(kept, secrets) else kept


def public_name(name: str, hidden: Sequence[FullAddress] | None) -> str:
    """Return a name without its part that says a street; empty when nothing else is left. A name may bear that of its commune."""
    if hidden is None:
        return name
    ways = {way for address in hidden for way in _ways(address) if _WAY.match(way)}
    if not _tells(name, ways):
        return name
    kept = ", ".join(part for part in _PARTS.split(name) if part and not _tells(part, ways))
    return "" if _tells(kept, ways) else kept


def _tells(text: str, secrets: Iterable[str]) -> bool:
    bare = _UNSEEN.sub("", text)
    folded = _spelt(bare)
    return bool(_MAP.search(bare) or _HOUSE_AND_STREET.search(folded)) or any(f" {secret} " in f" {folded} " for secret in secrets)


def _spelt(text: str) -> str:
    """A folded text, its abbreviations of streets written out."""
    return " ".join(_WRITTEN_OUT.get(word, word) for word in fold(text).split())


def _secrets(hidden: Iterable[FullAddress]) -> set[str]:
    """What tells an address: its street, with or without what kind of street it is, its postcode, its commune."""
    found: set[str] = set()
    for address in hidden:
        found.update(_spelt(text) for text in (address.code_postal, address.commune))
        commune = gazetteer().commune(address.code_insee)
        if commune:
            found.update(_spelt(text) for text in (*commune.codes_postaux, commune.nom))
        for way in _ways(address):
            words = _WAY.sub(" ", way).split()
            while words and words[0] in _SMALL:
                words.pop(0)
            found.add(way)
            if len(" ".join(words)) >= _SHORTEST_NAME:
                found.add(" ".join(words))
    return found - {""}


def _ways(address: FullAddress) -> set[str]:
    """The streets of an address, from their kind on: « Résidence Y, 7 imp. X » → « impasse x »."""
    found: set[str] = set()
    for line in (address.adresse, address.complement_adresse):
        for part in re.split(r"[,;\n]", line):
            folded = re.sub(r"^(?:\d{1,4} ?(?:bis|ter|quater|[a-f])? )+", "", _spelt(part))
            named = _WAY.search(folded)
            way = folded[named.start() :] if named else folded
            if " " in way or (named is None and len(way) >= _SHORTEST_NAME):
                found.add(way)
    return found
