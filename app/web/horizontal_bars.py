"""Bars one under the other, each under its words, drawn by the server: plain values that `templates/components/bars.html` writes as SVG.

Words stand above their bar, in as many lines as they need, and the value at its end, so that nothing depends on a colour or a legend.
Where writing goes from right to left, bars start on the right. Sizes are those of the drawing: 360 wide, enlarged on wider screens.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Literal, NamedTuple

WIDTH = 360
ROOM = 110
"""What the value takes beside the longest bar."""
LINE, BAR, GAP = 20, 18, 14
SIGNS, MOST_LINES = 40, 3
"""Of words above a bar; what is longer is cut, the table says it whole."""
SMALLEST = 2.0
"""A bar that stands for something is seen."""


class Row(NamedTuple):
    """One bar: words, a share of 1 (None: hidden, it has no bar), and what is written at its end."""

    name: str
    share: float | None
    text: str


class Bar(NamedTuple):
    """A drawn row. `lines`: each with its height; `x`, `y`, `width`: of the bar; `end`: where the value begins, `foot` its base line."""

    lines: tuple[tuple[str, int], ...]
    x: float
    y: int
    width: float
    end: float
    foot: int
    text: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """A drawing. `title` and `description` are spoken in its place; `start`: where words begin."""

    title: str
    description: str
    bars: tuple[Bar, ...]
    height: int
    direction: Literal["ltr", "rtl"]
    width: int = WIDTH
    thickness: int = BAR

    @property
    def start(self) -> int:
        """Where words and bars begin."""
        return WIDTH if self.direction == "rtl" else 0


def horizontal_bars(title: str, description: str, rows: Sequence[Row], direction: Literal["ltr", "rtl"]) -> Bars:
    """Draw shares, none of them above 1, in their order."""
    top, drawn = 0, []
    for row in rows:
        words = wrap(row.name, SIGNS, max_lines=MOST_LINES, placeholder=" …") or [""]
        lines = tuple((line, top + LINE * number - 4) for number, line in enumerate(words, 1))
        top += LINE * len(words)
        long = round(max((WIDTH - ROOM) * min(row.share, 1), SMALLEST), 1) if row.share else 0.0
        beside = long + 6 if long else 0
        is_mirrored = direction == "rtl"
        drawn.append(
            Bar(
                lines,
                x=round(WIDTH - long, 1) if is_mirrored else 0,
                y=top,
                width=long,
                end=round(WIDTH - beside, 1) if is_mirrored else beside,
                foot=top + BAR - 5,
                text=row.text,
                is_hidden=row.share is None,
            )
        )
        top += BAR + GAP
    return Bars(title, description, tuple(drawn), max(top - GAP, BAR), direction)
