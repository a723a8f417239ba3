"""The sweep that watches requests by itself: reminders, the next team, what was tried long enough, on working mornings."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.config import Config
from app.jobs.sweeping import Sweeping
from app.jobs.watching import watching
from app.outreach.models import OutreachRequest
from app.outreach.services.reminding import remind
from app.outreach.settings import Context, settings_of


def sweep_outreach(config: Config) -> Sweeping:
    """Return the sweep that does what is due, request by request."""
    settings = settings_of(config)

    def deal(session: Session, now: datetime, number: int) -> int:
        return remind(Context(session, settings, now), number)

    return watching(OutreachRequest, deal, settings.calendar.is_holiday)
