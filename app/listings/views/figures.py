"""What a listing brings to those who keep it, and the counting of it."""

from flask.typing import ResponseReturnValue

from app.core.clock import now
from app.extensions import db
from app.listings import counting
from app.listings.display.figures import figures_page
from app.listings.queries import Listing, listing
from app.listings.services.figures import figures
from app.listings.views import pages
from app.web.access import requires
from app.web.language import current_translator
from app.web.pages import render

pages.record_once(counting.bind)


def _load(number: int) -> Listing:
    return listing(db.session(), number)


@pages.get("/mes-fiches/<int:number>/chiffres")
@requires("listing:figures", _load)
def read_figures(subject: Listing) -> ResponseReturnValue:
    """Show how often the listing is read, what is searched around it, what is to confirm."""
    shown = figures_page(figures(db.session(), subject, now()), current_translator())
    return render("listings/figures.html", listing=subject, figures=shown)
