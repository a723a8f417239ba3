"""Who passes near a place, as a page shows it."""

from dataclasses import dataclass

from app.directory.display.cards import Card, Phone
from app.directory.display.results import Choice, FieldError


@dataclass(frozen=True, slots=True)
class PassingLine:
    """One passage: when, where, who, for whom."""

    hours: str
    where: str
    name: str
    href: str
    kind: str
    audience: str
    distance: str
    phone: Phone | None
    map_href: str
    is_example: bool
    language: str
    """BCP 47 code of the name, when it is not the page's."""
    cancelled: str = ""
    """That it does not take place, or where it does instead; empty when it does."""
    message: str = ""
    """What people wrote of it."""


@dataclass(frozen=True, slots=True)
class PassingPage:
    """`directory/passing.html`."""

    title: str
    lieu: str
    """What stands in the box of places."""
    hidden: tuple[tuple[str, str], ...]
    """A position, which no text says."""
    days: tuple[tuple[str, str, bool], ...]
    """(value, label, whether it is chosen)."""
    errors: tuple[FieldError, ...] = ()
    choices_question: str = ""
    choices: tuple[Choice, ...] = ()
    scope: str = ""
    """Where was looked; empty while no place is known."""
    lines: tuple[PassingLine, ...] = ()
    teams: tuple[Card, ...] = ()
    search_href: str = ""
