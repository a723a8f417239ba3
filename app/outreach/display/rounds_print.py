"""The paper that a team takes along: the list of the phone, less what a lost sheet must not say, and room to write by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.clock import PARIS
from app.core.language import Translator, mark
from app.core.written_days import day_text
from app.directory.opening.times import time_text
from app.outreach.display.day import DayList, DayRequest, day_list
from app.outreach.display.round_words import title_of
from app.outreach.display.rounds import BASE
from app.outreach.labels import RESULTS
from app.outreach.models import OutreachRound
from app.outreach.services.rounds import is_open
from app.outreach.settings import Context

NOTHING_TO_PRINT = mark("Cette tournée est annulée ou passée : il n’y a rien à imprimer.")
A4, A5 = "a4", "a5"


@dataclass(frozen=True, slots=True)
class RoundPrint:
    """`outreach/round_print.html`. `requests`: those that the team has, of `day`; `other_href`: the same on the other size of paper."""

    base: str
    title: str
    heading: str
    refusal: str
    day: DayList
    requests: Sequence[DayRequest]
    results: Sequence[str]
    printed: str
    is_a4: bool
    other_href: str
    other_label: str


def round_print(context: Context, found: OutreachRound, t: Translator, *, is_a4: bool) -> RoundPrint:
    """Return the sheet of a round, on A5 or A4."""
    day, base, local = day_list(context, found, t), f"{BASE}/{found.id}", context.now.astimezone(PARIS)
    may_print = is_open(found, context.now)
    return RoundPrint(
        base=base,
        title=title_of(found, t),
        heading=t.gettext("%(first)s, %(next)s", first=day.day_text[:1].upper() + day.day_text[1:], next=day.hours_text),
        refusal="" if may_print else t.gettext(NOTHING_TO_PRINT),
        day=day,
        requests=[one for one in day.requests if one.is_shown] if may_print else (),
        results=[t.gettext(label) for label in RESULTS.values()],
        printed=t.gettext("%(day)s à %(hour)s", day=day_text(local.date(), t), hour=time_text(local.time(), t)),
        is_a4=is_a4,
        other_href=f"{base}/impression?papier={A5 if is_a4 else A4}",
        other_label=t.gettext("Sur une feuille A5") if is_a4 else t.gettext("Sur une feuille A4"),
    )
