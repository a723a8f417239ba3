"""Saying what holds for a time, and ending it."""

from datetime import date

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import today
from app.core.language import Translator, mark
from app.core.unit_of_work import again
from app.core.written_days import day_text
from app.directory.opening.rules import ChangeKind
from app.extensions import db
from app.listings.display.desk import path_of
from app.listings.forms.temporary import TemporaryForm
from app.listings.queries import Listing
from app.listings.services.editing import author_of
from app.listings.services.temporary import announce, end, read_from
from app.listings.views import pages
from app.listings.views.loading import AnnouncedOf, announced_of, of_structure
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import render, whole_page

TITLES = {
    ChangeKind.CLOSURE: mark("Fermer temporairement"),
    ChangeKind.HOURS: mark("D’autres horaires pour un temps"),
    ChangeKind.MESSAGE: mark("Un message pour un temps"),
}
BUTTONS = {
    ChangeKind.CLOSURE: mark("Annoncer la fermeture"),
    ChangeKind.HOURS: mark("Annoncer ces horaires"),
    ChangeKind.MESSAGE: mark("Publier le message"),
}


@pages.route("/mes-fiches/<int:number>/fermer-temporairement", methods=["GET", "POST"])
@requires("listing:edit", of_structure)
@sent_once
def close_for_a_time(listing: Listing) -> ResponseReturnValue:
    """Announce a closure: two taps for the coming week."""
    return _announce(listing, ChangeKind.CLOSURE)


@pages.route("/mes-fiches/<int:number>/autres-horaires", methods=["GET", "POST"])
@requires("listing:edit", of_structure)
@sent_once
def give_other_hours(listing: Listing) -> ResponseReturnValue:
    """Announce other hours."""
    return _announce(listing, ChangeKind.HOURS)


@pages.route("/mes-fiches/<int:number>/message", methods=["GET", "POST"])
@requires("listing:edit", of_structure)
@sent_once
def give_message(listing: Listing) -> ResponseReturnValue:
    """Publish a message."""
    return _announce(listing, ChangeKind.MESSAGE)


@pages.post("/mes-fiches/<int:number>/annonces/<int:info>/terminer")
@requires("listing:edit", announced_of)
def end_announcement(announced: AnnouncedOf) -> ResponseReturnValue:
    """End what was announced."""
    structure, info, author = announced.listing.structure.id, announced.info, author_of(identity(), announced.listing)
    path = path_of(announced.listing.structure)
    again(db.session(), lambda session: end(session, structure, info, author))
    say(current_translator().gettext("C’est terminé. Le public lit de nouveau les horaires habituels."))
    return redirect(path, 303)


def _announce(listing: Listing, kind: ChangeKind) -> ResponseReturnValue:
    t, structure = current_translator(), listing.structure
    services = [service for service in structure.services if service.merged_into_id is None]
    form = TemporaryForm(kind, services, dict(request.form.lists()), t)
    shown = {"form": form, "name": structure.nom, "path": path_of(structure), "title": TITLES[kind], "button": BUTTONS[kind]}
    if request.method == "GET":
        return render("listings/temporary.html", **shown)
    if not form.is_whole(t):
        return whole_page("listings/temporary.html", 422, **shown)
    return _announced(listing, form)


def _announced(listing: Listing, form: TemporaryForm) -> ResponseReturnValue:
    """Write it, once for a form sent twice."""
    number, path, author = listing.structure.id, f"{path_of(listing.structure)}#annonces", author_of(identity(), listing)

    def work(session: Session) -> None:
        announce(session, number, form.chosen, form.info, author)
        act_once(session, path)

    again(db.session(), work)
    say(_announced_text(form.info["starts"], current_translator()))
    return redirect(path, 303)


def _announced_text(starts: date, t: Translator) -> str:
    """Since when the public reads it: what is far ahead waits."""
    if read_from(starts) <= today():
        return t.gettext("C’est annoncé. Le public le lit dès maintenant.")
    return t.gettext("C’est noté. Le public le lira à partir du %(day)s.", day=day_text(read_from(starts), t))
