"""The order of answers, in one place: nearest band first; within it, what fits and is open now; then distance; then freshness.

Bands keep « near » true: a place that is open at 45 km never stands before the one around the corner that opens in an hour.
"""

from bisect import bisect_right
from dataclasses import dataclass

from app.directory.rules import Order

BANDS = (4.0, 12.0, 25.0, 50.0)
"""Kilometres: on foot or by bus; a short drive; a drive; half a day."""
COMING_TEAM = 2.0
"""Kilometres that stand for a team that comes: among what is near, after the place next door."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """What is known of an answer before its rows are read."""

    service_id: int
    location_id: int
    kilometres: float
    """From the place asked for; `COMING_TEAM` for a team that comes; 0 where no place was asked for."""
    is_open: bool
    hours_id: int
    publics: int
    traits: int
    fresh: int


def sort_key(order: Order, answer: Ranked) -> tuple[float, ...]:
    """Return what to sort by."""
    nearby = round(answer.kilometres, 1)
    if order is Order.DISTANCE:
        return (nearby, not answer.is_open, -answer.fresh, answer.service_id)
    if order is Order.FRESHNESS:
        return (-answer.fresh, nearby, not answer.is_open, answer.service_id)
    return (bisect_right(BANDS, answer.kilometres), not answer.is_open, nearby, -answer.fresh, answer.service_id)
