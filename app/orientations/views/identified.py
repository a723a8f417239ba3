"""The door of a link: what was opened in this browser, and how often somebody knocked. The secret of a link is never kept."""

from contextlib import suppress
from datetime import timedelta

from flask import session
from sqlalchemy.orm import Session

from app.core.attempts import Limit, TooManyAttempts
from app.core.unit_of_work import again
from app.extensions import db
from app.orientations import recipients
from app.orientations.models import OrientationLink
from app.orientations.queries import Case
from app.orientations.services import identifying
from app.orientations.services.identifying import Refused
from app.orientations.views.loading import context
from app.web.spending import from_network, network, spend

OPEN_FOR = timedelta(hours=12)
"""After a code was given, in one browser."""
MOST_OPEN = 20
_KEY = "orientation-links"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CODES_OF_LINK, CODES_TO_ADDRESS, CODES_FROM_NETWORK = 5, 40, 60
"""An hour, a day, an hour: a structure that receives many shares one mailbox and one address of the network."""
TRIES_OF_LINK, TRIES_FROM_NETWORK = 20, 60
"""A day, an hour."""
UNKNOWN_FROM_NETWORK = 60
"""An hour."""


def remember(link: OrientationLink) -> None:
    """Let this browser read what a link opens, for a while."""
    now = int(context().now.timestamp())
    kept = {number: until for number, until in _kept().items() if until > now}
    session[_KEY] = {**dict(list(kept.items())[-MOST_OPEN:]), str(link.id): now + int(OPEN_FOR.total_seconds())}


def forget(link: OrientationLink) -> None:
    """Have this browser forget it."""
    session[_KEY] = {number: until for number, until in _kept().items() if number != str(link.id)}


def is_identified(link: OrientationLink) -> bool:
    """Whether the code of this very link was given in this browser, not long ago."""
    until = _kept().get(str(link.id), 0)
    return link.identified_at is not None and until > context().now.timestamp()


def count_code(link: OrientationLink, found: Case) -> None:
    """Count one more code, or link, asked for; raise TooManyAttempts, journalled."""
    to = [one.email for one in recipients.of_target(db.session(), found)]
    knock(
        [
            Limit("orientation-code", str(link.id), CODES_OF_LINK, HOUR),
            from_network("orientation-code-from", CODES_FROM_NETWORK, HOUR),
            *(Limit("orientation-code-to", email.lower(), CODES_TO_ADDRESS, DAY) for email in to),
        ],
        link.id,
    )


def count_try(link: OrientationLink) -> None:
    """Count one more code tried; raise TooManyAttempts, journalled."""
    limits = Limit("orientation-try", str(link.id), TRIES_OF_LINK, DAY), from_network("orientation-try-from", TRIES_FROM_NETWORK, HOUR)
    knock(list(limits), link.id)


def count_unknown() -> None:
    """Count one more link that nobody made, or that was revoked, and journal it; raise TooManyAttempts."""
    knock([from_network("orientation-unknown", UNKNOWN_FROM_NETWORK, HOUR)], None)
    _journal(Refused.UNKNOWN, None)


def knock(limits: list[Limit], link: int | None) -> None:
    """Count an attempt; raise TooManyAttempts, which the journal tells once an hour for each door."""
    try:
        spend(*limits)
    except TooManyAttempts:
        with suppress(TooManyAttempts):
            spend(Limit("orientation-knock", str(link or network()), 1, HOUR))
            _journal(Refused.TOO_MANY, link)
        raise


def _journal(reason: Refused, link: int | None) -> None:
    def write(transaction: Session) -> None:
        identifying.refused(context(transaction), reason, link)

    again(db.session(), write)


def _kept() -> dict[str, int]:
    found: dict[str, int] = session.get(_KEY) or {}
    return found
