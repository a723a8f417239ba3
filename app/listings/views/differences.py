"""What was written here, and what the source says since: to keep, or to take."""

from dataclasses import dataclass
from datetime import datetime

from flask import redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.core.numbers import LARGEST
from app.core.unit_of_work import again
from app.directory import editing
from app.directory.models import LocalEdit, Service
from app.extensions import db
from app.listings.display.differences import shown
from app.listings.forms.deciding import DifferenceForm
from app.listings.moderation_queries import Waiting
from app.listings.queries import departement_of
from app.listings.services import moderating
from app.listings.views import pages
from app.listings.views.moderation import NEXT, next_after
from app.listings.views.sending import here
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page


@dataclass(frozen=True, slots=True)
class LoadedDifference:
    """A difference as permissions see it."""

    edit: LocalEdit
    departement: str


def load_difference(number: int) -> LoadedDifference:
    """Return a difference, or what is left of it once decided; raise NotThere."""
    edit = db.session.get(LocalEdit, number) if number < LARGEST else None
    if edit is None:
        raise NotThere
    subject = editing.subject_of(db.session(), edit)
    return LoadedDifference(edit, departement_of(subject.structure if isinstance(subject, Service) else subject))


@pages.get("/moderation/differences/<int:number>")
@requires("conflict:decide", load_difference)
def read_difference(loaded: LoadedDifference) -> ResponseReturnValue:
    """Show what is written here beside what the source says."""
    if loaded.edit.proposed_at is None:
        raise NotThere
    return _page(loaded.edit, DifferenceForm(formdata=None))


@pages.post("/moderation/differences/<int:number>")
@requires("conflict:decide", load_difference)
@sent_once
def decide_difference(loaded: LoadedDifference) -> ResponseReturnValue:
    """Keep or take, and go on with what comes next; what changed meanwhile is shown again, not overwritten."""
    form = DifferenceForm()
    if not form.validate():
        return _page(loaded.edit, form, 422)
    number, account, takes = loaded.edit.id, identity().account, form.choice.data == "prendre"
    seen = _instant(form.seen.data or "")

    def work(session: Session) -> None:
        act_once(session, NEXT)
        moderating.settle(session, number, seen, takes_upstream=takes, account=account)

    t = current_translator()
    try:
        again(db.session(), work)
    except moderating.AlreadyDecided:
        db.session.expire_all()
        edit = db.session.get(LocalEdit, number)
        if edit is None:
            say(t.gettext("Quelqu’un a décidé avant vous. Voici la suite."))
            return redirect(here(NEXT), 303)
        return _page(edit, DifferenceForm(formdata=None), 409)
    say(t.gettext("La fiche dit maintenant ce que dit la source.") if takes else t.gettext("Ce qui est écrit ici est gardé."))
    return redirect(here(NEXT), 303)


def _instant(text: str) -> datetime:
    """What the form says that it showed; an instant that never was when it says nothing that can be read."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return datetime.min  # noqa: DTZ901 - compared with instants whose time zone was put aside


def _page(edit: LocalEdit, form: DifferenceForm, status: int = 200) -> ResponseReturnValue:
    return whole_page(
        "listings/moderation/difference.html",
        status,
        difference=shown(db.session(), edit, current_translator()),
        form=form,
        is_late=status == 409,  # noqa: PLR2004 - decided, or said otherwise, meanwhile
        next_path=next_after(Waiting.DIFFERENCE, edit.id),
    )
