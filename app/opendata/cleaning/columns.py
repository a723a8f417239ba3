"""Ways of cleaning a whole column at once: most cells are absent, or came before, and cost no call of ours."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")
Cleaned = tuple[Value, str]
"""A value, and what was wrong, in French; empty when nothing was."""

Column = Callable[[Sequence[Any]], Iterable[Cleaned[Value]]]
"""What cleans the raw cells of a column, in their order."""

REMEMBERED = 2_000
"""Texts whose cleaning is remembered: the same come back, and reading them again costs more than all the rest of a line."""

LONGEST_REMEMBERED = 1_000
"""Characters: the memory that they may take."""


def each(clean: Callable[[Any], Cleaned[Any]], absent: Any, is_plain: Callable[[str], object]) -> Column[Any]:
    """Return what cleans the cells of a column one by one, where every record says something else; `absent` where it says nothing.

    A text that `is_plain` accepts must be one that `clean` gives back as it is, with nothing to tell.
    """
    nothing = absent, ""

    def column(raws: Sequence[Any]) -> list[Cleaned[Any]]:
        return [
            nothing if raw is None or raw == "" else (raw, "") if raw.__class__ is str and is_plain(raw) else clean(raw) for raw in raws
        ]

    return column


class Remembering(Generic[Value]):
    """Cleans cells that come back: `self(raw)` for one, `column` for many. What came of a short text is remembered."""

    def __init__(self, clean: Callable[..., Cleaned[Value]], of_text: Callable[..., Cleaned[Value]] | None = None) -> None:
        """Clean by `clean`. `of_text`, when it is given, remembers by itself and stands for it where the cell is a short text."""
        self._clean = clean
        self._of_text = of_text or lru_cache(REMEMBERED)(clean)

    def __call__(self, raw: Any) -> Cleaned[Value]:
        """Clean one cell."""
        is_short = raw.__class__ is str and len(raw) <= LONGEST_REMEMBERED
        return self._of_text(raw) if is_short else self._clean(raw)

    def column(self, raws: Sequence[Any]) -> list[Cleaned[Value]]:
        """Clean the cells of a column."""
        return [*map(self._of_text, raws)] if are_short_texts(raws, LONGEST_REMEMBERED) else [*map(self, raws)]


def are_short_texts(raws: Sequence[Any], longest: int) -> bool:
    """Whether all cells are texts of so many characters at most, as in nearly every column of a csv."""
    return {*map(type, raws)} == {str} and max(map(len, raws)) <= longest
