"""The list of rounds: today, those to come, those of the last month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.core.clock import PARIS
from app.core.language import Translator
from app.directory.opening.times import date_text
from app.outreach.display.round_words import hours_text
from app.outreach.models import OutreachRound
from app.outreach.round_hours import Hours

LISTED_DAYS = timedelta(days=30)
"""How long a round that is over is listed."""
BASE = "/aller-vers/tournees"


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round of the list. `team`: empty where one has a single one; `placed`: how many requests are on it."""

    number: int
    href: str
    day: str
    hours: str
    name: str
    team: str
    placed: str
    is_cancelled: bool
    is_example: bool


@dataclass(frozen=True, slots=True)
class RoundList:
    """`outreach/rounds.html`."""

    today: Sequence[RoundLine]
    coming: Sequence[RoundLine]
    past: Sequence[RoundLine]
    """The last one first."""

    @property
    def is_empty(self) -> bool:
        """Whether there is none at all."""
        return not (self.today or self.coming or self.past)


def round_list(rounds: Sequence[OutreachRound], counts: Mapping[int, int], now: datetime, t: Translator, *, teams: int) -> RoundList:
    """Return rounds, in their order, sorted into the three; a night round is of today until it ends."""
    day = now.astimezone(PARIS).date()
    sorted_out: dict[str, list[RoundLine]] = {"today": [], "coming": [], "past": []}
    for one in rounds:
        line = _line(one, counts.get(one.id, 0), day, t, has_teams=teams > 1)
        sorted_out[_when(one, day, now)].append(line)
    return RoundList(sorted_out["today"], sorted_out["coming"], sorted_out["past"][::-1])


def _when(found: OutreachRound, day: date, now: datetime) -> str:
    if Hours.of(found).ends_at <= now:
        return "past"
    return "coming" if found.day > day else "today"


def _line(found: OutreachRound, placed: int, today: date, t: Translator, *, has_teams: bool) -> RoundLine:
    day = date_text(found.day, today, t)
    return RoundLine(
        number=found.id,
        href=f"{BASE}/{found.id}",
        day=day[:1].upper() + day[1:],
        hours=hours_text(Hours.of(found), t),
        name=found.name,
        team=found.team.name if has_teams else "",
        placed=t.ngettext("%(num)s demande", "%(num)s demandes", placed) if placed else t.gettext("aucune demande"),
        is_cancelled=found.cancelled_at is not None,
        is_example=found.is_example,
    )
