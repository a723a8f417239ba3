"""What the search reads of a service, worked out once: its entries, by theme and by place or area."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple, Protocol, TypeAlias

from app.directory.correspondences import needs_of_thematiques
from app.directory.needs import NEEDS_OF_KIND
from app.directory.redaction import public_areas, public_commune, public_point
from app.directory.rules import LANGUAGE_BITS, PUBLIC_BITS, AreaPurpose, LocationRole, Mobilisation, Price, Public, ReceptionMode, Trait
from app.directory.themes import EVERYTHING, kind_theme, need_theme, remote_cell
from app.territory.areas import COUNTRY, area_code
from app.territory.distance import cell

EntryRow: TypeAlias = tuple[int, int, int, int, float, float, int, int, int, int, int, int, int]
"""In the order of the columns of `models.IndexEntry`."""


class Confirmation(Protocol):
    """What says when a service was confirmed: a row of columns, or the service itself."""

    hours_confirmed_at: Any
    contact_confirmed_at: Any
    conditions_confirmed_at: Any
    date_maj: Any
    is_default: Any
    vanished_at: Any


class _Spot(NamedTuple):
    """Where an entry stands: a cell with its point, or an area."""

    cell: int
    location_id: int
    latitude: float
    longitude: float
    hours_id: int
    collectivite: int
    traits: int


class Parts(NamedTuple):
    """What belongs to a service: codes of its kinds; its areas and locations, as rows or anything with their columns."""

    kinds: Sequence[str]
    areas: Sequence[Any]
    locations: Sequence[Any]
    has_changes: bool = False
    """Temporary information is on record."""


def entries(service: Any, parts: Parts) -> Iterator[EntryRow]:
    """Yield the entries of a service: a row, or anything with its columns."""
    eligibility = _numbers(parts.areas, AreaPurpose.ELIGIBILITY, is_protected=service.is_protected)
    traits = _traits(service) | (int(Trait.CHANGES) if parts.has_changes else 0)
    if len(eligibility) > 1 and service.is_protected:
        eligibility = ()
    elif len(eligibility) > 1:
        traits |= Trait.SEVERAL_AREAS
    spots = [*_places(service, parts.locations), *_areas(service, parts.areas, eligibility)]
    area = eligibility[0] if eligibility else 0
    publics, languages = publics_bits(service.publics), _languages_bits(tuple(service.spoken_languages))
    number, fresh = service.id, freshness(service)
    for theme in _themes(tuple(parts.kinds), () if parts.kinds else tuple(service.thematiques)):
        for spot in spots:
            yield (
                theme,
                spot.cell,
                number,
                spot.location_id,
                spot.latitude,
                spot.longitude,
                area,
                spot.hours_id,
                publics,
                traits | spot.traits,
                languages,
                fresh,
                spot.collectivite,
            )


@lru_cache(maxsize=8192)
def _themes(kinds: tuple[str, ...], thematiques: tuple[str, ...]) -> frozenset[int]:
    themes = {EVERYTHING, *map(need_theme, needs_of_thematiques(thematiques))}
    for kind in kinds:
        themes.add(kind_theme(kind))
        themes.update(need_theme(need) for need in NEEDS_OF_KIND.get(kind, ()))
    return frozenset(themes)


def _places(service: Any, locations: Sequence[Any]) -> Iterator[_Spot]:
    for location in locations:
        point = public_point(location, is_protected=service.is_protected)
        if point is None:
            continue
        commune = public_commune(location, is_protected=service.is_protected)
        yield _Spot(
            cell=cell(point.latitude, point.longitude),
            location_id=location.id,
            latitude=point.latitude,
            longitude=point.longitude,
            hours_id=location.hours_id or 0,
            collectivite=_authority(commune.collectivite) if commune else 0,
            traits=int(Trait.STOP) if location.role == LocationRole.STOP else 0,
        )


@lru_cache(maxsize=64)
def _authority(code: str) -> int:
    return -area_code("collectivite", code)


def _numbers(areas: Sequence[Any], purpose: AreaPurpose, *, is_protected: bool) -> tuple[int, ...]:
    named = [row for row in areas if row.purpose == purpose]
    return public_areas(named, is_protected=is_protected) if named else ()


def _areas(service: Any, areas: Sequence[Any], eligibility: Sequence[int]) -> Iterator[_Spot]:
    """Entries by area: where a mobile team goes; and, for what is given at a distance, where people must live."""
    for area in _numbers(areas, AreaPurpose.COVERAGE, is_protected=service.is_protected):
        yield _Spot(area, 0, 0.0, 0.0, 0, 0, int(Trait.MOBILE))
    if ReceptionMode.REMOTE in service.modes_accueil:
        for area in eligibility or [area_code("pays", COUNTRY)]:
            yield _Spot(remote_cell(area), 0, 0.0, 0.0, 0, 0, int(Trait.REMOTE))


def publics_bits(publics: Sequence[str]) -> int:
    """Return the mask of publics by their codes; everyone when none is known."""
    return _publics_bits(tuple(publics))


@lru_cache(maxsize=4096)
def _publics_bits(publics: tuple[str, ...]) -> int:
    bits = sum({PUBLIC_BITS[Public(code)] for code in publics if code in PUBLIC_BITS})
    return bits or PUBLIC_BITS[Public.EVERYONE]


@lru_cache(maxsize=4096)
def _languages_bits(codes: tuple[str, ...]) -> int:
    return sum({LANGUAGE_BITS.get(code, 0) for code in codes})


def _traits(service: Any) -> int:
    traits = 0
    if Mobilisation.COME in service.modes_mobilisation and not service.by_appointment:
        traits |= _DROP_IN
    if service.step_free:
        traits |= _STEP_FREE
    if service.animals:
        traits |= _ANIMALS
    if service.frais == Price.FREE:
        traits |= _FREE_OF_CHARGE
    if service.organisations_only:
        traits |= _ORGANISATIONS_ONLY
    return traits


_DROP_IN, _STEP_FREE, _ANIMALS = int(Trait.DROP_IN), int(Trait.STEP_FREE), int(Trait.ANIMALS)
_FREE_OF_CHARGE, _ORGANISATIONS_ONLY = int(Trait.FREE_OF_CHARGE), int(Trait.ORGANISATIONS_ONLY)
"""As plain numbers: flags are slow to add, and this is done for each service of an import."""


def freshness(service: Confirmation) -> int:
    """Return the day (proleptic ordinal) of the oldest confirmation, else of the last change upstream.

    0 when nobody said; or when upstream has taken it away since: it is to be asked before it is believed.
    """
    if service.vanished_at is not None:
        return 0
    confirmed = [service.hours_confirmed_at, service.contact_confirmed_at, service.conditions_confirmed_at]
    known: list[date | datetime] = [instant for instant in confirmed if instant is not None]
    if not known and service.date_maj is not None and not service.is_default:
        known = [service.date_maj]
    return min(instant.toordinal() for instant in known) if known else 0
