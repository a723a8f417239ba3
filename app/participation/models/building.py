"""Questionnaires being built, what is tried of them, and recorded voices."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, Instant
from app.core.encryption import OfRow, SealedOfRow, sealed_text


class QuestionnaireDraft(Base):
    """A questionnaire as its authors have it now. Once published it goes on: the next version is made of it."""

    __tablename__ = "questionnaire_draft"
    __table_args__ = (Index(None, "organisation_id"), UniqueConstraint("questionnaire_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    questionnaire_id: Mapped[int | None] = mapped_column(ForeignKey("questionnaire.id", ondelete="CASCADE"))
    """Where its versions are; None until it is published."""
    body: Mapped[str] = mapped_column(Text)
    """The canonical JSON of its definition (`app.participation.definition`)."""
    previous: Mapped[str] = mapped_column(Text, default="")
    """What it said before the last change, to go back to; empty: there is nothing to undo."""
    stamps: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """Of what French words each translation was made (`app.participation.building.texts`)."""
    gates: Mapped[list[str]] = mapped_column(JSON, default=list)
    """What is asked before it is published, beside static checks (`app.participation.rules.Gate`)."""
    easy_review: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Who read its easy French: how many people, which day, and the digest of what they read."""
    data_sheet: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """What the organisation does with the answers, by name of field."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    updated_at: Mapped[datetime] = mapped_column(Instant)
    is_example: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form


class TrialAnswer(Base):
    """What an author answered to try a draft: apart from all answers, gone at publication."""

    __tablename__ = "trial_answer"
    __table_args__ = (Index(None, "draft_id"), Index(None, "made_on"))

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_draft.id", ondelete="CASCADE"))
    made_on: Mapped[date]
    sealed_body: Mapped[OfRow] = mapped_column("body", SealedOfRow("trial_answer.body"))
    """JSON of a record (`app.participation.record`), of version 0."""

    body = sealed_text["TrialAnswer"]("sealed_body", "key")


class Recording(Base):
    """A question read aloud by somebody. Definitions name it by its digest."""

    __tablename__ = "recording"
    __table_args__ = (UniqueConstraint("organisation_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the bytes."""
    media_type: Mapped[str] = mapped_column(String(20))
    data: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Instant)
