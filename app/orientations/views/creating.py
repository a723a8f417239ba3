"""Orienting a person: four fields, conditions, agreement."""

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from flask import Response, current_app, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.attempts import Limit
from app.core.errors import NotThere
from app.core.language import mark
from app.core.unit_of_work import again
from app.directory import queries as directory
from app.directory.display.making_sheets import service_sheet
from app.directory.models import Service
from app.directory.views.making import maker
from app.extensions import db
from app.orientations.display.creating import conditions, creating_page, needs
from app.orientations.draft_queries import organisations, presentation
from app.orientations.forms.creating import Gesture, Offer, OrientForm, of_draft
from app.orientations.models import Orientation
from app.orientations.queries import Case, case
from app.orientations.recipients import can_receive
from app.orientations.rules import Actor, AgreementWay, Mover, State
from app.orientations.services import creating
from app.orientations.services.creating import NotADraft
from app.orientations.services.moving import ChangedMeanwhile, check_version
from app.orientations.views import pages, sms_code
from app.orientations.views.loading import context
from app.orientations.views.sms_code import Asking
from app.territory.gazetteer import gazetteer
from app.web.access import signed_in
from app.web.errors import error_page
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page
from app.web.rights import allows
from app.web.spending import spend

BY_ONE_ACCOUNT = Limit("orientation", "", 60, timedelta(days=1))
FIGURES = 10
SAID: Mapping[State, str] = {
    State.DRAFT: mark("Le brouillon est gardé 30 jours. Vous pouvez le reprendre et l’envoyer quand vous voulez."),
    State.TO_VERIFY: mark(
        "C’est prêt. Votre organisation n’est pas encore vérifiée : la coordination du département lira votre demande, puis elle partira."
    ),
    State.SENT: mark("C’est envoyé. Vous serez prévenu de la réponse. Donnez à la personne sa fiche et son code, si c’est sans risque."),
}
NOTED = mark("C’est noté. Ce service ne reçoit rien par le site : appelez-le, puis écrivez ici ce qu’il a répondu.")


class Orienting(NamedTuple):
    """A service to orient to, and the draft that is taken up again, if there is one."""

    service: Service
    draft: Case | None = None


def load(number: int) -> Orienting:
    """Return the service of an address, and the draft that it names; raise NotThere for what ended or is not of who asks."""
    service = directory.service(db.session(), number)
    if service.ended_on is not None or service.structure.ended_on is not None:
        raise NotThere
    named = request.values.get("brouillon", "")
    if not named:
        return Orienting(service)
    found = case(db.session(), _number(named))
    towards = {found.orientation.service_id, found.service.merged_into_id if found.service else None}
    if not allows("orientation:send", found) or number not in towards:
        raise NotThere
    return Orienting(service, found)


