"""One typing error forgiven: an insertion, a deletion, a substitution or two letters swapped (optimal string alignment)."""

from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.territory.index import name_index
from app.territory.words import ORDINARY, OUTSIDE, WORD_OR_TOWN

SHORTEST = 5
"""Below, one error makes too many other names."""

RESEMBLANCE = 0.65
"""Share of the letters from which a name is worth suggesting."""


@lru_cache(maxsize=1024)
def only_close_spelling(key: str) -> str | None:
    """Return the one name at a single error from the folded text, same first letter; None when there is none, or several."""
    if len(key) < SHORTEST or key in OUTSIDE or key in ORDINARY or any(character.isdigit() for character in key):
        return None
    lengths = name_index().spellings_by_length
    candidates = [spelling for length in range(len(key) - 1, len(key) + 2) for spelling in lengths.get(length, ())]
    close = [found[0] for found in process.extract(key, candidates, scorer=OSA.distance, score_cutoff=1, limit=3)]
    if len(close) != 1 or close[0][0] != key[0]:
        return None
    return None if close[0] in ORDINARY and close[0] not in WORD_OR_TOWN else close[0]


def resembling(key: str, limit: int) -> list[str]:
    """Return the names that look most like the folded text, the closest first."""
    return [
        found[0]
        for found in process.extract(
            key,
            name_index().spellings,
            scorer=OSA.normalized_similarity,
            score_cutoff=RESEMBLANCE,
            limit=limit,
        )
    ]
