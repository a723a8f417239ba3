"""How often secrets may be tried: by what they open, and by address of the network."""

from datetime import timedelta
from typing import NamedTuple

from app.core.attempts import Limit
from app.web.spending import from_network, network, spend


class Pace(NamedTuple):
    """At most so many attempts on one thing, and from one address: a whole association may share one."""

    purpose: str
    most: int
    most_from_address: int
    within: timedelta
    most_from_anywhere: int = 0
    """Where somebody may stop somebody else by trying: what one address may spend on one thing is `most`, all together this much."""


SIGN_IN = Pace("sign-in", 6, 60, timedelta(hours=1), most_from_anywhere=24)
CODE = Pace("sign-in-code", 30, 60, timedelta(minutes=15))
LINK = Pace("sign-in-link", 30, 60, timedelta(minutes=15))
SECOND_FACTOR = Pace("second-factor", 8, 60, timedelta(minutes=15))


def count_attempt(pace: Pace, subject: str) -> None:
    """Count an attempt, kept whatever becomes of the request; raise TooManyAttempts. Called before anything is written."""
    address = from_network(f"{pace.purpose}-address", pace.most_from_address, pace.within)
    if not pace.most_from_anywhere:
        spend(Limit(pace.purpose, subject, pace.most, pace.within), address)
        return
    from_there = Limit(f"{pace.purpose}-from", f"{subject}\0{network()}", pace.most, pace.within)
    spend(from_there, Limit(pace.purpose, subject, pace.most_from_anywhere, pace.within), address)
