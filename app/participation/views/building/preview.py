"""Looking at a questionnaire being built as those who answer will: on a telephone, in each language, on paper. Nothing is sent."""

from flask import request
from flask.typing import ResponseReturnValue

from app.accounts.models import Organisation
from app.core.language import FRENCH, READABLE
from app.extensions import db
from app.participation.building.walkable import blockers
from app.participation.definition import Definition, parse, said
from app.participation.display.building import preview as display
from app.participation.display.building.preview import LANGUAGES, View, preview_page, printed_draft, screen, view_asked
from app.participation.models import QuestionnaireDraft
from app.participation.views import pages
from app.participation.views.building.loading import BASE, draft, place_of
from app.participation.views.loading import settings
from app.participation.views.posters import printed
from app.web.access import requires
from app.web.language import current_translator
from app.web.pages import whole_page
from app.web.translations import translator

ALONE = "seule"
"""Of the address of a sheet of paper: nothing around it."""


@pages.get(f"{BASE}/<int:number>/apercu")
@requires("survey:build", draft)
def preview_questionnaire(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Show one screen (`question`) as somebody sees it (`vue`), or the sheet of paper (`langue`)."""
    view, definition = view_asked(request.args.get("vue", "")), parse(found.body)
    asked = request.args.get("question", "")
    if view is View.PAPER:
        return _paper(found, definition, asked)
    code, page = LANGUAGES[view], preview_page(definition, place_of(found), view, asked, current_translator())
    seen = screen(definition, asked, translator(code))
    drawn = printed("participation/building/_preview_screen.html", code, screen=seen) if seen else None
    return whole_page("participation/building/preview.html", page=page, drawn=drawn)


def _paper(found: QuestionnaireDraft, definition: Definition, asked: str) -> ResponseReturnValue:
    """The sheet as it will be printed; where it cannot be drawn, why."""
    t, place = current_translator(), place_of(found)
    code = request.args.get("langue", "")
    code = code if code in definition.languages and code in READABLE else FRENCH.code
    wrong = [problem.said(t) for problem in blockers(definition)]
    asking = db.session().get_one(Organisation, found.organisation_id).name
    sheet = None if wrong else printed_draft(found, definition, asking, settings().base_url, translator(code))
    here = f"{place}/apercu?vue={View.PAPER}&langue="
    return whole_page(
        "participation/building/preview_paper.html",
        title=said(definition.title, t.language.code),
        back=place,
        tabs=display.tabs(place, View.PAPER, asked, t),
        languages_offered=[(f"{here}{one}", READABLE[one].name, one == code) for one in definition.languages],
        alone=f"{here}{code}&{ALONE}=1",
        is_alone=ALONE in request.args,
        wrong=wrong,
        printed=printed("participation/_paper.html", code, paper=sheet) if sheet else "",
    )
