"""Delays of needs, over those that had their time: how many were in time, the median, what nine in ten took. Pure.

A need that came to nothing counts as one that never ended: leaving it out would make delays look short. Groups are of five needs at
least; the smaller ones go together.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import NamedTuple, TypeAlias

from app.core.clock import PARIS

FEW = 5
"""Below it, a number is not told."""
OTHERS = ""
"""The name of what is grouped because each is few."""
NINE_IN_TEN = 0.9


class NeedTimes(NamedTuple):
    """The instants of a need, whatever its attempts, and whether one of them is still going on."""

    kind: str
    recorded_at: datetime
    oriented_at: datetime | None
    contact_at: datetime | None
    is_open: bool


Span: TypeAlias = tuple[datetime | None, datetime | None]
Aim: TypeAlias = Callable[[NeedTimes], int]


@dataclass(frozen=True, slots=True)
class Measure:
    """One clock over one group. `measured`: needs that had their time; `still_open`: those of them that wait still."""

    measured: int
    in_time: int
    median: int | None
    most: int | None
    """Days that nine in ten took at the most; None, as `median`, where too many were not there in time or at all."""
    still_open: int


def grouped(
    needs: Sequence[NeedTimes], group_of: Mapping[str, str], span: Callable[[NeedTimes], Span]
) -> Mapping[str, Sequence[NeedTimes]]:
    """Return the needs whose clock began, by group, none of fewer than `FEW` unless there are fewer in all; the largest first."""
    begun: dict[str, list[NeedTimes]] = {}
    for need in needs:
        if span(need)[0] is not None:
            begun.setdefault(group_of.get(need.kind, OTHERS), []).append(need)
    ordered = sorted(begun, key=lambda name: (-len(begun[name]), name))
    kept = [name for name in ordered if name != OTHERS and len(begun[name]) >= FEW]
    rest = list(chain.from_iterable(begun[name] for name in ordered if name not in kept))
    while rest and len(rest) < FEW and kept:
        rest += begun[kept.pop()]
    return {**{name: begun[name] for name in kept}, **({OTHERS: rest} if rest else {})}


def measure(needs: Sequence[NeedTimes], span: Callable[[NeedTimes], Span], aim: Aim, now: datetime) -> Measure:
    """Measure a clock over needs, those that are younger than its aim left out."""
    mature = [need for need in needs if (start := span(need)[0]) is not None and start + timedelta(days=aim(need)) <= now]
    took = sorted(days for need in mature if (days := _days(span(need))) is not None)
    return Measure(
        measured=len(mature),
        in_time=sum(1 for need in mature if (days := _days(span(need))) is not None and days <= aim(need)),
        median=_reached(took, len(mature), 0.5),
        most=_reached(took, len(mature), NINE_IN_TEN),
        still_open=sum(1 for need in mature if span(need)[1] is None and need.is_open),
    )


def oriented(need: NeedTimes) -> Span:
    """The first clock: need written down → oriented."""
    return need.recorded_at, need.oriented_at


def met(need: NeedTimes) -> Span:
    """The second clock: oriented → first contact."""
    return need.oriented_at, need.contact_at


def _reached(took: Sequence[int], many: int, share: float) -> int | None:
    """The days within which a share of all had ended; None when fewer than that ended."""
    rank = -int(-many * share // 1)
    return took[rank - 1] if 0 < rank <= len(took) else None


def _days(span: Span) -> int | None:
    start, end = span
    if start is None or end is None:
        return None
    return max((end.astimezone(PARIS).date() - start.astimezone(PARIS).date()).days, 0)
