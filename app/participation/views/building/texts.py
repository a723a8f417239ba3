"""What a questionnaire says of itself: title, presentation, thanks, languages."""

from collections.abc import Sequence

from flask import redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.unit_of_work import again
from app.extensions import db
from app.participation.building.presenting import Presented, present
from app.participation.definition import Definition, parse
from app.participation.display.building.texts import presentation_page
from app.participation.forms.building.texts import PresentationForm
from app.participation.models import QuestionnaireDraft
from app.participation.services import building
from app.participation.views import pages
from app.participation.views.building.loading import BASE, draft, place_of
from app.participation.views.loading import context
from app.web.access import requires
from app.web.language import current_translator
from app.web.notices import say
from app.web.pages import whole_page


@pages.route(f"{BASE}/<int:number>/presentation", methods=["GET", "POST"])
@requires("survey:build", draft)
def present_questionnaire(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Show and change what a questionnaire says of itself; what somebody else changed meanwhile is shown both ways."""
    number, form = found.id, PresentationForm(parse(found.body))
    if not form.validate_on_submit():
        return _page(number, form, 422 if form.is_submitted() else 200)
    asked = form.asked
    done: list[Presented] = []

    def change(before: Definition) -> Definition:
        done.append(present(before, asked))
        return done[-1].definition

    def work(session: Session) -> None:
        building.change(context(session), number, change)

    again(db.session(), work)
    if done[-1].clashes:
        form.over(done[-1].definition)
        return _page(number, form, 409, done[-1].clashes)
    say(current_translator().gettext("La présentation est enregistrée."))
    return redirect(place_of(draft(number)), 303)


def _page(number: int, form: PresentationForm, status: int, clashes: Sequence[str] = ()) -> ResponseReturnValue:
    here = draft(number)
    page = presentation_page(parse(here.body), here.stamps, place_of(here), current_translator(), clashes)
    return whole_page("participation/building/presentation.html", status, form=form, page=page)
