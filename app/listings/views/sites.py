"""Several sites at once: choose the change, choose the services, see what it does, confirm."""

from collections.abc import Mapping, Sequence

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.core.unit_of_work import again
from app.directory.history import Author
from app.directory.models import Service
from app.directory.rules import Origin
from app.extensions import db
from app.listings.display.sites import ShownSite, outcome_sentences, shown_sites, site_name
from app.listings.forms.sites import FORMS, NAMES, Change, SitesForm
from app.listings.permissions import WRITERS
from app.listings.services import sites
from app.listings.views import pages
from app.listings.views.templates import seen_marks
from app.web.access import signed_in
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import render, whole_page

PATH = "/mes-fiches/plusieurs"
CHOOSE, PREVIEW, CONFIRM = "choisir", "voir", "confirmer"
"""What the button of a form asks for (`etape`)."""


@pages.get(PATH)
@signed_in
def choose_change() -> ResponseReturnValue:
    """Ask what is to change."""
    return render("listings/sites.html", names=NAMES, services=_mine(db.session()))


@pages.route(f"{PATH}/<string:change>", methods=["GET", "POST"])
@signed_in
@sent_once
def change_sites(change: str) -> ResponseReturnValue:
    """Ask for which services, show what would change, then change it."""
    services = _mine(db.session())
    form = _form(change, services)
    step = request.form.get("etape", PREVIEW)
    if request.method == "GET" or step == CHOOSE:
        return _page(change, form)
    if not form.validate():
        return _page(change, form, 422)
    if step == CONFIRM:
        for sentence in again(db.session(), lambda session: _apply(session, form)):
            say(sentence)
        return redirect(PATH, 303)
    preview = [sites.site(service, form.proposal(services)) for service in services.values() if service.id in form.services.data]
    return _page(change, form, preview=shown_sites(preview, current_translator()))


def _mine(session: Session) -> dict[int, Service]:
    """The services of the listings that one may change as a member of who keeps them, by their numbers."""
    organisations = [number for number, role in identity().organisations.items() if role in WRITERS]
    return {service.id: service for service in sites.kept_services(session, organisations)}


def _form(change: str, services: Mapping[int, Service]) -> SitesForm:
    if change not in set(Change):
        raise NotThere
    form = FORMS[Change(change)]()
    form.offer([(service, site_name(service)) for service in services.values()])
    return form


def _apply(session: Session, form: SitesForm) -> list[str]:
    services = _mine(session)
    author = Author(Origin.ASSOCIATION, "association", identity().account)
    chosen = services.keys() & set(form.services.data)
    outcome = sites.apply(session, chosen, form.proposal(services), sites.Picked(seen_marks()), author)
    act_once(session, PATH)
    return outcome_sentences(outcome, current_translator())


def _page(change: str, form: SitesForm, status: int = 200, preview: Sequence[ShownSite] | None = None) -> Response:
    """The form or, once there is something to show, what would change; what was chosen goes along, hidden."""
    kept = [(field.name, value) for field in form for value in request.form.getlist(field.name)]
    return whole_page(
        "listings/sites_change.html", status, change=change, name=NAMES[Change(change)], form=form, preview=preview, kept=kept
    )
