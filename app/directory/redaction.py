"""Protected addresses: the only place that decides what of an address may leave the server.

For a protected service only the département shows; its point is that of the département's main town, so that no distance,
time, order or map can be crossed to find the house.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from app.core.text import fold
from app.territory.areas import COUNTRY, area_code
from app.territory.distance import kilometres
from app.territory.gazetteer import gazetteer
from app.territory.rules import Commune, Point

SAME_PLACE_KM = 0.2


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
    """Whether two addresses are one place: the same street in the same commune, or two points within 200 m."""
    if one.code_insee == other.code_insee and one.adresse and fold(one.adresse) == fold(other.adresse):
        return True
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return False
    return kilometres(Point(one.latitude, one.longitude), Point(other.latitude, other.longitude)) < SAME_PLACE_KM


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
