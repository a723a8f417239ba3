"""The one clock. Tests travel in time with time-machine; nothing else in the project asks the system for the hour."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def now() -> datetime:
    """Return the present instant in Paris, aware (`zoneinfo`, as opening-hours-py wants it)."""
    return datetime.now(PARIS)


def utc_now() -> datetime:
    """Return the present instant in UTC, aware: what is stored."""
    return datetime.now(UTC)


def today() -> date:
    """Return the civil day in Paris."""
    return now().date()


def epoch_minute() -> int:
    """Return the number of the present minute since 1970: what is shown of opening hours holds that long."""
    return int(utc_now().timestamp()) // 60
