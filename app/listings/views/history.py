"""What a listing said before, and how to say it again."""

from flask import redirect
from flask.typing import ResponseReturnValue

from app.core.language import Translator
from app.core.unit_of_work import again
from app.directory.history import revisions
from app.directory.models import Service, Structure
from app.extensions import db
from app.listings.display.desk import path_of
from app.listings.display.history import history_page, version_page, when_said
from app.listings.queries import Listing
from app.listings.services.editing import author_of
from app.listings.services.restoring import restore
from app.listings.views import pages
from app.listings.views.loading import OpenedVersion, of_service, of_structure, version_of_service, version_of_structure
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.pages import render


@pages.get("/mes-fiches/<int:number>/historique")
@requires("listing:restore", of_structure)
def read_history_of_structure(listing: Listing) -> ResponseReturnValue:
    """Show the versions of a structure."""
    return _history(listing)


@pages.get("/mes-fiches/services/<int:number>/historique")
@requires("listing:restore", of_service)
def read_history_of_service(listing: Listing) -> ResponseReturnValue:
    """Show the versions of a service."""
    return _history(listing)


@pages.get("/mes-fiches/<int:number>/historique/<int:version>")
@requires("listing:restore", version_of_structure)
def read_version_of_structure(opened: OpenedVersion) -> ResponseReturnValue:
    """Show a version of a structure beside what it says now."""
    return _version(opened)


@pages.get("/mes-fiches/services/<int:number>/historique/<int:version>")
@requires("listing:restore", version_of_service)
def read_version_of_service(opened: OpenedVersion) -> ResponseReturnValue:
    """Show a version of a service beside what it says now."""
    return _version(opened)


@pages.post("/mes-fiches/<int:number>/historique/<int:version>/restaurer")
@requires("listing:restore", version_of_structure)
def restore_structure(opened: OpenedVersion) -> ResponseReturnValue:
    """Bring a version of a structure back."""
    return _restore(opened, Structure)


@pages.post("/mes-fiches/services/<int:number>/historique/<int:version>/restaurer")
@requires("listing:restore", version_of_service)
def restore_service(opened: OpenedVersion) -> ResponseReturnValue:
    """Bring a version of a service back."""
    return _restore(opened, Service)


def _history(listing: Listing) -> ResponseReturnValue:
    t = current_translator()
    page = history_page(db.session(), listing, identity(), t)
    return render("listings/history.html", page=page, returns=_returns(listing, t))


def _returns(listing: Listing, t: Translator) -> dict[str, str]:
    """When was said before what a version says again, by the path of the version."""
    found = revisions(db.session(), listing.subject)
    pairs = [(row, next((one for one in found[place + 1 :] if one.values == row.values), None)) for place, row in enumerate(found)]
    return {f"{path_of(listing.subject)}/historique/{row.id}": when_said(before, t) for row, before in pairs if before is not None}


def _version(opened: OpenedVersion) -> ResponseReturnValue:
    return render("listings/version.html", page=version_page(opened.listing, opened.version, current_translator()))


def _restore(opened: OpenedVersion, model: type[Structure] | type[Service]) -> ResponseReturnValue:
    subject, version, author = opened.listing.subject.id, opened.version.id, author_of(identity(), opened.listing)
    path = f"{path_of(opened.listing.subject)}/historique"
    again(db.session(), lambda session: restore(session, model, subject, version, author))
    say(current_translator().gettext("C’est fait. La fiche dit de nouveau ce qu’elle disait alors."))
    return redirect(path, 303)
