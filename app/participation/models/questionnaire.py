"""A questionnaire and its published versions, which the database refuses to change."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.append_only import protect
from app.core.database import Base, Instant

MAY_DELETE = dict.fromkeys(
    ("sqlite", "postgresql"), "EXISTS (SELECT 1 FROM questionnaire q WHERE q.id = OLD.questionnaire_id AND q.is_example)"
)
"""Examples are fictional: they leave with the demonstration."""


class Questionnaire(Base):
    """What an organisation asks, through its versions."""

    __tablename__ = "questionnaire"
    __table_args__ = (UniqueConstraint("organisation_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    code: Mapped[str] = mapped_column(String(40))
    """Of its definition, for life."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    is_example: Mapped[bool] = mapped_column(default=False)


class QuestionnaireVersion(Base):
    """A definition as it was published: its canonical JSON and the SHA-256 of it."""

    __tablename__ = "questionnaire_version"
    __table_args__ = (UniqueConstraint("questionnaire_id", "number"), CheckConstraint("length(sha256) = 64", name="whole_digest"))

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"))
    number: Mapped[int]
    definition: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime] = mapped_column(Instant)


protect(QuestionnaireVersion.__table__, MAY_DELETE)  # type: ignore[arg-type] # a table, as declared
