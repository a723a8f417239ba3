"""What is read of the grid for a circle: runs of cells that follow each other, and the square of degrees that holds the circle."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from math import cos, radians, sqrt
from typing import NamedTuple

from app.core.among import room
from app.territory.distance import KM_PER_DEGREE, cells_within
from app.territory.rules import Point

NO_RUN = (1, 0)
"""A run that holds no cell: its first comes after its last."""


class Around(NamedTuple):
    """A circle, as statements read it."""

    runs: tuple[int, ...]
    """First cell, last cell; first cell, last cell…"""
    square: float
    """Of its radius, degrees²."""
    parameters: Mapping[str, float]
    """The centre and the bounds, by the names that statements give them."""


def around(centre: Point, kilometres: float) -> Around:
    """Return what holds every point within the distance."""
    shrink, square = cos(radians(centre.latitude)) ** 2, square_of(kilometres)
    # A hair wider than the circle, whatever the last figure of a root.
    tall, wide = sqrt(square) + 1e-9, sqrt(square / shrink) + 1e-9
    bounds = {
        "latitude": centre.latitude,
        "longitude": centre.longitude,
        "shrink": shrink,
        "south": centre.latitude - tall,
        "north": centre.latitude + tall,
        "west": centre.longitude - wide,
        "east": centre.longitude + wide,
    }
    return Around(_runs(centre, kilometres), square, bounds)


@lru_cache(maxsize=1024)
def _runs(centre: Point, kilometres: float) -> tuple[int, ...]:
    """Kept, for the same communes are asked for again and again."""
    return runs_of(cells_within(centre, kilometres))


def runs_of(cells: Sequence[int]) -> tuple[int, ...]:
    """Return the runs of cells in ascending order: neighbours on a row of the grid have consecutive numbers."""
    firsts = [number for place, number in enumerate(cells) if place == 0 or cells[place - 1] != number - 1]
    lasts = [number for place, number in enumerate(cells, 1) if place == len(cells) or cells[place] != number + 1]
    return tuple(chain.from_iterable(zip(firsts, lasts, strict=True)))


def square_of(kilometres: float) -> float:
    """Return a distance as entries tell it: the square of degrees of latitude."""
    return (kilometres / KM_PER_DEGREE) ** 2


def run_parameters(runs: Sequence[int]) -> tuple[int, dict[str, int]]:
    """Return how many runs a statement has room for, and their parameters `run0` …, two a run."""
    size = room(len(runs) // 2)
    names = _names(size)
    return size, dict(zip(names, (*runs, *NO_RUN * (size - len(runs) // 2)), strict=True))


@lru_cache(maxsize=64)
def _names(size: int) -> tuple[str, ...]:
    return tuple(f"run{number}" for number in range(2 * size))


@lru_cache(maxsize=64)
def runs_source(size: int) -> str:
    """Return what a statement reads entries from, run by run: cells of a run are between its first and its last."""
    names = _names(size)
    pairs = ", ".join(f"(:{first}, :{last})" for first, last in zip(names[::2], names[1::2], strict=True))
    return f"(VALUES {pairs}) AS run CROSS JOIN search_entry"
