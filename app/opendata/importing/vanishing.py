"""What upstream does not say any more: marked, ranked last, told on its page, never taken away without somebody's decision."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Select, bindparam, func, select, update
from sqlalchemy.orm import Session

from app.core.prepared import rows
from app.directory.indexing import reindex
from app.directory.models import Service, Structure
from app.directory.services import raise_version
from app.opendata.importing.seen import Seen
from app.opendata.importing.writing import table
from app.territory.gazetteer import gazetteer

FEW = 50
LARGEST_SHARE = 0.2
"""Of the records known: when more have gone, the file rather than the world is likely to be wrong."""

Model: TypeAlias = type[Structure] | type[Service]


class TooManyVanished(Exception):
    """So many records are missing from the files that they are not believed: nothing was marked."""

    def __init__(self, missing: int, known: int) -> None:
        """Count them."""
        super().__init__(missing, known)
        self.missing = missing
        self.known = known


class Scope(NamedTuple):
    """What an import was about: its name, and the départements asked for (none: all)."""

    dataset: str
    departements: Collection[str] = ()


def missing(session: Session, scope: Scope, model: Model, seen: Seen) -> Sequence[int]:
    """Return the rows of an import that are not among those seen."""
    if not scope.departements:
        return seen.others(number for (number,) in rows(session.connection(), _said(model), {"dataset": scope.dataset}))
    said = rows(session.connection(), _said_where(model), {"dataset": scope.dataset})
    return seen.others(number for number, code_insee in said if _is_within(code_insee, scope.departements))


@lru_cache(maxsize=2)
def _said(model: Model) -> Select[*tuple[Any, ...]]:
    row = table(model).c
    return select(row.id).where(row.dataset == bindparam("dataset"), row.vanished_at.is_(None))


@lru_cache(maxsize=2)
def _said_where(model: Model) -> Select[*tuple[Any, ...]]:
    said = _said(model).add_columns(Structure.code_insee)
    return said.join(Structure, Structure.id == Service.structure_id) if model is Service else said


def is_believable(session: Session, scope: Scope, model: Model, absent: Collection[int]) -> None:
    """Raise TooManyVanished when more is missing than can be believed."""
    if len(absent) <= FEW:
        return
    known = session.scalar(select(func.count()).select_from(model).where(model.dataset == scope.dataset, model.vanished_at.is_(None))) or 0
    if len(absent) > known * LARGEST_SHARE:
        raise TooManyVanished(len(absent), known)


def mark(session: Session, model: Model, absent: Sequence[int], day: date) -> None:
    """Mark rows as missing from upstream since this day."""
    for start in range(0, len(absent), FEW):
        some = absent[start : start + FEW]
        session.execute(update(model).where(model.id.in_(some)).values(vanished_at=day))
        if model is Service:
            reindex(session, some)
    if absent:
        raise_version(session)


def _is_within(code_insee: str, departements: Collection[str]) -> bool:
    commune = gazetteer().commune(code_insee)
    return commune is not None and commune.departement in departements
