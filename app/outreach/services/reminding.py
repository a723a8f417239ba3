"""Doing what is due for one request: who waits is written to, the next team is asked, each once."""

from app.outreach.services.moving import TIMED
from app.outreach.settings import Context


def remind(context: Context, number: int) -> int:
    """Do all that is due for a request; return how many deadlines were. Raise StaleDataError when somebody moved it meanwhile."""
    taken = TIMED.take(context.session, context.settings.calendar, context.now, number)
    return 0 if taken is None else len(taken[1])
