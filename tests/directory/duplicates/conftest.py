"""Two structures to make one."""

from collections.abc import Callable

import pytest

from app.core.unit_of_work import unit_of_work
from app.directory.duplicates import merging
from app.directory.models import DuplicatePair, Structure

Pair = Callable[..., DuplicatePair]


@pytest.fixture
def pair(session) -> Pair:
    """Propose two structures as one, whatever they are."""

    def propose(one: Structure, other: Structure, **described: object) -> DuplicatePair:
        first, second = sorted((one.id, other.id))
        made = DuplicatePair(first_id=first, second_id=second, **{"score": 0.9, "reasons": ["name"], **described})
        with unit_of_work(session):
            session.add(made)
        return made

    return propose


@pytest.fixture
def merge(session, pair) -> Callable[[Structure, Structure], DuplicatePair]:
    """Merge the second structure into the first."""

    def merge(kept: Structure, lost: Structure) -> DuplicatePair:
        made = pair(kept, lost)
        with unit_of_work(session):
            merging.merge(session, made, keep=kept.id)
        return made

    return merge


@pytest.fixture
def unmerge(session) -> Callable[[DuplicatePair], None]:
    """Take a merge back."""

    def unmerge(made: DuplicatePair) -> None:
        with unit_of_work(session):
            merging.unmerge(session, made)

    return unmerge
