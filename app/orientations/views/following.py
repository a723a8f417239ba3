"""One orientation, for who sent it and who receives it."""

from collections.abc import Callable
from dataclasses import replace

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.audit import Doer, record
from app.core.numbers import row_number
from app.core.unit_of_work import again
from app.extensions import db
from app.orientations import queries
from app.orientations.display import following as display
from app.orientations.display.deciding import panel
from app.orientations.display.identity import shown_person
from app.orientations.display.thread import thread
from app.orientations.forms.talking import MessageForm, NoteForm
from app.orientations.queries import Case
from app.orientations.rules import Actor, State
from app.orientations.services import creating, talking
from app.orientations.services.moving import ChangedMeanwhile, check_version
from app.orientations.settings import Context
from app.orientations.views import pages
from app.orientations.views.changed import changed
from app.orientations.views.loading import case, context, mover
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page
from app.web.rights import allows


def path_of(number: int) -> str:
    """Return the address of an orientation."""
    return f"/orientations/{number}"


def sides(found: Case) -> list[Actor]:
    """Return as what who asks reads an orientation: as who orients first, where they are both."""
    rights = ((Actor.SENDER, "orientation:send"), (Actor.TARGET, "orientation:answer"))
    return [actor for actor, permission in rights if allows(permission, found)]


@pages.get("/orientations/<int:number>")
@requires("orientation:read", case)
def read_orientation(found: Case) -> ResponseReturnValue:
    """Show an orientation; nothing happens but a line in the journal."""
    return page(found.orientation.id, sides(found))


@pages.post("/orientations/<int:number>/envoyer")
@requires("orientation:send", case)
@sent_once
def send_draft(found: Case) -> ResponseReturnValue:
    """Send a draft; a coordinator does it where nobody verified the organisation yet."""
    t = current_translator()
    by = mover(Actor.SENDER, found)

    def work(going: Context, read: Case) -> None:
        check_version(read.orientation, _version())
        if read.orientation.state == State.DRAFT:
            creating.dispatch(going, read.orientation, by)

    return _done(found, work, t.gettext("C’est envoyé."))


@pages.post("/orientations/<int:number>/rappel")
@requires("orientation:send", case)
@sent_once
def tell_called(found: Case) -> ResponseReturnValue:
    """Say that the person who asked to be called was."""

    def work(_going: Context, read: Case) -> None:
        talking.called(read.orientation)

    return _done(found, work, current_translator().gettext("C’est noté : la personne a été appelée."))


def page(
    number: int, own: list[Actor], status: int = 200, *, message: MessageForm | None = None, note: NoteForm | None = None
) -> ResponseReturnValue:
    """Return the page of an orientation, with what was typed; that the target read it is written in the journal."""
    if own == [Actor.TARGET]:
        who = Doer(Actor.TARGET, identity().account)
        again(db.session(), lambda session: record(session, "orientation:opened", who, ("orientation", number)))
    going, t, path = context(), current_translator(), path_of(number)
    found = queries.case(going.session, number)
    side = own[0]
    return whole_page(
        "orientations/orientation.html",
        status,
        shown=display.followed(going, found, side, t),
        panel=panel(found, side, going, path, t),
        person=replace(shown_person(going.session, found, t, is_sender=side is Actor.SENDER), wants_call=False),
        thread=thread(going.session, found, side, t),
        message_form=message or MessageForm(formdata=None),
        message_action=f"{path}/messages",
        note_form=note or NoteForm(formdata=None),
        note_action=f"{path}/notes",
        form=message or note,
    )


def _done(found: Case, work: Callable[[Context, Case], None], told: str) -> ResponseReturnValue:
    """Do something once, say it, and go back to the orientation."""
    number = found.orientation.id
    path = path_of(number)

    def whole(session: Session) -> None:
        act_once(session, path)
        work(context(session), queries.case(session, number))

    try:
        again(db.session(), whole)
    except ChangedMeanwhile:
        return changed(number, path)
    say(told)
    return redirect(path, 303)


def _version() -> int:
    """The version that was read; none that exists when the form does not say."""
    return row_number(request.form.get("version")) or 0
