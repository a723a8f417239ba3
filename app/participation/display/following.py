"""The page that asks for a code: whether one came before, whether one is chosen already, how long it is kept."""

from typing import NamedTuple

from app.participation.carried import Carried
from app.participation.models import Campaign
from app.participation.retention import FOLLOWED_KEPT

YEAR = 365


class CodePage(NamedTuple):
    """`participation/follow_code.html`. `is_again`: an earlier wave asked for it; `has_code`: one is chosen, not shown again."""

    is_again: bool
    has_code: bool
    years: int


def code_page(campaign: Campaign, found: Carried) -> CodePage:
    """Return what the page tells."""
    return CodePage(campaign.wave > 1, bool(found.follow), FOLLOWED_KEPT.days // YEAR)
