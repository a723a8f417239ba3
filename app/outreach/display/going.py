"""What a team reads of a request, and what it may do."""

from dataclasses import dataclass

from app.core.language import Translator
from app.outreach.queries import Case
from app.outreach.settings import Context


@dataclass(frozen=True, slots=True)
class TeamPanel:
    """The team's part of the page of a request."""

    number: int


def panel(_context: Context, case: Case, _t: Translator) -> TeamPanel:
    """Return the team's part of the page of a request."""
    return TeamPanel(case.request.id)
