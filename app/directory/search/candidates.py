"""Reading the index: the nearest entries of a theme around a point, and those whose area covers it.

The one measured hot path: Core rows, few statements, predicates that are neutral when nothing is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, radians
from typing import Any, TypeAlias

from sqlalchemy import BindParameter, ColumnElement, Row, Select, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from app.directory.models import IndexEntry, Service, ServiceArea
from app.directory.rules import AreaPurpose, Trait
from app.territory.distance import KM_PER_DEGREE, cells_within
from app.territory.rules import Point

EXACT_TO = 500
"""Answers counted exactly; beyond, the page says « plus de 500 »."""
_ALL = -1
"""Every bit: the mask that refuses nothing."""

Entry: TypeAlias = Row[int, int, float, float, int, int, int, int, float]
"""service_id, location_id, latitude, longitude, hours_id, publics, traits, fresh, square (of the distance, degrees²)."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """What an entry must be. Masks are bits of `rules`; themes and areas are their numbers."""

    themes: tuple[int, ...]
    areas: tuple[int, ...]
    """Every area that contains the place: who lives there may benefit."""
    publics: int = _ALL
    required: int = 0
    """Traits that must hold."""
    languages: int = _ALL
    collectivites: tuple[int, ...] = ()
    """Social authorities whose real border bounds the search; empty for a circle."""
    words: tuple[str, ...] = ()
    """Folded words that the name or the description must contain."""


def nearest(session: Session, criteria: Criteria, centre: Point, kilometres: float, limit: int) -> Sequence[Entry]:
    """Return up to `limit` entries within the distance, nearest first; a service may stand in several."""
    statement = _nearest(bool(criteria.collectivites), len(criteria.words))
    return session.execute(
        statement,
        {
            **_parameters(criteria),
            "cells": cells_within(centre, kilometres),
            "latitude": centre.latitude,
            "longitude": centre.longitude,
            "shrink": cos(radians(centre.latitude)) ** 2,
            "square": (kilometres / KM_PER_DEGREE) ** 2,
            "limit": limit,
        },
    ).all()


def covering(session: Session, criteria: Criteria, trait: Trait, limit: int) -> Sequence[Entry]:
    """Return up to `limit` entries given at a distance, or by a team, for an area that contains the place."""
    statement = _covering(len(criteria.words))
    return session.execute(statement, {**_parameters(criteria), "cells": criteria.areas, "trait": int(trait), "limit": limit}).all()


def _parameters(criteria: Criteria) -> dict[str, object]:
    parameters: dict[str, object] = {
        "themes": criteria.themes,
        "areas": (0, *criteria.areas),
        "publics": criteria.publics,
        "required": criteria.required,
        "languages": criteria.languages,
    }
    if criteria.collectivites:
        parameters["collectivites"] = criteria.collectivites
    for number, word in enumerate(criteria.words):
        parameters[f"word{number}"] = f"%{word}%"
    return parameters


_HIDDEN = int(Trait.ORGANISATIONS_ONLY)
_COLUMNS = (
    IndexEntry.service_id, IndexEntry.location_id, IndexEntry.latitude, IndexEntry.longitude, IndexEntry.hours_id, IndexEntry.publics,
    IndexEntry.traits, IndexEntry.fresh,
)  # fmt: skip


def _matching(words: int) -> list[ColumnElement[bool]]:
    areas: BindParameter[int] = bindparam("areas", expanding=True)
    several = exists().where(
        ServiceArea.service_id == IndexEntry.service_id, ServiceArea.purpose == AreaPurpose.ELIGIBILITY, ServiceArea.area.in_(areas)
    )
    conditions: list[ColumnElement[bool]] = [
        IndexEntry.theme.in_(bindparam("themes", expanding=True)),
        IndexEntry.cell.in_(bindparam("cells", expanding=True)),
        IndexEntry.publics.op("&")(bindparam("publics")) != 0,
        IndexEntry.traits.op("&")(bindparam("required")) == bindparam("required"),
        IndexEntry.traits.op("&")(_HIDDEN) == 0,
        or_(bindparam("languages") == _ALL, IndexEntry.languages.op("&")(bindparam("languages")) != 0),
        or_(IndexEntry.area.in_(areas), and_(IndexEntry.traits.op("&")(int(Trait.SEVERAL_AREAS)) != 0, several)),
    ]
    if words:
        found = [Service.folded.like(bindparam(f"word{number}")) for number in range(words)]
        conditions.append(exists().where(Service.id == IndexEntry.service_id, *found))
    return conditions


@cache
def _nearest(is_bounded: bool, words: int) -> Select[*tuple[Any, ...]]:  # noqa: FBT001 - a cache key
    north = IndexEntry.latitude - bindparam("latitude")
    east = IndexEntry.longitude - bindparam("longitude")
    square = (north * north + east * east * bindparam("shrink")).label("square")
    conditions = [*_matching(words), north * north + east * east * bindparam("shrink") <= bindparam("square")]
    if is_bounded:
        conditions.append(IndexEntry.collectivite.in_(bindparam("collectivites", expanding=True)))
    return select(*_COLUMNS, square).where(*conditions).order_by(square, IndexEntry.service_id).limit(bindparam("limit"))


@cache
def _covering(words: int) -> Select[*tuple[Any, ...]]:
    has_trait = IndexEntry.traits.op("&")(bindparam("trait")) != 0
    square = IndexEntry.latitude.label("square")
    statement = select(*_COLUMNS, square).where(*_matching(words), has_trait)
    return statement.order_by(IndexEntry.fresh.desc(), IndexEntry.service_id).limit(bindparam("limit"))
