"""Two structures side by side, field by field in words."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.core.errors import DomainError, NotThere
from app.core.language import Translator
from app.core.written_days import day_text
from app.directory.columns import STRUCTURE_COLUMNS
from app.directory.duplicates import cli, merging
from app.directory.duplicates.labels import REASONS
from app.directory.duplicates.rules import Reason
from app.directory.fields import snapshot
from app.directory.kinds import kinds
from app.directory.models import DuplicatePair, Structure
from app.directory.rules import PairState
from app.listings.display.queue import Names
from app.listings.display.saying import field_name, said
from app.listings.moderation_queries import PAGE, Territories, merges
from app.territory.distance import kilometres
from app.territory.rules import Point

_NOT_READ = ("latitude", "longitude", "code_insee", "date_maj")
"""Fields that a person would not compare: the distance and the date stand apart."""


class Row(NamedTuple):
    """One field of both."""

    label: str
    first: str
    second: str
    is_same: bool


class Side(NamedTuple):
    """One of the two."""

    number: int
    name: str
    href: str
    source: str
    updated: str
    services: tuple[str, ...]


class Pair(NamedTuple):
    """A pair as its page shows it."""

    number: int
    state: str
    is_open: bool
    is_merged: bool
    decided_on: str
    why: tuple[str, ...]
    distance: str
    sides: tuple[Side, Side]
    rows: tuple[Row, ...]
    preferred: int


class Merged(NamedTuple):
    """A merge of the list."""

    number: int
    what: str
    decided_on: str


def shown(session: Session, pair: DuplicatePair, t: Translator) -> Pair:
    """Return a pair in words."""
    first, second = (session.get_one(Structure, number) for number in (pair.first_id, pair.second_id))
    names = Names(session, (first.id, second.id))
    return Pair(
        number=pair.id,
        state=pair.state,
        is_open=pair.state == PairState.PROPOSED,
        is_merged=pair.state == PairState.MERGED,
        decided_on=day_text(pair.decided_at.date(), t) if pair.decided_at else "",
        why=tuple(t.gettext(REASONS[Reason(reason)]) for reason in pair.reasons),
        distance=_distance(first, second, t),
        sides=(_side(first, names, t), _side(second, names, t)),
        rows=_rows(first, second, t),
        preferred=cli.preferred(session, pair),
    )


def merged(session: Session, codes: Territories, t: Translator, *, page: int = 1) -> tuple[Sequence[Merged], bool]:
    """Return the merges of a territory, the latest first, a page of them; and whether there are more."""
    found = merges(session, codes, page=page)
    names = Names(session, [number for pair in found for number in (pair.first_id, pair.second_id)])
    return [_merged(pair, names, t) for pair in found[:PAGE]], len(found) > PAGE


REFUSED: tuple[type[DomainError], ...] = (*(fact for fact in cli.REFUSALS if fact is not NotThere), merging.LaterMergeStands)
"""What a merge, or taking it back, may be refused for."""


def refusal(error: DomainError, t: Translator) -> str:
    """Return why a merge, or taking it back, was refused, and what to do instead."""
    return t.gettext(cli.refusal(error))


def _merged(pair: DuplicatePair, names: Names, t: Translator) -> Merged:
    kept = pair.undo.get("kept", pair.first_id)
    lost = pair.second_id if kept == pair.first_id else pair.first_id
    what = t.gettext("%(lost)s est devenue %(kept)s", lost=names.name(lost, None, t), kept=names.name(kept, None, t))
    return Merged(pair.id, what, day_text(pair.decided_at.date(), t) if pair.decided_at else "")


def _side(structure: Structure, names: Names, t: Translator) -> Side:
    services = (
        f"{service.nom} ({t.gettext(kinds()[service.main_kind].name)})" if service.main_kind in kinds() else service.nom
        for service in structure.services
        if service.merged_into_id is None
    )
    return Side(
        number=structure.id,
        name=names.name(structure.id, None, t),
        href=f"/structures/{structure.id}",
        source=structure.source,
        updated=day_text(structure.date_maj, t) if structure.date_maj else t.gettext("date inconnue"),
        services=tuple(services),
    )


def _rows(first: Structure, second: Structure, t: Translator) -> tuple[Row, ...]:
    one, other = snapshot(first), snapshot(second)
    names = [name for name in STRUCTURE_COLUMNS if name not in _NOT_READ and (_is_said(one, name) or _is_said(other, name))]
    return tuple(Row(field_name(name, t), said(name, one[name], t), said(name, other[name], t), one[name] == other[name]) for name in names)


def _is_said(values: Mapping[str, object], name: str) -> bool:
    return values[name] not in (None, "", [])


def _distance(first: Structure, second: Structure, t: Translator) -> str:
    if first.latitude is None or first.longitude is None or second.latitude is None or second.longitude is None:
        return ""
    metres = kilometres(Point(first.latitude, first.longitude), Point(second.latitude, second.longitude)) * 1000
    if metres < 1000:  # noqa: PLR2004 - one kilometre
        return t.gettext("à %(metres)s m l’une de l’autre", metres=round(metres))
    return t.gettext("à %(kilometres)s km l’une de l’autre", kilometres=round(metres / 1000))
