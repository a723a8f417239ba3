"""The code that somebody chooses, to be found again among the next wave: turned at once into a mark, and forgotten."""

from app.core.tokens import keyed_digest
from app.participation.models import Campaign
from app.participation.settings import Context
from app.participation.waves import normal, series_of


def mark_of(context: Context, campaign: Campaign, typed: str) -> str:
    """Return what is kept of a code: the same in every wave of the series, another one in any other series."""
    return keyed_digest(context.settings.secret_key, f"survey-follow:{series_of(campaign)}", normal(typed))
