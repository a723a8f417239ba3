"""Which rows upstream still says: numbers that follow each other, a byte each where a set would take eighty."""

from collections.abc import Iterable


class Seen:
    """A set of numbers of rows."""

    def __init__(self) -> None:
        """Start empty."""
        self._marks = bytearray()

    def add(self, number: int) -> None:
        """Take a number in."""
        if number >= len(self._marks):
            self._marks.extend(bytes(number + 1 - len(self._marks)))
        self._marks[number] = 1

    def update(self, numbers: Iterable[int]) -> None:
        """Take numbers in."""
        for number in numbers:
            self.add(number)

    def __contains__(self, number: int) -> bool:
        """Whether a number was taken in."""
        return number < len(self._marks) and bool(self._marks[number])
