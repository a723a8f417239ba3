"""From the inbox to responses, by shuffled batches: which response came first, or came with which text, nothing tells any more.

A batch has as many people as results must have. Results are shown once, when the campaign is over and all batches were moved; nothing is
moved afterwards, so that there are no two states of them to compare. What is left, of too few people, stays in the inbox: counted, shown to
nobody.
"""

import random
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from uuid import uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from app.core.tokens import new_token
from app.participation.models import Campaign, FollowedResponse, Response, SentAnswer, Verbatim
from app.participation.queries import is_final
from app.participation.record import unpacked
from app.participation.rules import LAST_WORDS, Audience, Refresh, threshold
from app.participation.waves import series_of

_CHANCE = random.SystemRandom()
MOST_AT_ONCE = 2000
Row = TypeVar("Row", Response, Verbatim)


def due(session: Session) -> list[int]:
    """Return the campaigns of which a batch may be moved."""
    waiting = func.count()
    rows = session.execute(
        select(Campaign, waiting).join(SentAnswer, SentAnswer.campaign_id == Campaign.id).group_by(Campaign.id).order_by(Campaign.id)
    )
    return [campaign.id for campaign, count in rows if count >= batch_of(campaign) and is_taking(campaign)]


def batch_of(campaign: Campaign) -> int:
    """Return how many people are moved at once, at least."""
    return threshold(Audience(campaign.audience), campaign.k)


def is_taking(campaign: Campaign) -> bool:
    """Whether what was sent may be moved now."""
    return not is_final(campaign) and (campaign.refresh == Refresh.LIVE or campaign.closed_at is not None)


def move(session: Session, number: int) -> int:
    """Move what waits for a campaign, some thousands at most, when it makes a batch; return how many.

    One transaction, done by `again`: raise StaleDataError when another process took the same answers.
    """
    campaign = _held(session, number)
    waiting = list(session.scalars(select(SentAnswer).where(SentAnswer.campaign_id == number)))
    if len(waiting) < batch_of(campaign) or not is_taking(campaign):
        return 0
    _CHANCE.shuffle(waiting)
    taken = waiting if len(waiting) < MOST_AT_ONCE + batch_of(campaign) else waiting[:MOST_AT_ONCE]
    _claim(session, [sent.key for sent in taken])
    responses: list[Response] = []
    verbatims: list[Verbatim] = []
    followed: list[FollowedResponse] = []
    for sent in taken:
        record = unpacked(sent.body or "")
        responses.append(
            Response(
                id=str(uuid4()), campaign_id=number, version_id=record.version, channel=record.channel, week=record.week,
                answers=dict(record.answers),
            )
        )  # fmt: skip
        if record.follow and campaign.is_followed:
            followed.append(FollowedResponse(response_id=responses[-1].id, series_id=series_of(campaign), mark=record.follow))
        verbatims += [
            Verbatim(
                id=new_token(), campaign_id=number, version_id=record.version, question=words.key, language=words.language, text=words.text
            )
            for words in record.texts
        ]
    session.add_all(_in_order_of_chance(responses))
    session.add_all(_in_order_of_chance(verbatims))
    session.flush()
    followed.sort(key=lambda row: row.response_id)
    session.add_all(followed)
    session.flush()
    return len(taken)


def over(session: Session, now: datetime) -> list[int]:
    """Return the campaigns that nothing comes to any more, and whose results are not shown yet."""
    return list(session.scalars(select(Campaign.id).where(Campaign.closed_at < now - LAST_WORDS, Campaign.results_at.is_(None))))


def show(session: Session, number: int, now: datetime) -> bool:
    """Show the results of a campaign that is over, from now on and as they are; return False while a batch is still to be moved."""
    campaign = _held(session, number)
    waiting = session.scalar(select(func.count()).select_from(SentAnswer).where(SentAnswer.campaign_id == number)) or 0
    if is_final(campaign) or campaign.closed_at is None or waiting >= batch_of(campaign):
        return False
    campaign.results_at = now
    session.flush()
    return True


def _held(session: Session, number: int) -> Campaign:
    """A campaign that no other process moves to, or shows, at the same instant; answers are sent to it meanwhile."""
    return session.get_one(Campaign, number, with_for_update={"key_share": True}, populate_existing=True)


def _claim(session: Session, keys: Sequence[str]) -> None:
    """Take answers out of the inbox, all of them; raise StaleDataError when somebody else took one: `again` reads anew."""
    gone = session.execute(delete(SentAnswer).where(SentAnswer.key.in_(keys)).execution_options(synchronize_session=False))
    if gone.rowcount != len(keys):  # type: ignore[attr-defined]
        msg = "answers were moved by another process meanwhile"
        raise StaleDataError(msg)


def _in_order_of_chance(rows: Sequence[Row]) -> list[Row]:
    """In the order of their random keys, which is how the database would give them back."""
    return sorted(rows, key=lambda row: row.id)
