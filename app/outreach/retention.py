"""How long what tells where somebody is, and who, is kept; steps, dates and codes stay, and say nobody."""

from collections.abc import Sequence

from app.core.retention import Rule
from app.outreach.settings import Settings


def rules(_settings: Settings) -> Sequence[Rule]:
    """Return the rules of outreach, with the delays of this installation."""
    return ()
