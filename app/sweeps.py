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
    from app.mail.sending import sweep_outbox
    from app.orientations.clock import sweep_orientations
    from app.orientations.services.learning import learn
    from app.outreach.clock import sweep_outreach
    from app.participation.clock import sweep_participation
    from app.retention import sweep_purge
    from app.sms.sending import sweep_sms

    config: Config = current_app.extensions["reperes"]

    def forget(session: Session, now: datetime) -> int:
        return attempts.forget(session, now) + once.forget(session, now)

    return (
        Sweep("outbox", timedelta(minutes=1), sweep_outbox(config, current_app.extensions["reperes_templates"]), is_alone=False),
        Sweep("sms", timedelta(minutes=1), sweep_sms(config), is_alone=False),
        Sweep("questions", timedelta(hours=1), sweep_questions(config)),
        Sweep("orientations", timedelta(hours=1), sweep_orientations(config)),
        Sweep("outreach", timedelta(hours=1), sweep_outreach(config)),
        Sweep("participation", timedelta(minutes=5), sweep_participation),
        Sweep("usual-delays", timedelta(days=1), learn),
        Sweep("inactive-accounts", timedelta(days=1), sweep_inactive(config)),
        Sweep("left-over-requests", timedelta(hours=6), sweep_leftovers),
        Sweep("attempts", timedelta(hours=6), forget),
        Sweep("purge", timedelta(days=1), sweep_purge(config)),
    )
