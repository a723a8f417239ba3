"""Which service of one structure is which service of the other. When in doubt, two: a service too many is seen, one too few is not."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.directory.duplicates import names
from app.directory.models import Location, Service
from app.directory.redaction import is_same_place
from app.directory.rules import Audience

CLOSE_NAME, FAR_NAME, ONE_NAME = 0.85, 0.5, 0.95
"""Likeness of names: close; so far that the kind alone does not say it; one name, whatever the kinds that were guessed."""


class Match(NamedTuple):
    """A service, and the one that it is."""

    service: Service
    same_as: Service


def matches(services: Sequence[Service], others: Sequence[Service]) -> list[Match]:
    """Return which of `services` are one of `others`: each at most once, the most alike first."""
    left, right = (Counter(kind for service in all_of for kind in _kinds(service)) for all_of in (services, others))
    alone = {kind for kind, count in left.items() if count == 1 and right[kind] == 1}
    scored = [(likeness, Match(one, other)) for one in services for other in others if (likeness := _likeness(one, other, alone))]
    scored.sort(key=lambda found: (-found[0], found[1].service.id, found[1].same_as.id))
    return list(_each_once(match for _likeness, match in scored))


def places_in_common(one: Service, other: Service) -> Iterator[tuple[Location, Location]]:
    """Yield each place of the first with the same place of the second."""
    for place in one.locations:
        found = next((candidate for candidate in other.locations if is_same_place(place, candidate)), None)
        if found is not None:
            yield place, found


def _each_once(found: Iterator[Match]) -> Iterator[Match]:
    taken: set[int] = set()
    for match in found:
        if taken.isdisjoint({match.service.id, match.same_as.id}):
            taken.update((match.service.id, match.same_as.id))
            yield match


def _likeness(one: Service, other: Service, alone: set[str]) -> float:
    """From 0, two services, to 2."""
    if not (_receive_the_same(one, other) and _stand_at_the_same_places(one, other)):
        return 0.0
    alike = names.likeness(_name(one), _name(other))
    shared = _kinds(one) & _kinds(other)
    if shared:
        return 1 + alike if alike >= FAR_NAME or shared & alone else 0.0
    least = ONE_NAME if _kinds(one) and _kinds(other) else CLOSE_NAME
    return alike if alike >= least else 0.0


def _receive_the_same(one: Service, other: Service) -> bool:
    """A day centre and its morning for women are two services."""
    if one.organisations_only != other.organisations_only:
        return False
    if Audience.EXCLUSIVE in (one.audience, other.audience) and set(one.publics) != set(other.publics):
        return False
    return (one.gender, one.family, one.age_min, one.age_max) == (other.gender, other.family, other.age_min, other.age_max)


def _stand_at_the_same_places(one: Service, other: Service) -> bool:
    """Every place of the first is one of the second; without places, the areas are the same."""
    if one.locations and other.locations:
        return len(list(places_in_common(one, other))) == len(one.locations)
    return not one.locations and not other.locations and _areas(one) == _areas(other)


def _areas(service: Service) -> set[tuple[str, int]]:
    return {(area.purpose, area.area) for area in service.areas}


def _kinds(service: Service) -> set[str]:
    return {kind.kind for kind in service.kinds}


def _name(service: Service) -> names.Name:
    place = service.locations[0] if service.locations else service.structure
    return names.read(service.nom, names.town_name(place.commune, place.code_insee))
