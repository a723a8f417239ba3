"""Hours as the public will read them, while they are written."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.clock import now
from app.core.language import Translator
from app.directory.opening.labels import status_text, week_lines
from app.directory.opening.rules import Schedule
from app.directory.opening.status import status
from app.directory.opening.week import WeekLine
from app.web.forms import FieldError


@dataclass(frozen=True, slots=True)
class Preview:
    """`listings/_hours_preview.html`: what the public will read, or what is to mend first."""

    status: str = ""
    lines: Sequence[WeekLine] = ()
    away: Sequence[WeekLine] = ()
    """During school holidays, where the hours differ then."""
    errors: Sequence[FieldError] = ()


def preview(hours: Sequence[str], errors: Sequence[FieldError], t: Translator) -> Preview:
    """Return how hours of four items, as the field `hours` keeps them, will be read."""
    if errors:
        return Preview(errors=errors)
    expression, _raw, away, zone = hours
    moment = now()
    badge = status_text(status(Schedule(expression, away or None, zone), moment), moment, t)
    return Preview(
        badge, week_lines(Schedule(expression), moment, t), week_lines(Schedule(away), moment, t) if away else ()
    )  # fmt: skip
