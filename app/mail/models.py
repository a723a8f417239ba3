"""The outbox."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.encryption import Sealed
from app.jobs.outbox.models import Outgoing


class OutgoingMail(Outgoing):
    """One mail to one person. Its words are encrypted, and emptied once it is sent or given up."""

    __tablename__ = "outgoing_mail"

    recipient: Mapped[str | None] = mapped_column(Sealed("outgoing_mail.recipient"))
    subject: Mapped[str] = mapped_column(Text)
    letter: Mapped[str | None] = mapped_column(Sealed("outgoing_mail.letter"))
    """As `letters.pack` writes it."""
    language: Mapped[str] = mapped_column(String(10), default="fr")
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    """The same at each try: whoever gets it twice sees it once."""
