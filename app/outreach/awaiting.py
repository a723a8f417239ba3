"""What is awaited of a request, and by when, done or not: what pages and letters say, where the clock acts once."""

from datetime import datetime, time, timedelta

from app.core.clock import PARIS
from app.core.workflow.deadlines import Due, Standing, coming
from app.outreach.deadlines import DEADLINES
from app.outreach.models import OutreachRequest
from app.outreach.services.moving import anchors
from app.outreach.settings import Settings

BY_NAME = {deadline.name: deadline for deadline in DEADLINES}
NOON = time(12)


def awaited(settings: Settings, request: OutreachRequest) -> list[Due]:
    """Return the deadlines that a request stands under, past ones included, the earliest first; none once it is purged."""
    if request.purged_at is not None:
        return []
    return coming(DEADLINES, Standing(request.state, anchors(request)), settings.calendar)


def by_when(settings: Settings, name: str, anchor_at: datetime) -> datetime:
    """Return when a deadline falls, counted from an instant."""
    return settings.calendar.falls_at(BY_NAME[name], anchor_at)


def late_before(settings: Settings, name: str, now: datetime) -> datetime:
    """Return the instant before which an anchor is one whose deadline is over."""
    day = now.astimezone(PARIS).date()
    while by_when(settings, name, datetime.combine(day, NOON, PARIS)) > now:
        day -= timedelta(days=1)
    return datetime.combine(day + timedelta(days=1), time(), PARIS)
