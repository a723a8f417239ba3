"""What the organisation does with the answers."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from app.core.unit_of_work import again
from app.extensions import db
from app.participation.building.data_sheet import SheetField, lacking, looks_like_somebody
from app.participation.definition import parse
from app.participation.display.building import data_sheet as display
from app.participation.display.building.naming import head_of
from app.participation.forms.building.data_sheet import SheetForm
from app.participation.models import QuestionnaireDraft
from app.participation.services import releasing
from app.participation.services.releasing import ChangedSince
from app.participation.views import pages
from app.participation.views.building.loading import BASE, draft, place_of
from app.participation.views.loading import context, doer
from app.web.access import requires
from app.web.language import current_translator
from app.web.notices import say
from app.web.pages import whole_page

SEEN = "lu"


@pages.route(f"{BASE}/<int:number>/donnees", methods=["GET", "POST"])
@requires("survey:build", draft)
def fill_data_sheet(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Say what is done with the answers; what is not whole yet may be kept, and is shown again. Once whole, go on to publish."""
    form = SheetForm(found.data_sheet)
    if not form.validate_on_submit():
        return _page(found, form, 422 if form.is_submitted() else 200)
    number, by, sheet, seen, place = found.id, doer(), form.sheet, request.form.get(SEEN, ""), place_of(found)
    try:
        again(db.session(), lambda session: releasing.save_sheet(context(session), number, sheet, by, seen=seen))
    except ChangedSince:
        return _page(draft(number), form, 409)
    say(current_translator().gettext("La fiche est enregistrée."))
    is_whole = not lacking(sheet) and not looks_like_somebody(sheet.get(SheetField.CONTACT, ""))
    return redirect(f"{place}/{'publier' if is_whole else 'donnees'}", 303)


def _page(found: QuestionnaireDraft, form: SheetForm, status: int) -> ResponseReturnValue:
    t = current_translator()
    head = head_of(found, parse(found.body), t)
    page = display.page(head, found.data_sheet, t, is_moved=status == 409)  # noqa: PLR2004 - a conflict
    return whole_page("participation/building/data_sheet.html", status, page=page, form=form)
