"""The two clocks of a need: recorded → oriented, oriented → first contact; told before they fail."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.core.clock import PARIS
from app.core.language import Translator
from app.core.written_days import day_of
from app.orientations.deadlines import Clock
from app.orientations.models import Orientation
from app.orientations.rules import CLOSED


@dataclass(frozen=True, slots=True)
class Hand:
    """One clock: what it measures, in words where it stands, and whether it is late."""

    name: str
    text: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """What the clocks of a need read: of the whole chain, whatever the attempt."""

    recorded_at: datetime
    oriented_at: datetime | None
    contact_at: datetime | None
    is_over: bool
    """Whether nothing is expected any more."""


def need_of(orientation: Orientation, contact_at: datetime | None = None) -> Need:
    """Return the need of an orientation. `contact_at`: the first contact of the chain, where it is of another attempt."""
    known = min(filter(None, (orientation.contact_at, contact_at)), default=None)
    return Need(orientation.recorded_at, orientation.first_sent_at, known, orientation.state in CLOSED)


def hands(need: Need, clock: Clock, now: datetime, t: Translator) -> tuple[Hand, Hand]:
    """Return both clocks."""
    return _oriented(need, clock, now, t), _met(need, clock, now, t)


def expected(need: Need, clock: Clock, now: datetime, t: Translator) -> Hand | None:
    """Return the clock that runs; None when nothing is expected any more."""
    if need.is_over or need.contact_at is not None:
        return None
    return hands(need, clock, now, t)[0 if need.oriented_at is None else 1]


def days_between(start: datetime, end: datetime) -> int:
    """Return the civil days of Paris between two instants."""
    return max((end.astimezone(PARIS).date() - start.astimezone(PARIS).date()).days, 0)


def _oriented(need: Need, clock: Clock, now: datetime, t: Translator) -> Hand:
    name = t.gettext("Du besoin noté à l’orientation")
    if need.oriented_at is not None:
        return Hand(name, _took(need.recorded_at, need.oriented_at, clock.to_orient, t))
    if need.is_over:
        return Hand(name, t.gettext("Jamais envoyée."))
    limit = need.recorded_at + timedelta(days=clock.to_orient)
    if limit < now:
        return Hand(name, t.gettext("En retard : envoi attendu avant le %(day)s.", day=day_of(limit, t)), is_late=True)
    return Hand(name, t.gettext("Envoi attendu avant le %(day)s.", day=day_of(limit, t)))


def _met(need: Need, clock: Clock, now: datetime, t: Translator) -> Hand:
    name = t.gettext("De l’orientation au premier contact")
    if need.oriented_at is None:
        return Hand(name, t.gettext("Commence à l’envoi."))
    if need.contact_at is not None:
        return Hand(name, _took(need.oriented_at, need.contact_at, clock.to_contact, t))
    if need.is_over:
        return Hand(name, t.gettext("Pas de premier contact."))
    limit = need.oriented_at + timedelta(days=clock.to_contact)
    if limit < now:
        return Hand(name, t.gettext("En retard : premier contact attendu avant le %(day)s.", day=day_of(limit, t)), is_late=True)
    return Hand(name, t.gettext("Premier contact attendu avant le %(day)s.", day=day_of(limit, t)))


def _took(start: datetime, end: datetime, aimed: int, t: Translator) -> str:
    days = days_between(start, end)
    told = t.ngettext("%(num)s jour", "%(num)s jours", days) if days else t.gettext("Le jour même")
    return t.gettext("%(took)s (le but : %(aimed)s jours).", took=told, aimed=aimed)
