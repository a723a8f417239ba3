"""Helping somebody who was met to reach a service: near ones found, a draft prepared, the end once an orientation left."""

from collections.abc import Sequence

from flask import redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import now
from app.core.unit_of_work import again
from app.directory.models import Service
from app.directory.views.making import openings
from app.extensions import db
from app.orientations.display.alternatives import proposals
from app.orientations.views.loading import settings as orientation_settings
from app.outreach import queries
from app.outreach.display.gestures import Gesture, gesture_page, is_offered
from app.outreach.display.orienting import kind_choices
from app.outreach.forms.orienting import WHICH_SERVICE, OrientForm, Press
from app.outreach.near_services import Asked, can_be_oriented_to, kind_for, near
from app.outreach.queries import Case
from app.outreach.rules import Actor, Mover
from app.outreach.services import orienting
from app.outreach.services.moving import check_version
from app.outreach.services.orienting import Chosen, NothingLeft
from app.outreach.settings import Context
from app.outreach.territories import commune_name
from app.outreach.views import pages
from app.outreach.views.changed import changed
from app.outreach.views.going import PATH, TOO_LATE, act
from app.outreach.views.loading import case, context, mover
from app.web.access import requires
from app.web.language import current_translator
from app.web.once import act_once, sent_once
from app.web.pages import whole_page


@pages.route(f"{PATH}/orienter", methods=["GET", "POST"])
@requires("outreach:go", case)
@sent_once
def orient(found: Case) -> ResponseReturnValue:
    """Show services near; prepare a draft towards the one that was chosen, or end the request once one was sent."""
    if not is_offered(context(), found.request, Gesture.ORIENT):
        return changed(found.request.id)
    form = OrientForm(found.request.version, kind_choices(found.request.needs, current_translator()))
    if not form.is_submitted():
        return _page(found, form, 200)
    try:
        if form.press is Press.CONFIRM:
            return act(found.request.id, _confirm, form.seen)
        if not (form.validate() and _is_whole(form)):
            return _page(found, form, 422)
        return _page(found, form, 200) if form.press is Press.SEARCH else _prepare(found, form)
    except (*TOO_LATE, NothingLeft):
        return changed(found.request.id)


def _confirm(acting: Context, read: Case, by: Mover) -> Sequence[str]:
    orienting.confirm(acting, read, by)
    return [current_translator().gettext("C’est noté : la personne est orientée, la demande est terminée.")]


def _is_whole(form: OrientForm) -> bool:
    """Whether the service that was chosen, if one had to be, may be oriented to."""
    if form.press is Press.SEARCH:
        return True
    chosen = db.session().get(Service, form.number or 0)
    if chosen is not None and can_be_oriented_to(chosen):
        return True
    form.service.errors = [WHICH_SERVICE]
    return False


def _prepare(found: Case, form: OrientForm) -> ResponseReturnValue:
    """Write the draft down, and lead to where it is completed with the person."""
    number, asked = found.request.id, _asked(found, form)
    wanted = asked.reading.searched_kinds

    def work(session: Session) -> str:
        read = queries.case(session, number)
        by = mover(Actor.TEAM, read)
        check_version(read.request, form.seen)
        service = session.get_one(Service, form.number or 0)
        chosen = Chosen(service.id, kind_for(service, wanted), is_accompanied=bool(form.accompagnement.data))
        made = orienting.prepare(context(session), orientation_settings(), read, chosen, by)
        path = f"/services/{service.id}/orienter?brouillon={made.id}"
        act_once(session, path)
        return path

    return redirect(again(db.session(), work), 303)


def _asked(found: Case, form: OrientForm) -> Asked:
    return Asked(found.request.commune, form.aide.data or "", form.recherche.data or "")


def _page(found: Case, form: OrientForm, status: int) -> ResponseReturnValue:
    t, session = current_translator(), db.session()
    is_asked = not (form.aide.errors or form.recherche.errors)
    services = near(session, openings(), _asked(found, form), now().replace(second=0, microsecond=0)) if is_asked else []
    shown = gesture_page(context(), found, Gesture.ORIENT, t)
    return whole_page(
        "outreach/orient.html",
        status,
        page=shown,
        form=form,
        proposals=proposals(session, services, t),
        commune=commune_name(found.request.commune),
    )
