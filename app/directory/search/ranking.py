"""The order of answers, in one place: nearest band first; within it, what is open now; then distance; then freshness.

When words were asked for, those whose name bears them come first in their band.

Bands keep « near » true: a place that is open at 45 km never stands before the one around the corner that opens in an hour.
Entries come from the index by distance then freshness; the rest is a stable sort on a small number.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from app.directory.rules import Order
from app.directory.search.around import square_of
from app.directory.search.candidates import Entry

BANDS = (4.0, 12.0, 25.0, 50.0)
"""Kilometres: on foot or by bus; a short drive; a drive; half a day."""
_SQUARES = tuple(square_of(kilometres) for kilometres in BANDS)


class Ranked(NamedTuple):
    """What is known of an answer before its rows are read."""

    service_id: int
    location_id: int
    """0 for what has no place: a team that comes, a service given at a distance."""
    kilometres: float
    """From the place asked for; 0 where no place was asked for."""
    hours_id: int
    publics: int
    traits: int
    fresh: int
    """Day of the oldest confirmation (proleptic ordinal), 0 when none."""


def ranked(entries: Sequence[Entry], order: Order, is_open: Callable[[Entry], bool], named: Collection[int] = ()) -> list[Entry]:
    """Return entries in their order; they come by distance, then freshness. `named`: services whose name bears the words asked for."""
    if order is Order.DISTANCE:
        return list(entries)
    if order is Order.FRESHNESS:
        return sorted(entries, key=lambda entry: -entry.fresh)
    answers = sorted(entries, key=lambda entry: bisect_right(_SQUARES, entry.square) * 2 + (not is_open(entry)))
    if named:
        answers.sort(key=lambda entry: bisect_right(_SQUARES, entry.square) * 2 + (entry.service_id not in named))
    return answers
