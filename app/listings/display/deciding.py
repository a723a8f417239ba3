"""A proposal beside what the listing says, part by part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.language import Translator
from app.listings.display.saying import field_name, said
from app.listings.models import Ticket
from app.listings.queries import Listing
from app.listings.services.proposals import MESSAGE, Part, parts_of, values_of
from app.listings.services.tickets import said_now


@dataclass(frozen=True, slots=True)
class Compared:
    """One part: what it said when the proposal was sent, what it says now where that is otherwise, what is proposed."""

    name: str
    label: str
    before: str
    now: str
    proposed: str


def compared(about: Listing, ticket: Ticket, t: Translator) -> Sequence[Compared]:
    """Return each part of a proposal in words."""
    now = said_now(about, ticket.proposed)
    return [_compared(part, ticket, now, t) for part in parts_of(ticket)]


def _compared(part: Part, ticket: Ticket, now: Mapping[str, Any], t: Translator) -> Compared:
    if part.name == MESSAGE:
        return Compared(MESSAGE, t.gettext("Horaires, avec ses mots"), "", "", ticket.message or "")
    before, proposed = _said(part, ticket.base, t), _said(part, values_of(ticket, now), t)
    at_present = _said(part, now, t)
    return Compared(part.name, field_name(part.name, t), before, at_present if at_present != before else "", proposed)


def _said(part: Part, values: Mapping[str, Any], t: Translator) -> str:
    if part.fields == (part.name,):
        return said(part.name, values.get(part.name), t)
    return said(part.name, {name: values.get(name) for name in part.fields}, t)
