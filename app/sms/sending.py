"""The sweep that sends short messages. The gateway knows each by its identifier, the same at each try."""

from datetime import timedelta
from functools import partial

from app.config import Config
from app.jobs.outbox.sending import Outbox
from app.jobs.sweeping import Sweeping
from app.sms.carriers import carrier_of
from app.sms.composing import short_message
from app.sms.models import OutgoingSms

DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 480))
WORTH_SENDING = timedelta(days=1)
"""A code or a reminder that comes later misleads."""


def sweep_sms(config: Config) -> Sweeping:
    """Return the sweep that sends short messages."""
    return Outbox(
        name="sms",
        model=OutgoingSms,
        emptied=("recipient", "text"),
        delays=DELAYS,
        open_carrier=partial(carrier_of, config),
        make=short_message,
        unmade=("sms cannot be read", "unreadable"),
        worth_sending=WORTH_SENDING,
    ).sweep
