"""What upstream does not say any more: marked, ranked last, told on its page, never taken away without somebody's decision."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.directory.indexing import reindex
from app.directory.models import Service, Structure
from app.directory.services import raise_version
from app.opendata.importing.seen import Seen
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
    rows = select(model.id, Structure.code_insee).where(model.dataset == scope.dataset, model.vanished_at.is_(None))
    if model is Service:
        rows = rows.join(Structure, Structure.id == Service.structure_id)
    return [row.id for row in session.execute(rows) if row.id not in seen and _is_within(row.code_insee, scope.departements)]


def is_believable(session: Session, scope: Scope, model: Model, absent: Collection[int]) -> None:
    """Raise TooManyVanished when more is missing than can be believed."""
    known = session.scalar(select(func.count()).select_from(model).where(model.dataset == scope.dataset, model.vanished_at.is_(None))) or 0
    if len(absent) > max(FEW, known * LARGEST_SHARE):
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
    if not departements:
        return True
    commune = gazetteer().commune(code_insee)
    return commune is not None and commune.departement in departements
