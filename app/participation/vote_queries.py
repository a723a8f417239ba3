"""Reads of votes in a room."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.core.numbers import LARGEST
from app.participation.models import RoomVote, RoomVoteCount


class Count(NamedTuple):
    """How many chose something: by telephone, by raised hands."""

    phones: int
    hands: int

    @property
    def all(self) -> int:
        """How many in all."""
        return self.phones + self.hands


NOBODY = Count(0, 0)


def vote(session: Session, number: int) -> RoomVote:
    """Return a vote by its number; raise NotThere."""
    found = session.get(RoomVote, number) if number < LARGEST else None
    if found is None:
        raise NotThere
    return found


def vote_called(session: Session, slug: str) -> RoomVote:
    """Return a vote by what its address says, in small letters or capitals; raise NotThere."""
    found = session.scalar(select(RoomVote).where(RoomVote.slug == slug.lower()))
    if found is None:
        raise NotThere
    return found


def votes_of(session: Session, organisations: Iterable[int]) -> Sequence[tuple[RoomVote, int]]:
    """Return the votes of some organisations and how many voices each has: those that are open first, then the last opened first."""
    voices = func.coalesce(func.sum(RoomVoteCount.phones + RoomVoteCount.hands), 0)
    wanted = (
        select(RoomVote, voices)
        .outerjoin(RoomVoteCount, RoomVoteCount.vote_id == RoomVote.id)
        .where(RoomVote.organisation_id.in_(list(organisations)))
        .group_by(RoomVote.id)
        .order_by(RoomVote.closed_at.is_not(None), RoomVote.opened_at.desc(), RoomVote.id.desc())
    )
    return [(found, int(many)) for found, many in session.execute(wanted)]


def counts(session: Session, found: RoomVote) -> Mapping[str, Count]:
    """Return by code how many chose it, as it stands now."""
    wanted = select(RoomVoteCount.code, RoomVoteCount.phones, RoomVoteCount.hands).where(RoomVoteCount.vote_id == found.id)
    return {code: Count(phones, hands) for code, phones, hands in session.execute(wanted)}
