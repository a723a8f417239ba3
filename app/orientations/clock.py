"""The sweep that watches orientations by itself: reminders, and what nobody answered closed, on working mornings."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.config import Config
from app.jobs.sweeping import Sweeping
from app.jobs.watching import watching
from app.orientations.models import Orientation
from app.orientations.services.reminding import remind
from app.orientations.settings import Context, settings_of


def sweep_orientations(config: Config) -> Sweeping:
    """Return the sweep that does what is due, orientation by orientation."""
    settings = settings_of(config)

    def deal(session: Session, now: datetime, number: int) -> int:
        return remind(Context(session, settings, now), number)

    return watching(Orientation, deal, settings.calendar.is_holiday)
