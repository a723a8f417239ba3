"""What people answered. No user, address, agent, sequence number or hour anywhere: the tables have no room for them.

On SQLite these tables have no hidden row number either, which would tell an order.
"""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.append_only import protect
from app.core.database import Base, Instant, one_of
from app.core.encryption import OfRow, SealedOfRow, sealed_text
from app.core.tokens import new_token
from app.participation.record import Record, packed
from app.participation.rules import Channel, Review

WITHOUT_ORDER = {"sqlite_with_rowid": False}
ALWAYS = dict.fromkeys(("sqlite", "postgresql"), "1 = 1")
A_WEEK = "length(week) = 8 AND week LIKE '____-W__'"


class SentAnswer(Base):
    """The inbox: what was sent and acknowledged, until a shuffled batch takes it. A random key, no time."""

    __tablename__ = "sent_answer"
    __table_args__ = (Index(None, "campaign_id"), WITHOUT_ORDER)

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    sealed_body: Mapped[OfRow] = mapped_column("body", SealedOfRow("sent_answer.body"))
    """JSON of a record (`app.participation.record`)."""

    body = sealed_text["SentAnswer"]("sealed_body", "key")


class SentNonce(Base):
    """That a form was sent: five retries make one answer. Nothing links it to the answer, not even its campaign."""

    __tablename__ = "sent_nonce"
    __table_args__ = (Index(None, "expires_at"), WITHOUT_ORDER)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    """A whole hour, 24 hours later at least; of what was noted without a network, a Monday, five weeks later at least."""


class Response(Base):
    """What one person answered, without their texts. The database refuses to change it."""

    __tablename__ = "response"
    __table_args__ = (
        Index(None, "campaign_id"),
        CheckConstraint("length(id) = 36", name="random_id"),
        CheckConstraint(A_WEEK, name="nothing_finer_than_a_week"),
        CheckConstraint(one_of("channel", Channel), name="known_channel"),
        WITHOUT_ORDER,
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """A random UUID."""
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    channel: Mapped[str] = mapped_column(String(20))
    week: Mapped[str] = mapped_column(String(8))
    answers: Mapped[dict[str, object]] = mapped_column(JSON)
    """By key of question (`app.participation.answers`)."""


class FollowedResponse(Base):
    """That a response is of somebody who chose a code, to be asked again: in campaigns that say « confidentiel » alone."""

    __tablename__ = "followed_response"
    __table_args__ = (Index(None, "series_id", "mark"), CheckConstraint("length(mark) = 64", name="whole_digest"), WITHOUT_ORDER)

    response_id: Mapped[str] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"), primary_key=True)
    series_id: Mapped[int]
    """Number of the first campaign of the series."""
    mark: Mapped[str] = mapped_column(String(64))
    """The code, keyed for the series: finds the other answers of the same person, tells nobody."""


class Verbatim(Base):
    """What somebody wrote, and which question it answers: nothing tells with which other answers it came, nor in which week."""

    __tablename__ = "verbatim"
    __table_args__ = (
        Index(None, "campaign_id", "question"),
        CheckConstraint(one_of("review", Review), name="known_review"),
        WITHOUT_ORDER,
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    question: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(10))
    sealed_words: Mapped[OfRow | None] = mapped_column("text", SealedOfRow("verbatim.text"))
    """As it was written, then as its review left it: what was masked is kept nowhere. None: put aside, forgotten."""
    review: Mapped[str] = mapped_column(String(20), default=Review.WAITING)
    tags: Mapped[list[str]] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column(default=1)

    text = sealed_text["Verbatim"]("sealed_words", "id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form


protect(Response.__table__, ALWAYS)  # type: ignore[arg-type] # a table, as declared


def new_sent_answer(campaign: int, record: Record) -> SentAnswer:
    """Return what was sent, sealed for its row alone."""
    return SentAnswer(key=new_token(), campaign_id=campaign, body=packed(record))
