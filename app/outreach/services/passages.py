"""Taking a request off the rounds that it was placed on: what is over stays as it was."""

from collections.abc import Sequence

from app.outreach import rounds_queries
from app.outreach.models import OutreachPassage, OutreachRequest
from app.outreach.settings import Context


def take_off(context: Context, request: OutreachRequest, *, but: int | None = None) -> Sequence[OutreachPassage]:
    """Take a request off every round to come, `but` the one of this number; return the passages that were."""
    to_come = rounds_queries.to_come_of(context.session, [request.id], context.now)
    taken = [passage for passage, round_ in to_come if round_.id != but]
    for passage in taken:
        passage.removed_at = context.now
    return taken
