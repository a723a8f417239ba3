"""Which visits a run makes: all with REPERES_ACCESS=full, else a sample that turns with the days.

Each run visits every fifth page state (of those that are somebody’s own, one in seventeen), in a language and under a condition that
change from one day to the next; five cycles of as many days as there are languages × conditions meet every combination, seventeen such
cycles for the pages of somebody's own. The header of the run says its seed, and REPERES_ACCESS_SEED replays it.
"""

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TypeVar
from zlib import crc32

from app.core.language import LANGUAGES, Language
from tests.support.catalogue_of_pages import Case, cases

Condition = TypeVar("Condition")
PUBLIC_EVERY, DESK_EVERY = 7, 23
"""Once in so many days; pages of somebody's own (signed in, or by a secret link) are more than all the others.

Neither number shares a factor with those of languages and of conditions: a run would meet one of them alone.
"""
_ALL_LANGUAGES = tuple(LANGUAGES.values())


def is_full() -> bool:
    """Whether everything is visited (`make access`)."""
    return os.environ.get("REPERES_ACCESS") == "full"


def seed() -> int:
    """The number of the day, or that of a run to be replayed."""
    return int(os.environ.get("REPERES_ACCESS_SEED") or datetime.now(UTC).date().toordinal())


def visits(
    check: str, conditions: Sequence[Condition], *, languages: Sequence[Language] = _ALL_LANGUAGES, every: int = 1
) -> list[tuple[Case, Condition]]:
    """The visits that a check makes today. `every` thins a costly check: each page state once in so many days."""
    if is_full():
        return [(case, condition) for case in cases(*languages) for condition in conditions]
    return rotation(list(cases(languages[0])), languages, conditions, turn=seed() + crc32(check.encode()) % 97, every=every)


def rotation(
    once: Iterable[Case], languages: Sequence[Language], conditions: Sequence[Condition], *, turn: int, every: int = 1
) -> list[tuple[Case, Condition]]:
    """One visit for each page state (or each `every`-th), its language and condition moving on with `turn`."""
    chosen = []
    for index, case in enumerate(once):
        spacing = every * (PUBLIC_EVERY if case.page.public else DESK_EVERY)
        step, skipped = divmod(turn, spacing)
        if index % spacing == skipped:
            language = languages[(index + step) % len(languages)]
            condition = conditions[(index + step // len(languages)) % len(conditions)]
            chosen.append((Case(case.page, case.state, language), condition))
    return chosen
