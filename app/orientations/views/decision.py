"""One action on a page of its own, the same for who comes by a link and who signed in."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import PARIS
from app.core.errors import NotThere
from app.core.unit_of_work import again
from app.core.workflow.table import NotAllowed
from app.extensions import db
from app.orientations import queries
from app.orientations.display import deciding as display
from app.orientations.forms.deciding import FORMS
from app.orientations.forms.decision import DecisionForm, Terms
from app.orientations.queries import Case
from app.orientations.rules import Action, Mover
from app.orientations.services import deciding
from app.orientations.services.deciding import Decision
from app.orientations.services.moving import ChangedMeanwhile, TooLateToReopen
from app.orientations.services.talking import may_note
from app.orientations.views.changed import changed
from app.orientations.views.loading import context
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once
from app.web.pages import whole_page

TOO_LATE = (ChangedMeanwhile, NotAllowed, TooLateToReopen)


def nobody_minds(_session: Session) -> None:
    """Nothing more to look at before acting."""


@dataclass(frozen=True, slots=True)
class Gesture:
    """What is asked: which action, by whom, from which page; `still_may` raises, in the transaction, for who may not any more."""

    action: Action
    by: Mover
    base: str
    still_may: Callable[[Session], object] = nobody_minds


def action_named(code: str) -> Action:
    """Return an action that has a page; raise NotThere."""
    if code not in FORMS:
        raise NotThere
    return Action(code)


def take(found: Case, gesture: Gesture) -> ResponseReturnValue:
    """Show the form of an action, or do it; tell who came too late where the orientation stands."""
    if not display.is_offered(context(), found.orientation, gesture.action, gesture.by.actor):
        return changed(found.orientation.id, gesture.base)
    form = FORMS[gesture.action](_terms(found, gesture))
    if not form.validate_on_submit():
        page = display.decide_page(found, gesture.action, gesture.by.actor, gesture.base, current_translator())
        return whole_page("orientations/decide.html", 422 if form.is_submitted() else 200, form=form, page=page)
    return _act(found.orientation.id, gesture, form)


def _act(number: int, gesture: Gesture, form: DecisionForm) -> ResponseReturnValue:
    decision = Decision(gesture.action, gesture.by, form.seen, form.detail, form.who, form.told)

    def work(session: Session) -> None:
        gesture.still_may(session)
        deciding.decide(context(session), queries.case(session, number), decision)
        act_once(session, gesture.base)

    try:
        again(db.session(), work)
    except TOO_LATE:
        return changed(number, gesture.base)
    say(current_translator().gettext(display.DONE[gesture.action]))
    return redirect(gesture.base, 303)


def _terms(found: Case, gesture: Gesture) -> Terms:
    orientation = found.orientation
    may_write = may_note(orientation)
    person = orientation.person if may_write else None
    return Terms(
        version=orientation.version,
        may_write=may_write,
        may_call=orientation.may_call and person is not None and bool(person.phone),
        place=display.default_place(found),
        not_before=orientation.recorded_at.astimezone(PARIS).date(),
        expected=orientation.expected_on,
        by_link=gesture.by.link is not None,
        is_reported=display.is_reported(gesture.action, gesture.by.actor),
    )
