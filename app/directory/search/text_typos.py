"""Words as they are compared: the plural taken off, and one typing error forgiven."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

TYPO_LENGTH = 5
"""Letters from which one error is forgiven."""
SHORTEST_PLURAL = 4
"""« gaz », « bus » stay as they are."""


def singular(word: str) -> str:
    """Return a folded word without the mark of the plural."""
    return word[:-1] if len(word) >= SHORTEST_PLURAL and word[-1] in "sx" else word


def closest(word: str, known: Iterable[tuple[str, int]]) -> str:
    """Return the known word one error away, the most frequent (word, how many bear it) when there are several; empty when there is none."""
    counts = dict(known)
    if len(word) < TYPO_LENGTH or not counts:
        return ""
    bare = {other: singular(other) for other in counts}
    near = process.extract(singular(word), bare, scorer=OSA.distance, score_cutoff=1, limit=None)
    return max((other for _, _, other in near), key=lambda other: (counts[other], other), default="")
