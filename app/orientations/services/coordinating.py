"""What coordinators do: send what an organisation that nobody verified yet wrote; and the figures that they read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.core.clock import PARIS
from app.directory.kinds import kinds
from app.orientations import measuring
from app.orientations.coordination_queries import Territories, needs
from app.orientations.measuring import FEW, Measure, NeedTimes, Span
from app.orientations.models import Orientation
from app.orientations.rules import Mover
from app.orientations.services import creating
from app.orientations.services.moving import check_version
from app.orientations.settings import Context

PERIOD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Month:
    """Needs oriented in a month (its first day): the median of days to a first contact, None where too few are known."""

    first: datetime
    median: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Both clocks, for all and by family of needs (`measuring.OTHERS`: the few); the second by month."""

    oriented: Measure
    oriented_by_family: Mapping[str, Measure]
    met: Measure
    met_by_family: Mapping[str, Measure]
    months: Sequence[Month]


def verify(context: Context, orientation: Orientation, by: Mover, version: int) -> None:
    """Send an orientation whose organisation is trusted; raise ChangedMeanwhile or NotAllowed (of the table)."""
    check_version(orientation, version)
    creating.send(context, orientation, by)


def figures(context: Context, codes: Territories) -> Figures:
    """Measure the needs of the last twelve months in some départements."""
    found = needs(context.session, codes, context.now - PERIOD)
    clock = context.settings.clock

    def to_orient(need: NeedTimes) -> int:
        return clock(need.kind).to_orient

    def to_contact(need: NeedTimes) -> int:
        return clock(need.kind).to_contact

    return Figures(
        oriented=measuring.measure(found, measuring.oriented, to_orient, context.now),
        oriented_by_family=_by_family(found, measuring.oriented, to_orient, context.now),
        met=measuring.measure(found, measuring.met, to_contact, context.now),
        met_by_family=_by_family(found, measuring.met, to_contact, context.now),
        months=_months(found, to_contact, context.now),
    )


def _by_family(found: Sequence[NeedTimes], span: Callable[[NeedTimes], Span], aim: measuring.Aim, now: datetime) -> Mapping[str, Measure]:
    families = {code: kind.family for code, kind in kinds().items()}
    mature = [need for need in found if (start := span(need)[0]) is not None and start + timedelta(days=aim(need)) <= now]
    groups = measuring.grouped(mature, families, span)
    return {name: measuring.measure(group, span, aim, now) for name, group in groups.items()}


def _months(found: Sequence[NeedTimes], aim: measuring.Aim, now: datetime) -> Sequence[Month]:
    by_month: dict[datetime, list[NeedTimes]] = {}
    for need in found:
        if need.oriented_at is not None:
            month = need.oriented_at.astimezone(PARIS).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
            by_month.setdefault(month, []).append(need)
    measured = [(month, measuring.measure(group, measuring.met, aim, now)) for month, group in sorted(by_month.items())]
    return [Month(month, one.median if one.measured >= FEW else None) for month, one in measured]
