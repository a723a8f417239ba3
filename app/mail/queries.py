"""What the outbox holds: the message that is due, and how it stands."""

from functools import partial

from app.jobs.outbox import queries
from app.jobs.outbox.queries import Standing
from app.mail.models import OutgoingMail

__all__ = ["Standing", "next_due", "standing"]

next_due = partial(queries.next_due, OutgoingMail)
standing = partial(queries.standing, OutgoingMail)
