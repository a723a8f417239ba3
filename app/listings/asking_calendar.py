"""When a listing is asked about, and what: dates and digests in, days and parts out. The standard library only.

Twice a year, before the closures of August and of Christmas, each on a working day drawn for the recipient within a window; and when
a part has grown old. All days are civil days in Paris.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from app.core.working_days import IsHoliday, is_working_day
from app.listings.rules import PART_PERIOD_DAYS, QUESTION_SPACING, SILENT_AFTER, Occasion, Part

GRACE_DAYS = 7
"""Who has just agreed writes the listing first."""
SPREAD_DAYS = 21
"""Parts that grow old on one day are asked over so many."""
ASKED_ALONG_DAYS = 60
"""A part that grows old within this time is asked along with another one, rather than in a mail of its own."""
SILENCE = timedelta(days=365)
"""Who never answers is asked again after it."""


class Season(NamedTuple):
    """A time of the year before which everybody is asked: months and days."""

    occasion: Occasion
    first: tuple[int, int]
    last: tuple[int, int]
    """Of the days that are drawn."""
    until: tuple[int, int]
    """Who could not be written to on their day is, until this one."""


SEASONS = (
    Season(Occasion.SUMMER, (6, 15), (7, 5), (7, 31)),
    Season(Occasion.CHRISTMAS, (11, 15), (12, 5), (12, 20)),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one correspondent and one listing, as days. `recipient` is a digest that does not change."""

    recipient: str
    agreed: date
    unanswered: int
    confirmed: Mapping[Part, date | None]
    """Of each part, the oldest confirmation over the services; None when one has none."""
    asked: date | None
    """When this correspondent was last asked,"""
    answered: date | None
    """and when somebody last answered a whole question about the listing."""


class Due(NamedTuple):
    """What is to be asked today."""

    occasion: Occasion
    parts: tuple[Part, ...]


def due(standing: Standing, today: date, is_holiday: IsHoliday) -> Due | None:
    """Return what a correspondent is to be asked today, whatever was sent to them about other listings; None for nothing."""
    if standing.unanswered >= SILENT_AFTER and standing.asked is not None and today - standing.asked < SILENCE:
        return None
    if today < standing.agreed + timedelta(days=GRACE_DAYS):
        return None
    for season in SEASONS:
        if _was_told_since(standing, date(today.year, *season.first)):
            continue
        drawn = drawn_day(standing.recipient, season, today.year, is_holiday)
        if drawn <= today <= date(today.year, *season.until):
            return Due(season.occasion, _along(standing, today, {Part.HOURS}))
        if today < drawn <= today + QUESTION_SPACING:
            return None
    ripe = {part for part in Part if _ripe_on(standing, part) <= today}
    return Due(Occasion.AGE, _along(standing, today, ripe)) if ripe else None


def worth_asking(standing: Standing, today: date) -> tuple[Part, ...]:
    """Return the parts that somebody who is answering already would rather answer now too; none of what they answered lately."""
    running = [season for season in SEASONS if date(today.year, *season.first) <= today <= date(today.year, *season.until)]
    is_before_closures = any(not _was_told_since(standing, date(today.year, *season.first)) for season in running)
    return _along(standing, today, {Part.HOURS} if is_before_closures else set())


def oldest(standing: Standing) -> tuple[date, date]:
    """Return what orders the listings of one recipient: who was asked least recently, then whose information is oldest."""
    return standing.asked or date.min, min(day or date.min for day in standing.confirmed.values())


@lru_cache(maxsize=8192)
def drawn_day(recipient: str, season: Season, year: int, is_holiday: IsHoliday) -> date:
    """Return the working day on which a recipient is asked before a season: the same however often it is drawn."""
    first, last = date(year, *season.first), date(year, *season.last)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    working = [day for day in days if is_working_day(day, is_holiday)]
    return working[_drawn(f"{season.occasion}{year}{recipient}", len(working))]


def _was_told_since(standing: Standing, first: date) -> bool:
    """Whether the season had its question, or its hours were confirmed meanwhile."""
    confirmed = standing.confirmed[Part.HOURS]
    return any(day is not None and day >= first for day in (standing.asked, standing.answered, confirmed))


def _ripe_on(standing: Standing, part: Part) -> date:
    """The day from which a part is asked because of its age; nobody is asked again what they answered less than a period ago."""
    known = [day for day in (standing.confirmed[part], standing.answered) if day is not None]
    wait = PART_PERIOD_DAYS if known else GRACE_DAYS
    return max(known, default=standing.agreed) + timedelta(days=wait + _drawn(f"{part}{standing.recipient}", SPREAD_DAYS))


def _along(standing: Standing, today: date, parts: set[Part]) -> tuple[Part, ...]:
    soon = today + timedelta(days=ASKED_ALONG_DAYS)
    return tuple(part for part in Part if part in parts or _ripe_on(standing, part) <= soon)


def _drawn(mark: str, among: int) -> int:
    return int.from_bytes(sha256(mark.encode()).digest()[:8], "big") % among
