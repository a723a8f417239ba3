"""Bars over time, drawn by the server: plain values that `templates/components/chart.html` writes as SVG, without style of its own.

Every text stands on the middle of its bar, so that nothing moves where writing goes from right to left. Sizes are those of the drawing:
360 wide, a telephone's, enlarged on wider screens.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 360, 170
SIDE, TOP, FOOT = 12, 22, 24
FILLED = 0.72
"""How much of its step a bar takes."""
SMALLEST = 2.0
"""A bar that stands for something is seen."""
FEW = 12
"""Up to so many bars each says its number; else the highest, the last and none that would touch another."""
HALF_DIGIT = 4
"""Half of what a digit takes: a number stands above its neighbours too when it is wider than its bar,"""
ABOVE = 6
"""and so much higher."""
APART = 34
"""Between the middles of two texts."""


@dataclass(frozen=True, slots=True)
class Column:
    """One value: what the table calls it, what stands under its bar (`""`: nothing), and whether it is still going on.

    `told`: what the table says in place of the value, which is not written above its bar then. `more`: texts that the table alone has.
    """

    name: str
    value: int
    mark: str = ""
    is_partial: bool = False
    told: str = ""
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A drawn value. `text` stands above it, at `text_y`, and `mark` under it; both may be empty."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    text: str
    text_y: float
    mark: str
    is_partial: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing and what it was drawn from: the table under it says the same. `title` and `description` are spoken in its place."""

    title: str
    description: str
    columns: tuple[Column, ...]
    bars: tuple[Bar, ...]
    width: int = WIDTH
    height: int = HEIGHT
    base: int = HEIGHT - FOOT


def bars(title: str, description: str, columns: Sequence[Column]) -> Chart:
    """Draw values, none of them negative, in their order."""
    step = (WIDTH - 2 * SIDE) / max(len(columns), 1)
    highest = max((column.value for column in columns), default=0)
    told = _told([column.value for column in columns], step)
    marked = _spaced([index for index, column in enumerate(columns) if column.mark], step)
    heights = [max((HEIGHT - TOP - FOOT) * column.value / highest, SMALLEST) if column.value else 0.0 for column in columns]
    drawn = []
    for index, (column, tall) in enumerate(zip(columns, heights, strict=True)):
        left = SIDE + step * index
        reach = int(len(str(column.value)) * HALF_DIGIT // step) + 1
        under = max(heights[max(index - reach, 0) : index + reach + 1])
        drawn.append(
            Bar(
                x=round(left + step * (1 - FILLED) / 2, 1),
                y=round(HEIGHT - FOOT - tall, 1),
                width=round(step * FILLED, 1),
                height=round(tall, 1),
                middle=round(left + step / 2, 1),
                text=str(column.value) if index in told and not column.told else "",
                text_y=round(HEIGHT - FOOT - under - ABOVE, 1),
                mark=column.mark if index in marked else "",
                is_partial=column.is_partial,
            )
        )
    return Chart(title, description, tuple(columns), tuple(drawn))


def _told(values: Sequence[int], step: float) -> frozenset[int]:
    """Which bars say their number: the highest first, then the last."""
    if len(values) <= FEW:
        return frozenset(range(len(values)))
    highest = max(range(len(values)), key=lambda index: values[index])
    last = len(values) - 1
    return frozenset([highest, last] if (last - highest) * step >= APART else [highest])


def _spaced(indexes: Sequence[int], step: float) -> frozenset[int]:
    """Those whose texts neither touch the one before nor leave the drawing."""
    kept: list[int] = []
    for index in indexes:
        middle = SIDE + step * (index + 0.5)
        is_inside = APART / 2 <= middle <= WIDTH - APART / 2
        if is_inside and (not kept or (index - kept[-1]) * step >= APART):
            kept.append(index)
    return frozenset(kept)
