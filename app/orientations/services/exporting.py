"""Taking a list away: read within one's own organisations, and written in the journal."""

from collections.abc import Collection, Sequence

from app.core.audit import Doer, record
from app.orientations.list_queries import Row, Wanted, listed, narrowed, person_for
from app.orientations.rules import Actor, Mover
from app.orientations.settings import Context

MOST = 5000
"""Lines of a file."""
WITH_NAMES, WITHOUT_NAMES = "avec-noms", "sans-noms"


def take(context: Context, by: Mover, organisations: Collection[int], wanted: Wanted, *, with_names: bool) -> Sequence[Row]:
    """Return the orientations of a list, the last to have moved first, and say in the journal that they were taken."""
    condition = narrowed(Actor(by.actor), organisations, wanted, context.settings.keyring)
    found = listed(context.session, condition, most=MOST)
    detail = WITH_NAMES if with_names else WITHOUT_NAMES
    record(context.session, "orientation:exported", Doer(by.actor, by.account), ("organisation", by.organisation), detail)
    return [row._replace(person=person_for(row, Actor(by.actor))) for row in found]
