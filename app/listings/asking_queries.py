"""Reads of what is asked: who may be asked, what was asked by whom, who never answers."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.core.clock import PARIS, utc_now
from app.core.database import AnyRow
from app.core.errors import NotThere
from app.core.tokens import digest
from app.directory.models import Keeping, Service, Structure
from app.listings.asking_calendar import Standing
from app.listings.models import Correspondent, Question
from app.listings.queries import departement_of
from app.listings.rules import QUESTION_SPACING, SILENT_AFTER, Part


class Candidate(NamedTuple):
    """One correspondent of one listing, and what is known of both."""

    number: int
    """Of the correspondent."""
    structure: int
    standing: Standing


class SilentListing(NamedTuple):
    """A listing that was asked about again and again, and whose correspondents never answered: somebody calls."""

    structure: Structure
    asked_at: datetime
    """When one of them was last asked."""


def question(session: Session, token: str) -> Question:
    """Return the question of a secret link, whether the link still lives or not; raise NotThere."""
    found = session.scalar(select(Question).where(Question.token_digest == digest(token)))
    if found is None:
        raise NotThere
    return found


def question_of_mails(session: Session, message_ids: Sequence[str]) -> Question | None:
    """Return the question of the mail that one of these identifiers names, the latest when they name several; None when none does."""
    return session.scalar(
        select(Question).where(Question.message_id.in_(message_ids)).order_by(Question.asked_at.desc(), Question.id.desc()).limit(1)
    )


def last_asked(session: Session, recipient: str) -> datetime | None:
    """Return when a recipient was last asked, about whatever listing."""
    return session.scalar(select(func.max(Question.asked_at)).where(Question.recipient_digest == recipient))


def waiting(session: Session, now: datetime) -> Mapping[str, Sequence[Candidate]]:
    """Return, by recipient, whoever may be written to: nobody who was within a month, stopped, or is asked by no claim about a default."""
    recently = exists().where(Question.recipient_digest == Correspondent.email_digest, Question.asked_at > now - QUESTION_SPACING)
    return _by_recipient(session, ~recently)


def others(session: Session, correspondent: Correspondent) -> Sequence[Candidate]:
    """Return the other listings that the same e-mail may be asked about."""
    same = Correspondent.email_digest == correspondent.email_digest
    return _by_recipient(session, same, Correspondent.id != correspondent.id).get(correspondent.email_digest, ())


def _by_recipient(session: Session, *conditions: ColumnElement[bool]) -> Mapping[str, Sequence[Candidate]]:
    rows = session.execute(
        select(Correspondent.id, Correspondent.structure_id, Correspondent.email_digest, Correspondent.agreed_at, Correspondent.unanswered)
        .join(Structure, Structure.id == Correspondent.structure_id)
        .where(Correspondent.stopped_at.is_(None), *_of_listings_that_may_be_asked(), *conditions)
        .order_by(Correspondent.id)
    ).all()
    confirmed, answered = _confirmed(session, [row.structure_id for row in rows]), _answered(session)
    asked = dict(session.execute(select(Question.correspondent_id, func.max(Question.asked_at)).group_by(Question.correspondent_id)).all())
    found: dict[str, list[Candidate]] = {}
    for row in rows:
        if row.structure_id in confirmed:
            standing = Standing(
                recipient=row.email_digest,
                agreed=_day(row.agreed_at),
                unanswered=row.unanswered,
                confirmed=confirmed[row.structure_id],
                asked=_day(asked[row.id]) if row.id in asked else None,
                answered=_day(answered[row.structure_id]) if row.structure_id in answered else None,
            )
            found.setdefault(row.email_digest, []).append(Candidate(row.id, row.structure_id, standing))
    return found


def _of_listings_that_may_be_asked() -> tuple[ColumnElement[bool], ...]:
    is_kept = exists().where(Keeping.structure_id == Structure.id)
    return (Structure.is_example.is_(False), Structure.merged_into_id.is_(None), or_(Structure.is_default.is_(False), is_kept))


def _confirmed(session: Session, structures: Sequence[int]) -> Mapping[int, Mapping[Part, date | None]]:
    """Of each structure that gives services, the oldest confirmation of each part; None when a service has none."""
    columns = {part: getattr(Service, f"{part}_confirmed_at") for part in Part}
    said = [read for part, column in columns.items() for read in (func.min(column).label(part), func.count(column).label(f"{part}_known"))]
    rows = session.execute(
        select(Service.structure_id, func.count().label("services"), *said)
        .where(Service.merged_into_id.is_(None), Service.is_example.is_(False))
        .where(
            Service.structure_id.in_(select(Correspondent.structure_id)) if len(structures) > 1 else Service.structure_id.in_(structures)
        )
        .group_by(Service.structure_id)
    )
    return {row.structure_id: {part: _oldest(row, part) for part in Part} for row in rows}


def _oldest(row: AnyRow, part: Part) -> date | None:
    oldest: datetime | None = getattr(row, part)
    return _day(oldest) if oldest is not None and getattr(row, f"{part}_known") == row.services else None


def _answered(session: Session) -> Mapping[int, datetime]:
    rows = session.execute(
        select(Correspondent.structure_id, func.max(Question.answered_at))
        .join(Question, Question.correspondent_id == Correspondent.id)
        .where(Question.answered_at.is_not(None))
        .group_by(Correspondent.structure_id)
    )
    return {structure: at for structure, at in rows if at is not None}


def silent_listings(session: Session, departement: str) -> Sequence[SilentListing]:
    """Return the listings of a département whom all correspondents left without an answer, the longest first; `""`: everywhere.

    Who was asked for the last time less than a month ago may still answer.
    """
    other = aliased(Correspondent)
    talks = exists().where(other.structure_id == Structure.id, other.stopped_at.is_(None), other.unanswered < SILENT_AFTER)
    asked_at = func.max(Question.asked_at)
    rows = session.execute(
        select(Structure, asked_at)
        .join(Correspondent, Correspondent.structure_id == Structure.id)
        .join(Question, Question.correspondent_id == Correspondent.id)
        .where(Correspondent.stopped_at.is_(None), *_of_listings_that_may_be_asked(), ~talks)
        .group_by(Structure.id)
        .having(asked_at <= utc_now() - QUESTION_SPACING)
        .order_by(asked_at, Structure.id)
    )
    return [SilentListing(structure, at) for structure, at in rows if not departement or departement_of(structure) == departement]


def _day(instant: datetime) -> date:
    """The day in Paris of an instant; columns of confirmation lose their time zone on SQLite."""
    return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(PARIS).date()
