"""Whether the way of answering changes answers: shares by channel, compared with what chance alone would do. Pure."""

from collections.abc import Mapping
from math import sqrt
from typing import NamedTuple

from app.participation.results.crossing import TOGETHER, Crossed, Line, cross
from app.participation.results.suppressing import Results, Shown, Told
from app.participation.results.tabulating import Code

NINETY_FIVE = 1.96
"""Standard deviations that a normal law passes one time in twenty."""


class Effect(NamedTuple):
    """One answer by the two channels that most people used. `is_clear`: chance would seldom make so great a difference."""

    answer: Line
    shares: Mapping[Code, Told]
    is_clear: bool


def by_channel(shown: Shown, results: Results, team: Results) -> Crossed | None:
    """Return the channels crossed with a question, as an audience may read them; None: nothing of it. `team`: what the team reads."""
    channels, of_team, own = results.channels, team.channels, team.question(shown.table.key)
    if channels is None or of_team is None or own is None:
        return None
    return cross(channels, shown, results.k, None if results is team else cross(of_team, own, team.k))


def effect(crossed: Crossed) -> Effect | None:
    """Return the most given of the answers that the two largest channels both tell; None where they tell none."""
    largest = sorted((line for line in crossed.rows if line.code != TOGETHER), key=lambda line: -line.people)[:2]
    for answer in sorted(crossed.columns, key=lambda line: -line.people):
        told = {line.code: crossed.cell(line, answer) for line in largest}
        shares = {code: one for code, one in told.items() if one is not None}
        if answer.code != TOGETHER and len(shares) == len(largest) > 1:
            one, other = ((shares[line.code].people, crossed.margin(line)) for line in largest)
            return Effect(answer, shares, differs(one, other))
    return None


def differs(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two shares, each so many out of so many, differ more than chance would make them do 19 times in 20.

    The two-proportion z test with a pooled share (NIST/SEMATECH e-Handbook of Statistical Methods, 7.3.3).
    """
    (few, base), (many, whole) = one, other
    if not base or not whole:
        return False
    pooled = (few + many) / (base + whole)
    spread = sqrt(pooled * (1 - pooled) * (1 / base + 1 / whole)) if 0 < pooled < 1 else 0.0
    return spread > 0 and abs(few / base - many / whole) > NINETY_FIVE * spread
