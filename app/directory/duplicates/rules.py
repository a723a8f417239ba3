"""How much each likeness weighs, and how much makes a pair worth showing to a person."""

from enum import StrEnum
from itertools import pairwise
from math import exp
from typing import NamedTuple

PROPOSED_FROM = 0.75
"""Score from which a pair is proposed."""
REOPENED_BY = 0.15
"""A pair that was dismissed is proposed again when its score rises by more than this."""
SWITCHBOARD = 4
"""A telephone number or an e-mail address of more structures than this is that of a switchboard: it says nothing."""
NEAR_KM = 0.3


class Reason(StrEnum):
    """Why two structures may be one; `labels` says it in words."""

    NAME = "name"
    ADDRESS = "address"
    POINT = "point"
    PHONE = "phone"
    EMAIL = "email"
    SIRET = "siret"
    SITE = "site"


class Where(StrEnum):
    """How two places stand to each other; steers the score, never shown."""

    SAME_ADDRESS = "same-address"
    NEAR = "near"
    """Within 300 m, and nothing says that the streets differ."""
    NEAR_OTHER_STREET = "near-other-street"
    """Within 300 m, but the addresses differ."""
    SAME_TOWN = "same-town"
    """The same commune; one of them tells no more."""
    OTHER_STREET = "other-street"
    """The same commune, further away, and the addresses differ: two sites, more likely than one place."""
    UNKNOWN = "unknown"
    ELSEWHERE = "elsewhere"


class Registered(StrEnum):
    """How two SIRET numbers stand to each other: fourteen digits, the first nine (SIREN) of which name the organisation."""

    UNKNOWN = "unknown"
    SAME_SITE = "same-site"
    SAME_BODY = "same-body"
    OTHER_BODY = "other-body"


class Evidence(NamedTuple):
    """What two structures have in common."""

    name: float
    """From 0 to 1: how alike the names are once generic words are left out."""
    where: Where
    is_near: bool = False
    """Both points are known and within 300 m."""
    phone: bool | None = None
    """None when one of them has no number of its own."""
    email: bool = False
    site: bool = False
    siret: Registered = Registered.UNKNOWN


BIAS = -2.5
NAME_POINTS = ((0.0, -2.5), (0.5, -2.0), (0.7, 0.0), (0.85, 2.0), (0.95, 3.0), (1.0, 3.0))
"""Likeness of names → weight, in straight lines between."""
RENAMED = -1.0
"""The least that names weigh when the SIRET is the same: one establishment may be known by two names."""
ALIKE_NAME = 0.7
WHERE_WEIGHTS = {
    Where.SAME_ADDRESS: 2.0,
    Where.NEAR: 1.0,
    Where.NEAR_OTHER_STREET: 0.5,
    Where.SAME_TOWN: 0.0,
    Where.UNKNOWN: -1.0,
    Where.OTHER_STREET: -3.0,
    Where.ELSEWHERE: -4.0,
}
SIRET_WEIGHTS = {Registered.UNKNOWN: 0.0, Registered.SAME_SITE: 3.0, Registered.SAME_BODY: 0.3, Registered.OTHER_BODY: -1.5}
PHONE, OTHER_PHONE, EMAIL, SITE = 1.5, -0.5, 1.5, 0.4


def score(evidence: Evidence) -> float:
    """Return how likely it is that two structures are one, from 0 to 1, to three decimals."""
    weight = BIAS + WHERE_WEIGHTS[evidence.where] + SIRET_WEIGHTS[evidence.siret]
    name = _name_weight(evidence.name)
    weight += max(name, RENAMED) if evidence.siret is Registered.SAME_SITE else name
    if evidence.phone is not None:
        weight += PHONE if evidence.phone else OTHER_PHONE
    weight += EMAIL * evidence.email + SITE * evidence.site
    return round(1 / (1 + exp(-weight)), 3)


def reasons(evidence: Evidence) -> tuple[Reason, ...]:
    """Return what speaks for one structure, the strongest first as a person would say it."""
    held = (
        (Reason.SIRET, evidence.siret is Registered.SAME_SITE),
        (Reason.NAME, evidence.name >= ALIKE_NAME),
        (Reason.ADDRESS, evidence.where is Where.SAME_ADDRESS),
        (Reason.POINT, evidence.is_near),
        (Reason.PHONE, evidence.phone is True),
        (Reason.EMAIL, evidence.email),
        (Reason.SITE, evidence.site),
    )
    return tuple(reason for reason, holds in held if holds)


def _name_weight(likeness: float) -> float:
    for (low, before), (high, after) in pairwise(NAME_POINTS):
        if likeness <= high:
            return before + (after - before) * (likeness - low) / (high - low)
    return NAME_POINTS[-1][1]
