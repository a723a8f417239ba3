"""What the forms that anybody may send have in common: their limits, their language, the link that follows."""

from datetime import timedelta

from app.core.attempts import Limit
from app.listings.queries import Listing
from app.web.addresses import carrying
from app.web.language import selection
from app.web.spending import from_network, spend

FROM_ONE_ADDRESS = 20
"""An hour: a day centre shares one address of the network among many people."""
ABOUT_ONE_LISTING = 30
"""A day."""


def count_sending(about: Listing) -> None:
    """Count one more thing sent about a listing; raise TooManyAttempts. Before anything is written."""
    spend(
        from_network("ticket-from", FROM_ONE_ADDRESS, timedelta(hours=1)),
        Limit("ticket-about", str(about.structure.id), ABOUT_ONE_LISTING, timedelta(days=1)),
    )


def here(path: str) -> str:
    """Return a path with the language of the present request, where its address says it."""
    return carrying(selection().carried if selection().in_address else "", path)
