"""Reading the index: the nearest entries of a theme around a point, and what is given there at a distance.

The one measured hot path: Core rows, few statements, predicates that are neutral when nothing is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from types import SimpleNamespace
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    TextClause,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
    text,
)

from app.core.among import among, filled, room
from app.core.prepared import rows
from app.directory.models import IndexEntry, ServiceArea
from app.directory.rules import AreaPurpose, Trait
from app.directory.search.around import around, run_parameters, runs_source, square_of
from app.directory.search.texts import Matches
from app.directory.themes import remote_cell
from app.territory.rules import Point

EXACT_TO = 500
"""Answers counted exactly; beyond, the page says « plus de 500 »."""
COMING_TEAM = 2.0
"""Kilometres that stand for a team that comes: among what is near, after the place next door."""
ALL = -1
"""Every bit: the mask that refuses nothing."""


class Entry(NamedTuple):
    """What is read of an entry."""

    service_id: int
    location_id: int
    hours_id: int
    publics: int
    traits: int
    fresh: int
    square: float
    """Of the distance, degrees²."""


_entry_of = partial(tuple.__new__, Entry)
"""What `Entry._make` does, in a third of its time: it is done for each of five hundred."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """What an entry must be. Masks are bits of `rules`; themes and areas are their numbers."""

    themes: tuple[int, ...]
    areas: tuple[int, ...]
    """Every area that contains the place: who lives there may benefit."""
    publics: int = ALL
    required: int = 0
    """Traits that must hold."""
    languages: int = ALL
    collectivites: tuple[int, ...] = ()
    """Social authorities whose real border bounds the search; empty for a circle."""
    words: tuple[str, ...] = ()
    """Folded words that the name or the description must bear."""
    matches: Matches | None = None
    """The services that bear them, once looked up."""


def nearest(connection: Connection, criteria: Criteria, centre: Point, kilometres: float, limit: int) -> Sequence[Entry]:
    """Return up to `limit` entries within the distance, nearest first, with the teams that come; a service may stand in several."""
    circle = around(centre, kilometres)
    if criteria.matches is not None and criteria.matches.is_listed:
        shape, parameters = _in_areas(criteria, criteria.areas)
    else:
        size, runs = run_parameters(circle.runs + tuple([end for area in criteria.areas for end in (area, area)]))
        shape, parameters = _shape(criteria, runs=size), {**_parameters(criteria), **runs}
    found = rows(connection, _nearest(shape), {**parameters, **circle.parameters, "limit": limit})
    entries = list(map(_entry_of, found))
    if not entries or entries[-1].square <= circle.square:
        return entries
    # The statement reads a square, which costs less than the circle that it holds.
    return [entry for entry in entries if entry.square <= circle.square or not entry.location_id]


def at_a_distance(connection: Connection, criteria: Criteria, limit: int) -> tuple[Sequence[Entry], int]:
    """Return up to `limit` entries given by telephone or on line for the place, and how many there are (to 500).

    The freshest come first; among more than 500, those of the 500 that are read.
    """
    shape, parameters = _in_areas(criteria, [remote_cell(area) for area in criteria.areas])
    found = rows(connection, _at_a_distance(shape), {**parameters, "limit": limit})
    entries = [Entry(service_id, 0, 0, publics, traits, fresh, 0.0) for service_id, publics, traits, fresh, _total in found]
    return entries, found[0][-1] if found else 0


class _Shape(NamedTuple):
    """What the text of a statement depends on: how many values each list has room for; what is not asked is not compared."""

    themes: int
    cells: int
    """Cells named one by one; 0 when they come in runs."""
    runs: int
    areas: int
    collectivites: int
    source: str
    """What is read, as the statement says it."""
    texts: str
    """What is compared of names and descriptions; empty for nothing."""
    is_listed: bool
    """The statement starts from services that bear words, not from cells."""
    publics: bool
    required: bool
    languages: bool


def _shape(criteria: Criteria, *, cells: int = 0, runs: int = 0) -> _Shape:
    matches = criteria.matches
    return _Shape(
        themes=room(len(criteria.themes), smallest=1),
        cells=cells,
        runs=runs,
        areas=room(len(criteria.areas) + 1),
        collectivites=room(len(criteria.collectivites), smallest=2) if criteria.collectivites else 0,
        source=runs_source(runs) if runs else matches.condition.source if matches else "search_entry",
        texts=matches.condition.text if matches else "",
        is_listed=matches is not None and matches.is_listed,
        publics=criteria.publics != ALL,
        required=bool(criteria.required),
        languages=criteria.languages != ALL,
    )


def _in_areas(criteria: Criteria, cells: Sequence[int]) -> tuple[_Shape, dict[str, object]]:
    """What to read of cells that are named one by one: those of areas."""
    size = room(len(cells))
    return _shape(criteria, cells=size), {**_parameters(criteria), **filled("cell", cells, size)}


def _parameters(criteria: Criteria) -> dict[str, object]:
    parameters: dict[str, object] = {
        **filled("theme", criteria.themes, room(len(criteria.themes), smallest=1)),
        **filled("area", (0, *criteria.areas), room(len(criteria.areas) + 1)),
        "publics": criteria.publics,
        "required": criteria.required,
        "languages": criteria.languages,
    }
    if criteria.collectivites:
        parameters.update(filled("collectivite", criteria.collectivites, room(len(criteria.collectivites), smallest=2)))
    if criteria.matches:
        parameters.update(criteria.matches.condition.parameters)
    return parameters


_entry = SimpleNamespace(**{
    column.name: literal_column(f"search_entry.{column.name}", column.type) for column in IndexEntry.__table__.columns
})  # fmt: skip
"""Columns as they are, without the work of the ORM; statements say themselves where they read them from."""
_SHOWN = ("service_id", "location_id", "hours_id", "publics", "traits", "fresh")
_OF_REMOTE = ("service_id", "publics", "traits", "fresh")
_COLUMNS = tuple(getattr(_entry, name).label(name) for name in _SHOWN)
_area = ServiceArea.__table__.c
_Condition: TypeAlias = ColumnElement[bool] | TextClause


def _has(trait: Trait) -> ColumnElement[bool]:
    """Whether an entry has a trait; a mask that is always the same is written in the statement."""
    has: ColumnElement[bool] = _entry.traits.op("&")(literal_column(str(int(trait)))) != literal_column("0")
    return has


def _in_cells(shape: _Shape) -> ColumnElement[bool]:
    """`+ 0` where the statement starts from services: each is not to be tried with each cell."""
    if shape.runs:
        within: ColumnElement[bool] = _entry.cell.between(literal_column("run.column1"), literal_column("run.column2"))
        return within
    return among(_entry.cell + literal_column("0") if shape.is_listed else _entry.cell, "cell", shape.cells)


def _matching(shape: _Shape) -> list[_Condition]:
    conditions: list[_Condition] = [
        among(_entry.theme, "theme", shape.themes),
        not_(_has(Trait.ORGANISATIONS_ONLY)),
    ]
    if shape.publics:
        conditions.append(_entry.publics.op("&")(bindparam("publics")) != 0)
    if shape.required:
        conditions.append(_entry.traits.op("&")(bindparam("required")) == bindparam("required"))
    if shape.languages:
        conditions.append(_entry.languages.op("&")(bindparam("languages")) != 0)
    if shape.texts:
        conditions.append(text(shape.texts))
    return conditions


def _benefits(shape: _Shape) -> ColumnElement[bool]:
    """Whether who lives here may benefit."""
    eligibility: ColumnElement[str] = literal_column(f"'{AreaPurpose.ELIGIBILITY}'")
    named = among(_area.area, "area", shape.areas)
    several = exists().where(_area.service_id == _entry.service_id, _area.purpose == eligibility, named)
    anybody = _entry.area == literal_column("0")
    return or_(anybody, among(_entry.area, "area", shape.areas), and_(_has(Trait.SEVERAL_AREAS), several))


@lru_cache(maxsize=256)
def _nearest(shape: _Shape) -> Select[*tuple[Any, ...]]:
    """A team's entry stands for an area: its cell is negative, and the distance of one that comes is its own."""
    north = _entry.latitude - bindparam("latitude")
    east = _entry.longitude - bindparam("longitude")
    flown = north * north + east * east * bindparam("shrink")
    comes = _entry.cell < literal_column("0")
    square = case((comes, literal_column(repr(square_of(COMING_TEAM)))), else_=flown).label("square")
    cells = or_(_entry.cell >= literal_column("0"), _in_cells(shape)) if shape.is_listed else _in_cells(shape)
    near = and_(
        _entry.latitude.between(bindparam("south"), bindparam("north")), _entry.longitude.between(bindparam("west"), bindparam("east"))
    )
    conditions: list[_Condition] = [cells, or_(comes, near), *_matching(shape), _benefits(shape)]
    if shape.collectivites:
        conditions.append(or_(comes, among(_entry.collectivite, "collectivite", shape.collectivites)))
    statement = select(*_COLUMNS, square).select_from(text(shape.source)).where(*conditions)
    return statement.order_by(square, _entry.fresh.desc(), _entry.service_id).limit(bindparam("limit"))


@lru_cache(maxsize=256)
def _at_a_distance(shape: _Shape) -> Select[*tuple[Any, ...]]:
    """An entry stands in the cell of an area whose people may benefit: nothing more is to be compared. It has no place and no hours."""
    columns = [getattr(_entry, name).label(name) for name in _OF_REMOTE]
    entries = select(*columns).distinct().select_from(text(shape.source)).where(_in_cells(shape), *_matching(shape))
    found = entries.limit(literal_column(str(EXACT_TO))).cte()
    total = select(func.count()).select_from(found).scalar_subquery().label("total")
    shown = select(*(found.c[name] for name in _OF_REMOTE), total)
    return shown.order_by(found.c.fresh.desc(), found.c.service_id).limit(bindparam("limit"))
