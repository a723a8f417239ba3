"""Which rows upstream still says: numbers that follow each other, a byte each where a set would take eighty."""

from collections.abc import Collection, Iterable


class Seen:
    """A set of numbers of rows."""

    def __init__(self) -> None:
        """Start empty."""
        self._marks = bytearray()

    def update(self, numbers: Collection[int]) -> None:
        """Take numbers in."""
        marks = self._marks
        marks.extend(bytes(max(0, max(numbers, default=-1) + 1 - len(marks))))
        for number in numbers:
            marks[number] = 1

    def others(self, numbers: Iterable[int]) -> list[int]:
        """Return, in their order, the numbers that were not taken in."""
        marks, end = self._marks, len(self._marks)
        return [number for number in numbers if number >= end or not marks[number]]
