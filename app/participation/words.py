"""Three words that open answers put aside: short, well known, and no two of them alike, so that what was copied badly is still understood.

`data/words.txt`: our own list, one a line. A word is never taken out while drafts may be opened by it (seven days).
"""

from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from rapidfuzz.distance import OSA

from app.core.text import fold

HOW_MANY = 3
FILE = Path(__file__).parent / "data" / "words.txt"
SHORTEST = 3
"""Letters of what is looked at: « l’abeille et le balcon » says two words."""
LONGEST, MOST_SIGNS = 20, 200
"""How many words are read of what somebody types, and how many signs: what is longer would be compared for seconds."""


@cache
def known() -> Mapping[str, str]:
    """Return the words as they are written, by what they are without accents."""
    return {fold(word): word for word in FILE.read_text(encoding="utf-8").split()}


def draw(seed: bytes) -> Sequence[str]:
    """Return the words that a secret of 128 bits at least draws: always the same, so that a form sent twice tells one set of words."""
    words, number = list(known().values()), int.from_bytes(sha256(seed).digest())
    found = []
    for _ in range(HOW_MANY):
        number, place = divmod(number, len(words))
        found.append(words[place])
    return found


def normal(typed: str) -> str:
    """Return what words open, however they were typed: `abeille-balcon-cactus`. One wrong letter a word is put right."""
    return "-".join(_nearest(word) or word for word in _words(typed))


def strangers(typed: str) -> Sequence[str]:
    """Return the words typed that are none of ours, nor near one."""
    return [word for word in _words(typed) if _nearest(word) is None]


def _words(typed: str) -> Sequence[str]:
    return [word for word in fold(typed[:MOST_SIGNS]).split() if len(word) >= SHORTEST][:LONGEST]


def _nearest(word: str) -> str | None:
    """Return the one word of the list that this is, or that is a letter away; None when there is none, or more than one."""
    if word in known():
        return word
    near = [one for one in known() if OSA.distance(word, one, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else None
