"""What pages that ask for a team say around the form: who reads, when, what is kept for how long, whom to call instead."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.language import Translator
from app.core.written_days import day_of
from app.directory.display.urgent import UrgentNumber, urgent_numbers
from app.outreach.awaiting import by_when
from app.outreach.settings import Context

IN_DANGER = ("112", "15", "17", "18", "114", "115", "119")
"""Whom to call when somebody is in danger in the street, in the order of the page."""


@dataclass(frozen=True, slots=True)
class AskingPage:
    """`outreach/start.html` and `outreach/ask.html`. Numbers are days."""

    read_by: str
    """The working day by which somebody reads what is sent now."""
    soon: int
    normal: int
    position_kept: int
    texts_kept: int
    safety_kept: int
    organisation: str = ""
    """In whose name it is asked, where there is no choice."""


def asking_page(context: Context, t: Translator, organisations: Sequence[tuple[int, str]] = ()) -> AskingPage:
    """Return what the pages say; `organisations`: those in whose name somebody may ask."""
    delays = context.settings.delays
    return AskingPage(
        read_by(context, t), delays.soon, delays.normal, delays.position_kept, delays.texts_kept, delays.safety_kept,
        organisations[0][1] if len(organisations) == 1 else "",
    )  # fmt: skip


def read_by(context: Context, t: Translator) -> str:
    """Return the working day by which somebody reads what is sent now, in words."""
    return day_of(by_when(context.settings, "sorting", context.now), t)


def danger_numbers(t: Translator) -> Sequence[UrgentNumber]:
    """Return the numbers to call when somebody is in danger."""
    known = {one.number: one for one in urgent_numbers(t)}
    return [known[number] for number in IN_DANGER]
