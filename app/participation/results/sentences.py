"""What to see in a table, in one sentence that anybody reads: « 3 personnes sur 4 », from counts that are shown alone."""

from collections.abc import Mapping

from babel.numbers import format_percent

from app.core.language import Translator, mark
from app.participation.questions.base import Shape
from app.participation.results.suppressing import Shown, Told
from app.participation.results.tabulating import Cell, Part

SHARES: Mapping[int, str] = {
    10: mark("1 personne sur 10"),
    20: mark("1 personne sur 5"),
    25: mark("1 personne sur 4"),
    33: mark("1 personne sur 3"),
    40: mark("2 personnes sur 5"),
    50: mark("1 personne sur 2"),
    60: mark("3 personnes sur 5"),
    67: mark("2 personnes sur 3"),
    75: mark("3 personnes sur 4"),
    80: mark("4 personnes sur 5"),
    90: mark("9 personnes sur 10"),
}
NEAR = 1
"""Points within which a share is said without « environ »."""
FEW, ALMOST_ALL, ALL = 6, 95, 100
DEFECT = 5
"""Percents of people who do not understand a question: from there, the question is to blame."""


def share_text(percent: int, t: Translator) -> str:
    """Return a share as people say it: « 3 personnes sur 4 », « environ 1 personne sur 5 », « presque tout le monde »."""
    if percent >= ALL:
        return t.gettext("tout le monde")
    if percent >= ALMOST_ALL:
        return t.gettext("presque tout le monde")
    if percent < FEW:
        return t.gettext("peu de personnes")
    nearest = min(SHARES, key=lambda share: abs(share - percent))
    said = t.gettext(SHARES[nearest])
    return said if abs(nearest - percent) <= NEAR else t.gettext("environ %(share)s", share=said)


def percent_text(percent: int, t: Translator) -> str:
    """Return a percent as each language writes it: « 62 % »."""
    return format_percent(percent / 100, locale=t.language.formats)


def most_given(shown: Shown) -> tuple[Cell, Told] | None:
    """Return the category that most people are in, among those that are shown; None where none is, or nobody is in any."""
    is_one = shown.table.asked.shape is Shape.ONE
    cells = [cell for cell in shown.table.cells if cell.code not in tuple(Part)] if is_one else shown.table.picks
    told = [(cell, found) for cell in cells if (found := shown.cell(cell) if is_one else shown.pick(cell))]
    best = max(told, key=lambda one: one[1].people, default=None)
    return best if best and best[1].people else None


def not_understood(shown: Shown) -> int | None:
    """Return the percent of people who do not understand a question, where it is told and is enough to blame the question."""
    cell = next((cell for cell in shown.table.cells if cell.code == Part.NOT_UNDERSTOOD), None)
    told = shown.cell(cell) if cell else None
    return told.percent if told and told.percent is not None and told.percent >= DEFECT else None
