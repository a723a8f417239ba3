"""Where the person is, what is said of her, who asked: sealed, apart, deleted alone."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, Instant, one_of
from app.core.encryption import OfRow, SealedOfRow, sealed_text
from app.core.tokens import new_token
from app.outreach.rules import Actor, Mover, NoteKind, Safety


class OutreachPlace(Base):
    """Where: a point, words, or both. Deleted some days after closure: the commune of the request remains."""

    __tablename__ = "outreach_place"

    request_id: Mapped[int] = mapped_column(ForeignKey("outreach_request.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    sealed_point: Mapped[OfRow | None] = mapped_column("point", SealedOfRow("outreach_place.point"))
    """`45.76412,4.83566`: latitude and longitude in degrees (WGS 84)."""
    sealed_words: Mapped[OfRow | None] = mapped_column("words", SealedOfRow("outreach_place.words"))

    point = sealed_text["OutreachPlace"]("sealed_point", "request_id")
    words = sealed_text["OutreachPlace"]("sealed_words", "request_id")


class OutreachRequester(Base):
    """Who asked without an account, as far as they said: to tell them what becomes of it, or to ask them where exactly."""

    __tablename__ = "outreach_requester"

    request_id: Mapped[int] = mapped_column(ForeignKey("outreach_request.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    sealed_name: Mapped[OfRow | None] = mapped_column("name", SealedOfRow("outreach_requester.name"))
    """A structure, or how the person wants to be called."""
    sealed_phone: Mapped[OfRow | None] = mapped_column("phone", SealedOfRow("outreach_requester.phone"))
    sealed_email: Mapped[OfRow | None] = mapped_column("email", SealedOfRow("outreach_requester.email"))

    name = sealed_text["OutreachRequester"]("sealed_name", "request_id")
    phone = sealed_text["OutreachRequester"]("sealed_phone", "request_id")
    email = sealed_text["OutreachRequester"]("sealed_email", "request_id")


class OutreachPerson(Base):
    """How the team calls the person: a first name, a pseudonym. Written only once she was met and did not refuse."""

    __tablename__ = "outreach_person"

    request_id: Mapped[int] = mapped_column(ForeignKey("outreach_request.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    sealed_pseudonym: Mapped[OfRow | None] = mapped_column("pseudonym", SealedOfRow("outreach_person.pseudonym"))

    pseudonym = sealed_text["OutreachPerson"]("sealed_pseudonym", "request_id")


class OutreachSafety(Base):
    """What a team must know before it goes: a code of a list, until a day. Never shown to who asked once it is sent."""

    __tablename__ = "outreach_safety"
    __table_args__ = (Index(None, "request_id"), Index(None, "until"), CheckConstraint(one_of("code", Safety), name="known_code"))

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("outreach_request.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(30))
    noted_at: Mapped[datetime] = mapped_column(Instant)
    noted_by: Mapped[str] = mapped_column(String(20))
    """What sort of actor."""
    until: Mapped[date]
    """Last day on which it is told (Paris)."""


class OutreachNote(Base):
    """A text about a request."""

    __tablename__ = "outreach_note"
    __table_args__ = (
        Index(None, "request_id", "at"),
        CheckConstraint(one_of("kind", NoteKind), name="known_kind"),
        CheckConstraint(one_of("author", Actor), name="known_author"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    """Drawn, so that it is known before the text is sealed (`new_note`)."""
    request_id: Mapped[int] = mapped_column(ForeignKey("outreach_request.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(30))
    author: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[int | None]
    team_id: Mapped[int | None]
    """Of the team that wrote it: another team does not read it."""
    at: Mapped[datetime] = mapped_column(Instant)
    sealed_body: Mapped[OfRow | None] = mapped_column("body", SealedOfRow("outreach_note.body"))

    body = sealed_text["OutreachNote"]("sealed_body", "id")


def new_note(request: int, kind: NoteKind, body: str, by: Mover, at: datetime) -> OutreachNote:
    """Return a note, its text sealed for it alone."""
    return OutreachNote(id=new_token(), request_id=request, kind=kind, author=by.actor, account_id=by.account, body=body, at=at)
