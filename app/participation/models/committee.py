"""The people concerned read a questionnaire before it is published: by a link, without an account."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, Instant, one_of
from app.core.encryption import OfRow, SealedOfRow, sealed_text
from app.core.tokens import new_token
from app.participation.rules import Opinion


class CommitteeLink(Base):
    """What lets one member read a draft, and what they last said of it."""

    __tablename__ = "committee_link"
    __table_args__ = (Index(None, "draft_id"), CheckConstraint(f"opinion IS NULL OR {one_of('opinion', Opinion)}", name="known_opinion"))

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_draft.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80), default="")
    """« Comité, lien 2 »: never somebody's name."""
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    opinion: Mapped[str | None] = mapped_column(String(10))
    read_sha256: Mapped[str] = mapped_column(String(64), default="")
    """Of the definition that the opinion was given on."""
    said_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form


class CommitteeComment(Base):
    """What a member says of a question, or of the whole."""

    __tablename__ = "committee_comment"
    __table_args__ = (Index(None, "draft_id"), Index(None, "link_id"), Index(None, "made_at"))

    id: Mapped[str] = mapped_column(String(40), primary_key=True, default=new_token)
    draft_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_draft.id", ondelete="CASCADE"))
    link_id: Mapped[int] = mapped_column(ForeignKey("committee_link.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(40), default="")
    """Its key; empty: the whole questionnaire."""
    made_at: Mapped[datetime] = mapped_column(Instant)
    settled_at: Mapped[datetime | None] = mapped_column(Instant)
    """When an author said that it was dealt with."""
    sealed_words: Mapped[OfRow] = mapped_column("words", SealedOfRow("committee_comment.words"))

    words = sealed_text["CommitteeComment"]("sealed_words", "id")
