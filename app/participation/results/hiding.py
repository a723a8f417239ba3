"""Which counts are hidden so that no small one can be worked out: the rule on bare numbers. Pure.

A **partition** (`masked`): counts whose sum is known. Those from 1 to k − 1 are hidden. Zeros are shown: there is nobody in them to be
recognised, and « nobody chose this » is often what a team must read. What is hidden must not be worked out from what is shown, so
further counts are hidden, the smallest first, equal ones together, until

- at least two are hidden, and they are k people at least (their sum is known: it is the whole less what is shown);
- that sum is neither the number of hidden cells (each would be 1) nor k − 1 times it (each would be k − 1).

Who knows this very rule learns no more. Let m counts be hidden, of sum H. When m < H < m·(k − 1), every way of sharing H into m numbers
from 1 to k − 1 gives the same page, and each cell has two possible values at least. When H > m·(k − 1), some are k or more and some are
not; the rule treats all cells alike, equal ones together, so every permutation of the hidden counts gives the same page.

**Several answers** (`masked_picks`): each count beside the number who answered. A count is hidden also when from 1 to k − 1 people did
*not* choose it, and what is hidden satisfies the same conditions for those who chose and for those who did not: people may be known to
choose exactly three, so the sum of counts counts as known.

When nothing of that can be reached, all is hidden, zeros too: the functions return None.
"""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple, TypeAlias

Counts: TypeAlias = Mapping[str, int]
Hidden: TypeAlias = frozenset[str]
NONE: Hidden = frozenset()
FEWEST_HIDDEN = 2


class Veil(NamedTuple):
    """A count that other tables tell in part.

    Where one other table hides how it is shared among hidden cells, it may always be one more or one less: the others that are hidden with
    it need to be k people, one of them at least not alone in its cell. Where `is_tangled` it may turn out to be known: the others are
    ambiguous by themselves.
    """

    code: str
    is_tangled: bool

    def holds(self, total: int, many: int, k: int) -> bool:
        """Whether so many other hidden counts of that sum are enough."""
        return is_ambiguous(total, many, k) if self.is_tangled else total >= k and total > many


def is_few(count: int, k: int) -> bool:
    """Whether a count is of somebody, and of fewer people than k."""
    return 0 < count < k


def masked(counts: Counts, k: int, already: AbstractSet[str] = NONE, veil: Veil | None = None) -> Hidden | None:
    """Return which counts of a partition are hidden; None: all. `already`: some that are, whatever they are.

    `veil`: a count that other tables tell in part is hidden, and the others that are hidden protect each other without it.
    """
    forced = frozenset((veil.code,)) if veil else NONE
    first = frozenset(code for code, count in counts.items() if is_few(count, k)) | (already & counts.keys()) | forced

    def holds(hidden: Hidden) -> bool:
        values = [counts.get(code, 0) for code in hidden]
        own = [counts.get(code, 0) for code in hidden - forced]
        return is_ambiguous(sum(values), len(values), k) and (veil is None or veil.holds(sum(own), len(own), k))

    return _widened(counts, first, holds)


def masked_picks(counts: Counts, base: int, k: int, already: AbstractSet[str] = NONE) -> Hidden | None:
    """Return which counts among `base` people are hidden, each person being in any number of them; None: all."""
    few = frozenset(code for code, count in counts.items() if is_few(count, k) or is_few(base - count, k))

    def holds(hidden: Hidden) -> bool:
        chosen, many = sum(counts[code] for code in hidden), len(hidden)
        return is_ambiguous(chosen, many, k) and is_ambiguous(many * base - chosen, many, k)

    return _widened({code: count for code, count in counts.items() if count < base}, few | (already & counts.keys()), holds)


def is_ambiguous(total: int, many: int, k: int) -> bool:
    """Whether so many hidden counts of that known sum may each be several things."""
    return many >= FEWEST_HIDDEN and total >= k and total not in (many, many * (k - 1))


def _widened(counts: Counts, hidden: Hidden, holds: Callable[[Hidden], bool]) -> Hidden | None:
    """Hide more, the smallest first and equal ones together, until it holds."""
    while hidden and not holds(hidden):
        left = [count for code, count in counts.items() if count and code not in hidden]
        if not left:
            return None
        hidden |= {code for code, count in counts.items() if count == min(left)} - hidden
    return hidden
