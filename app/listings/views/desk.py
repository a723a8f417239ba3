"""The listings that one keeps, and one of them."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from app.core.errors import NotThere
from app.core.unit_of_work import again
from app.directory.rules import PlacesLeft
from app.extensions import db
from app.listings import queries
from app.listings.display.desk import asked, kept, listing_page, listing_path
from app.listings.labels import PLACES
from app.listings.queries import Listing
from app.listings.services.temporary import say_places_left
from app.listings.views import pages
from app.listings.views.loading import of_service, of_structure
from app.web.access import requires, signed_in
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.pages import render


@pages.get("/mes-fiches")
@signed_in
def read_my_listings() -> ResponseReturnValue:
    """Show the listings of one's organisations, with what to do first, and those that one asked for."""
    session, t, who = db.session(), current_translator(), identity()
    if who.account is None:
        raise NotThere
    structures = queries.kept_structures(session, list(who.organisations))
    return render("listings/desk.html", kept=kept(session, structures, t), asked=asked(session, who.account, who.organisations, t))


@pages.get("/mes-fiches/<int:number>")
@requires("listing:edit", of_structure)
def read_my_listing(listing: Listing) -> ResponseReturnValue:
    """Show what a listing says, section by section, and where each is changed."""
    page = listing_page(db.session(), listing.structure, current_translator())
    return render("listings/listing.html", page=page, places=PLACES, listing=listing)


@pages.post("/mes-fiches/services/<int:number>/places")
@requires("listing:edit", of_service)
def change_places_left(listing: Listing) -> ResponseReturnValue:
    """Say what places are left, in one tap; a code that is none changes nothing."""
    number, code = listing.subject.id, request.form.get("places", "")
    path = listing_path(listing.subject)
    if code in set(PlacesLeft):
        again(db.session(), lambda session: say_places_left(session, number, PlacesLeft(code)))
        say(current_translator().gettext("C’est enregistré. Cela s’efface de soi-même après 48 heures."))
    return redirect(path, 303)
