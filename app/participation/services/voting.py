"""Votes in a room. A voice adds one to a number, in one statement: two hundred at once are two hundred. Nothing tells who chose what."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import exists, select, update
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Organisation
from app.core.audit import Doer, record
from app.core.errors import DomainError, NotThere
from app.core.tokens import digest, new_word
from app.participation.definition import Text
from app.participation.models import RoomVote, RoomVoteCount, SentNonce
from app.participation.rules import NONCE_KEPT
from app.participation.services.campaigns import ALPHABET
from app.participation.settings import Context

SLUG_LENGTH = 5
FEWEST, MOST = 2, 6
"""Choices."""
MOST_HANDS = 9999


class VoteOver(DomainError):
    """The vote is closed: no voice is added."""


class Ballot(NamedTuple):
    """What a room is asked."""

    question: Text
    choices: Sequence[Text]
    is_example: bool = False


def begin(context: Context, organisation: int, ballot: Ballot, by: Doer) -> RoomVote:
    """Open a vote; raise NotThere for an organisation that nobody verified."""
    asking = context.session.get(Organisation, organisation)
    if asking is None or asking.verified_at is None or asking.refused_at is not None:
        raise NotThere
    made = RoomVote(
        slug=_slug(context), organisation_id=organisation, question=dict(ballot.question), opened_at=context.now,
        choices=[{"code": f"c{rank}", "label": dict(label)} for rank, label in enumerate(ballot.choices, 1)],
        is_example=ballot.is_example,
    )  # fmt: skip
    context.session.add(made)
    context.session.flush()
    context.session.add_all([RoomVoteCount(vote_id=made.id, code=choice["code"]) for choice in made.choices])
    record(context.session, "survey:vote-opened", by, ("room_vote", made.id))
    context.session.flush()
    return made


def add_voice(context: Context, number: int, code: str, mark: str) -> None:
    """Count a voice once for the mark of its form; raise VoteOver, NotThere for what is none of the choices.

    What is remembered of the mark for a day tells neither the vote nor the choice.
    """
    session, known = context.session, digest(f"vote:{number}:{mark}")
    if session.get(SentNonce, known) is not None:
        return
    session.add(
        SentNonce(digest=known, expires_at=context.now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1) + NONCE_KEPT)
    )
    try:
        session.flush()
    except IntegrityError:  # sent twice at the same instant: the other one counts
        session.rollback()
        return
    is_open = exists(select(RoomVote.id).where(RoomVote.id == number, RoomVote.closed_at.is_(None)))
    counted = session.execute(
        update(RoomVoteCount)
        .where(RoomVoteCount.vote_id == number, RoomVoteCount.code == code, is_open)
        .values(phones=RoomVoteCount.phones + 1)
        .execution_options(synchronize_session=False)
    )
    if counted.rowcount != 1:  # type: ignore[attr-defined]
        raise NotThere if _is_open(context, number) else VoteOver


def count_hands(context: Context, number: int, hands: Mapping[str, int]) -> None:
    """Write how many hands were raised for each choice, in place of what was written before."""
    for code, many in sorted(hands.items()):
        changed = update(RoomVoteCount).where(RoomVoteCount.vote_id == number, RoomVoteCount.code == code).values(hands=many)
        context.session.execute(changed.execution_options(synchronize_session=False))


def close(context: Context, found: RoomVote, by: Doer) -> None:
    """End a vote: its result is final, unless it is opened again."""
    if found.closed_at is None:
        found.closed_at = context.now
        record(context.session, "survey:vote-closed", by, ("room_vote", found.id))
        context.session.flush()


def reopen(context: Context, found: RoomVote, by: Doer) -> None:
    """Let people vote again; what was counted stays."""
    if found.closed_at is not None:
        found.closed_at = None
        record(context.session, "survey:vote-opened", by, ("room_vote", found.id), "again")
        context.session.flush()


def _is_open(context: Context, number: int) -> bool:
    return context.session.scalar(select(RoomVote.closed_at).where(RoomVote.id == number)) is None


def _slug(context: Context) -> str:
    while True:
        slug = new_word(ALPHABET, SLUG_LENGTH).lower()
        if context.session.scalar(select(RoomVote.id).where(RoomVote.slug == slug)) is None:
            return slug