def _number(text: str) -> int:
    """Return a number that a form or an address brings; 0, which nothing bears, for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= FIGURES else 0


@pages.route("/services/<int:number>/orienter", methods=["GET", "POST"])
@signed_in
@sent_once
def orient(number: int) -> ResponseReturnValue:
    """Orient somebody towards a service; lead to what it turned out to be, and who is of no organisation to making one."""
    asked = load(number)
    if not allows("orientation:create"):
        return whole_page("orientations/no_organisation.html", service=service_sheet(maker(), asked.service, _base_url()), number=number)
    if path := _elsewhere(asked):
        return redirect(path, 303)
    form = _form(asked)
    if not form.is_submitted():
        return _page(asked, form)
    if form.gesture is Gesture.CODE:
        is_sent = _send_code(asked, form)
        return _page(asked, form, 200 if is_sent else 422, is_code_sent=is_sent)
    if not (form.validate() and _is_agreed(asked, form)):
        return _page(asked, form, 422)
    return _keep(asked, form)


def _elsewhere(asked: Orienting) -> str:
    """Return where somebody is led instead: the service that this one turned out to be, a draft that left meanwhile."""
    if asked.service.merged_into_id is not None:
        kept = f"?brouillon={asked.draft.orientation.id}" if asked.draft else ""
        return f"/services/{asked.service.merged_into_id}/orienter{kept}"
    if asked.draft is not None and asked.draft.orientation.state != State.DRAFT:
        return f"/orientations/{asked.draft.orientation.id}"
    return ""


def _form(asked: Orienting) -> OrientForm:
    t, session = current_translator(), db.session()
    own = organisations(session, identity().organisations.keys())
    found = conditions(asked.service, t)
    offer = Offer(
        [(one.id, one.name) for one in own],
        needs(asked.service, t),
        [(one.code, one.words) for one in found],
        frozenset(one.code for one in found if one.is_needed),
        current_app.extensions["reperes"].sends_sms,
    )
    if asked.draft is None:
        return OrientForm(offer, {"commune": _commune()})
    draft = asked.draft.orientation
    by_sms = draft.agreement is not None and draft.agreement.way == AgreementWay.SMS
    proven = (draft.person.phone or "") if by_sms and draft.person else ""
    return OrientForm(offer, of_draft(draft, presentation(session, draft)), proven)


def _commune() -> str:
    given = request.args.get("commune", "")
    return given if gazetteer().commune(given) else ""


def _send_code(asked: Orienting, form: OrientForm) -> bool:
    """Whether a code left for the telephone that was typed."""
    if not form.can_send_code():
        return False
    if why := sms_code.send(_asking(asked, form), form.lu_en.data):
        form.code.errors = [why]
    return not why


def _is_agreed(asked: Orienting, form: OrientForm) -> bool:
    """Whether an agreement by SMS is proven; others are the sender's word."""
    why = sms_code.trouble(_asking(asked, form), form.code.data) if form.needs_code else ""
    if why:
        form.code.errors = [why]
    return not why


def _asking(asked: Orienting, form: OrientForm) -> Asking:
    return Asking(_account(), asked.service.id, form.telephone.data)


def _keep(asked: Orienting, form: OrientForm) -> ResponseReturnValue:
    """Write the orientation down, and send it unless it is to stay a draft; lead to its page."""
    account, number = _account(), asked.service.id
    spend(BY_ONE_ACCOUNT._replace(subject=str(account)))
    by = Mover(Actor.SENDER, account, form.number)
    draft = asked.draft.orientation.id if asked.draft else None

    def work(session: Session) -> tuple[int, State, bool]:
        made = _written(session, form, number, (draft, by))
        if form.gesture is Gesture.SEND:
            creating.dispatch(context(session), made, by)
        act_once(session, f"/orientations/{made.id}")
        return made.id, State(made.state), made.is_direct

    try:
        made, state, is_direct = again(db.session(), work)
    except (ChangedMeanwhile, NotADraft):
        return error_page(409)
    sms_code.forget()
    say(current_translator().gettext(NOTED if is_direct and state is State.SENT else SAID[state]))
    return redirect(f"/orientations/{made}", 303)


def _written(session: Session, form: OrientForm, service: int, kept: tuple[int | None, Mover]) -> Orientation:
    """Return the orientation as it is wished: new, or the draft as it was read."""
    draft, by = kept
    if draft is None:
        return creating.create(context(session), form.wish(service), by)
    found = case(session, draft).orientation
    check_version(found, _number(form.version.data or ""))
    creating.change(context(session), found, form.wish(service), by)
    return found


def _page(asked: Orienting, form: OrientForm, status: int = 200, *, is_code_sent: bool = False) -> Response:
    session, t, service = db.session(), current_translator(), asked.service
    own = organisations(session, identity().organisations.keys())
    unverified = [one.name for one in own if one.verified_at is None]
    sheet = service_sheet(maker(), service, _base_url())
    page = creating_page(service, sheet, t, is_direct=not can_receive(session, service), unverified=unverified)
    asks_code = form.by_sms and (sms_code.is_sent() or bool(form.code.errors))
    sends_sms = current_app.extensions["reperes"].sends_sms
    shown = {"sends_sms": sends_sms, "asks_code": asks_code, "is_code_sent": is_code_sent, "is_draft": asked.draft is not None}
    return whole_page("orientations/create.html", status, form=form, page=page, **shown)


def _account() -> int:
    account = identity().account
    if account is None:
        raise NotThere
    return account


def _base_url() -> str:
    url: str = current_app.extensions["reperes"].base_url
    return url
