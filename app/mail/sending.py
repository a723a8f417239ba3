"""The sweep that sends mail: what is due, through one connection."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from jinja2 import Environment

from app.config import Config
from app.jobs.outbox.sending import Outbox
from app.jobs.sweeping import Sweeping
from app.mail.carriers import carrier_of
from app.mail.composing import Envelope, Post
from app.mail.letters import unpack
from app.mail.models import OutgoingMail

DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440))
NOBODY_SENDS = "reperes@localhost"
"""Who mails come from where none leaves."""


def sweep_outbox(config: Config, templates: Mapping[str, Environment]) -> Sweeping:
    """Return the sweep that sends mail."""
    post = Post(config.smtp.sender if config.smtp else NOBODY_SENDS, templates)

    def envelope(mail: OutgoingMail) -> Envelope:
        to = mail.recipient or ""
        return Envelope(mail.id, to, post.message(unpack(mail.letter or ""), to, mail.message_id, mail.created_at))

    return Outbox(
        name="mail",
        model=OutgoingMail,
        emptied=("recipient", "letter"),
        delays=DELAYS,
        open_carrier=partial(carrier_of, config),
        make=envelope,
        unmade=("mail cannot be made", "message"),
    ).sweep
