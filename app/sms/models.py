"""The outbox of short messages."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.encryption import Sealed
from app.jobs.outbox.models import Outgoing


class OutgoingSms(Outgoing):
    """One message to one telephone. Its words and number are sealed, and emptied once it is sent or given up."""

    __tablename__ = "outgoing_sms"

    recipient: Mapped[str | None] = mapped_column(Sealed("outgoing_sms.recipient"))
    text: Mapped[str | None] = mapped_column(Sealed("outgoing_sms.text"))
    message_id: Mapped[str] = mapped_column(String(60), unique=True)
    """The same at each try: a gateway that knows it sends once."""
