"""Messages between who orients and who receives, and notes kept by one side."""

from collections.abc import Callable

from flask import redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.unit_of_work import again
from app.extensions import db
from app.orientations import queries
from app.orientations.forms.talking import MessageForm, NoteForm
from app.orientations.models import Orientation, OrientationNote
from app.orientations.queries import Case
from app.orientations.rules import Mover
from app.orientations.services import talking
from app.orientations.services.talking import NoAgreement, NotSentYet
from app.orientations.settings import Context
from app.orientations.views import pages
from app.orientations.views.following import page, path_of, sides
from app.orientations.views.loading import case, context, mover
from app.web.access import requires
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once


@pages.post("/orientations/<int:number>/messages")
@requires("orientation:read", case)
@sent_once
def send_message(found: Case) -> ResponseReturnValue:
    """Write to the other side."""
    form, own = MessageForm(), sides(found)
    if not form.validate():
        return page(found.orientation.id, own, 422, message=form)
    return _keep(found, talking.say, form.message.data, "messages")


@pages.post("/orientations/<int:number>/notes")
@requires("orientation:read", case)
@sent_once
def keep_note(found: Case) -> ResponseReturnValue:
    """Keep a note for one's own side."""
    form, own = NoteForm(), sides(found)
    if not form.validate():
        return page(found.orientation.id, own, 422, note=form)
    return _keep(found, talking.note, form.note.data, "notes")


def _keep(found: Case, write: Callable[[Context, Orientation, Mover, str], OrientationNote], text: str, anchor: str) -> ResponseReturnValue:
    number, by, t = found.orientation.id, mover(sides(found)[0], found), current_translator()
    path = f"{path_of(number)}#{anchor}"

    def work(session: Session) -> None:
        act_once(session, path)
        write(context(session), queries.case(session, number).orientation, by, text)

    try:
        again(db.session(), work)
    except (NoAgreement, NotSentYet):
        say(t.gettext("Rien n’a été gardé : la personne a retiré son accord, ou la demande n’est pas chez le service."))
        return redirect(path_of(number), 303)
    say(t.gettext("Votre message est envoyé.") if write is talking.say else t.gettext("Votre note est gardée."))
    return redirect(path, 303)
