"""Who the person is, and what is written about her: sealed, apart, deleted alone."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.database import Base, Instant, one_of
from app.core.encryption import OfRow, SealedOfRow, sealed_text
from app.core.tokens import new_token
from app.orientations.models.orientation import Orientation
from app.orientations.rules import Actor, Mover, NoteKind


def _with_agreement() -> tuple[Any, ...]:
    """What makes the database refuse a row without an agreement that still stands."""
    names = ("agreement.orientation_id", "agreement.is_given")
    return ForeignKeyConstraint(["orientation_id", "agreed"], names), CheckConstraint("agreed", name="agreed")


class OrientationPerson(Base):
    """Who is oriented, as far as she wanted to say: each may be empty. Marks beside name and telephone are blind indexes."""

    __tablename__ = "orientation_person"
    __table_args__ = (*_with_agreement(), Index(None, "name_mark"), Index(None, "phone_mark"))

    orientation_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    agreed: Mapped[bool] = mapped_column(Boolean, default=True)
    sealed_name: Mapped[OfRow | None] = mapped_column("name", SealedOfRow("orientation_person.name"))
    """Name, first name, initials or pseudonym."""
    sealed_phone: Mapped[OfRow | None] = mapped_column("phone", SealedOfRow("orientation_person.phone"))
    sealed_email: Mapped[OfRow | None] = mapped_column("email", SealedOfRow("orientation_person.email"))
    name_mark: Mapped[str | None] = mapped_column(String(64))
    phone_mark: Mapped[str | None] = mapped_column(String(64))

    orientation: Mapped[Orientation] = relationship(
        back_populates="person", primaryjoin="Orientation.id == foreign(OrientationPerson.orientation_id)"
    )

    name = sealed_text["OrientationPerson"]("sealed_name", "orientation_id")
    phone = sealed_text["OrientationPerson"]("sealed_phone", "orientation_id")
    email = sealed_text["OrientationPerson"]("sealed_email", "orientation_id")


class OrientationNote(Base):
    """A text about an orientation: the presentation, a message, a note that one side keeps, the name of who decided."""

    __tablename__ = "orientation_note"
    __table_args__ = (
        *_with_agreement(),
        Index(None, "orientation_id", "at"),
        CheckConstraint(one_of("kind", NoteKind), name="known_kind"),
        CheckConstraint(one_of("author", Actor), name="known_author"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    """Drawn, so that it is known before the text is sealed (`new_note`)."""
    orientation_id: Mapped[int]
    agreed: Mapped[bool] = mapped_column(Boolean, default=True)
    kind: Mapped[str] = mapped_column(String(30))
    author: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[int | None]
    """Of who wrote it, where there is one."""
    step_id: Mapped[int | None]
    """The step that it goes with."""
    at: Mapped[datetime] = mapped_column(Instant)
    sealed_body: Mapped[OfRow | None] = mapped_column("body", SealedOfRow("orientation_note.body"))

    body = sealed_text["OrientationNote"]("sealed_body", "id")


def new_note(orientation: int, kind: NoteKind, body: str, by: Mover, at: datetime) -> OrientationNote:
    """Return a note, its text sealed for it alone."""
    return OrientationNote(id=new_token(), orientation_id=orientation, kind=kind, author=by.actor, account_id=by.account, body=body, at=at)
