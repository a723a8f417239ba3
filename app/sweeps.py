"""The one list of sweeps: what the worker does, again and again."""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy.orm import Session

from app.jobs.sweeping import Sweep


def sweeps() -> tuple[Sweep, ...]:
    """Return every sweep of the application; called within its context."""
    from app.accounts.closing import sweep_inactive, sweep_leftovers
    from app.config import Config
    from app.core import attempts, once
    from app.listings.asking import sweep_questions
    from app.listings.purging import sweep_tickets
    from app.mail import services as mails
    from app.mail.sending import sweep_outbox

    config: Config = current_app.extensions["reperes"]

    def forget(session: Session, now: datetime) -> int:
        return attempts.forget(session, now) + once.forget(session, now) + mails.forget_old(session, now)

    return (
        Sweep("outbox", timedelta(minutes=1), sweep_outbox(config, current_app.extensions["reperes_templates"]), is_alone=False),
        Sweep("questions", timedelta(hours=1), sweep_questions(config)),
        Sweep("inactive-accounts", timedelta(days=1), sweep_inactive(config)),
        Sweep("left-over-requests", timedelta(hours=6), sweep_leftovers),
        Sweep("old-tickets", timedelta(days=1), sweep_tickets),
        Sweep("attempts", timedelta(hours=6), forget),
    )
