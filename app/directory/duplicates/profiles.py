"""A structure as it is compared with others."""

from dataclasses import dataclass, replace
from typing import Any, Self

from app.directory.duplicates import contacts, names
from app.directory.duplicates.contacts import Street
from app.directory.duplicates.names import Name
from app.directory.duplicates.rules import NEAR_KM, PROPOSED_FROM, Evidence, Registered, Where, score
from app.territory.distance import KM_PER_DEGREE, kilometres
from app.territory.gazetteer import LYON, gazetteer
from app.territory.rules import Point

SIRET_DIGITS, SIREN_DIGITS = 14, 9


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of one structure, each thing in its one form; empty or None when it is not known."""

    id: int
    name: Name
    town: str
    """INSEE code; that of Lyon for its arrondissements."""
    postcode: str
    street: Street | None
    point: Point | None
    phones: frozenset[str]
    email: str
    site: str
    siret: str
    is_default: bool

    @classmethod
    def of(cls, row: Any) -> Self:
        """Read a structure, or a row with its columns."""
        point = Point(row.latitude, row.longitude) if row.latitude is not None and row.longitude is not None else None
        siret = row.siret or ""
        return cls(
            id=row.id,
            name=names.read(row.nom, names.town_name(row.commune, row.code_insee)),
            town=_town(row.code_insee),
            postcode=row.code_postal,
            street=contacts.street(row.adresse),
            point=point,
            phones=contacts.phones(row.telephone),
            email=contacts.email(row.courriel),
            site=contacts.site(row.site_web),
            siret=siret if len(siret) == SIRET_DIGITS else "",
            is_default=row.is_default,
        )

    def less(self, shared: frozenset[str]) -> Self:
        """Return the profile without the telephones and e-mail address that too many share."""
        if not shared or (self.email not in shared and self.phones.isdisjoint(shared)):
            return self
        return replace(self, phones=self.phones - shared, email="" if self.email in shared else self.email)


def _town(code: str) -> str:
    commune = gazetteer().commune(code)
    return LYON if commune and commune.type == "ARM" else code


def compare(one: Profile, other: Profile) -> Evidence:
    """Return what two structures have in common."""
    return beside_names(one, other)._replace(name=_likeness(one, other))


def are_alike(one: Profile, other: Profile) -> Evidence | None:
    """Return what makes two structures a pair to propose; None, and quickly, for the many that are none whatever their names."""
    if score(beside_names(one, other)) < PROPOSED_FROM:
        return None
    evidence = compare(one, other)
    return evidence if score(evidence) >= PROPOSED_FROM else None


def beside_names(one: Profile, other: Profile) -> Evidence:
    """Return what two structures have in common, as if they had one name."""
    is_near = one.point is not None and other.point is not None and _are_near(one.point, other.point)
    return Evidence(
        name=1.0,
        where=_where(one, other, is_near=is_near),
        is_near=is_near,
        phone=not one.phones.isdisjoint(other.phones) if one.phones and other.phones else None,
        email=bool(one.email) and one.email == other.email,
        site=bool(one.site) and one.site == other.site,
        siret=_registered(one.siret, other.siret),
    )


def _likeness(one: Profile, other: Profile) -> float:
    likeness = names.likeness(one.name, other.name)
    if one.is_default != other.is_default and names.is_town_hall_and_ccas(one.name, other.name):
        return max(likeness, names.TOWN_HALL_FOR_CCAS)
    return likeness


def _are_near(one: Point, other: Point) -> bool:
    """The difference in latitude, first, tells most of those that are not."""
    return abs(one.latitude - other.latitude) * KM_PER_DEGREE <= NEAR_KM and kilometres(one, other) <= NEAR_KM


def _where(one: Profile, other: Profile, *, is_near: bool) -> Where:
    in_town = _in_one_town(one, other)
    differs = one.street is not None and other.street is not None
    if one.street is not None and other.street is not None and contacts.is_same_street(one.street, other.street):
        differs = False
        if in_town or is_near:
            return Where.SAME_ADDRESS
    if is_near:
        return Where.NEAR_OTHER_STREET if differs else Where.NEAR
    if in_town is None:
        return Where.UNKNOWN
    if not in_town:
        return Where.ELSEWHERE
    return Where.OTHER_STREET if differs else Where.SAME_TOWN


def _in_one_town(one: Profile, other: Profile) -> bool | None:
    """Whether both stand in one commune, by its code, else by the postcode; None when nobody can tell."""
    if one.town and other.town:
        return one.town == other.town
    return one.postcode == other.postcode if one.postcode and other.postcode else None


def _registered(one: str, other: str) -> Registered:
    if not one or not other:
        return Registered.UNKNOWN
    if one == other:
        return Registered.SAME_SITE
    return Registered.SAME_BODY if one[:SIREN_DIGITS] == other[:SIREN_DIGITS] else Registered.OTHER_BODY
