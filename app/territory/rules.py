"""What a place is, and what may be answered to a person who typed one. Pure: nothing is read here."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

DECIMALS_OF_A_POSITION = 3
"""A position is rounded to about 100 m before anything is done with it."""

AreaKind = Literal["pays", "region", "departement", "collectivite", "epci", "commune"]
TravelMode = Literal["pied", "transports", "voiture"]


class Point(NamedTuple):
    """A point on the Earth, in degrees (WGS 84)."""

    latitude: float
    longitude: float


class Box(NamedTuple):
    """What two parallels and two meridians enclose, in degrees."""

    south: float
    west: float
    north: float
    east: float


class PlaceKind(StrEnum):
    """What a person named."""

    COMMUNE = "commune"
    ARRONDISSEMENT = "arrondissement"
    POSTCODE = "postcode"
    DEPARTEMENT = "departement"
    POSITION = "position"


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune (`type` COM) or an arrondissement of Lyon (`type` ARM). `departement` and `collectivite` are codes."""

    code: str
    nom: str
    type: str
    departement: str
    codes_postaux: tuple[str, ...]
    population: int
    latitude: float
    longitude: float
    epci: str
    epci_nom: str
    collectivite: str

    @property
    def point(self) -> Point:
        """Its town hall, or a point inside it."""
        return Point(self.latitude, self.longitude)


@dataclass(frozen=True, slots=True)
class Departement:
    """A département of the region; `chef_lieu` is the INSEE code of its prefecture."""

    code: str
    nom: str
    chef_lieu: str


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to search around, or within.

    `label` is a proper noun, the same in every language (« Grenoble », « Saint-Just (Ain) », « 07000 Privas », « Lyon 7e »,
    « Ardèche »), empty for a position: `territory.labels` says it in words. `detail` tells it from its homonyms (« Isère, 38000 »).
    `commune` is the commune at its centre. `departement` is set only when the place **is** a département, whose border then
    bounds the search; `collectivite` too when it is narrower than the département (`69M`, Métropole de Lyon).
    `areas` are the numbers of every area that contains the place (`territory.areas`).
    """

    kind: PlaceKind
    label: str
    latitude: float
    longitude: float
    commune: Commune | None
    departement: str | None
    areas: tuple[int, ...]
    collectivite: str | None = None
    detail: str = ""

    @property
    def point(self) -> Point:
        """Its centre."""
        return Point(self.latitude, self.longitude)

    def is_bounding(self, commune: Commune) -> bool:
        """Whether the border of this place, when it has one, encloses the commune; a place without border encloses all."""
        if self.collectivite is not None:
            return commune.collectivite == self.collectivite
        return self.departement is None or commune.departement == self.departement


@dataclass(frozen=True, slots=True)
class Found:
    """One place, beyond doubt."""

    place: Place


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several places bear what was typed: ask which. Most populous first."""

    text: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """No place of the region bears what was typed; these look like it, the closest first."""

    text: str
    suggestions: tuple[Place, ...] = ()


Outcome = Found | Ambiguous | Unknown


@dataclass(frozen=True, slots=True)
class Split:
    """A sentence, less the place that it names. `rest` keeps the spelling of the person."""

    rest: str
    outcome: Found | Ambiguous | None
