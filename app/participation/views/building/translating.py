"""A questionnaire in another language, beside its French."""

from typing import NamedTuple

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.core.unit_of_work import again
from app.extensions import db
from app.participation.building.languages import OTHERS
from app.participation.definition import parse
from app.participation.display.building import translating as display
from app.participation.forms.building.translating import TranslationsGiven, read_translations
from app.participation.models import QuestionnaireDraft
from app.participation.services.translating import Kept, translate
from app.participation.views import pages
from app.participation.views.building.loading import BASE, draft, place_of
from app.participation.views.loading import context
from app.web.access import requires
from app.web.language import current_translator
from app.web.notices import say
from app.web.pages import whole_page

NOTHING = TranslationsGiven((), {})


class LanguageOf(NamedTuple):
    """A draft in one of its languages."""

    organisation_id: int
    number: int
    code: str


def load_language(number: int, code: str) -> LanguageOf:
    """Return a draft and a language that is not French; raise NotThere."""
    if code not in OTHERS:
        raise NotThere
    return LanguageOf(draft(number).organisation_id, number, code)


@pages.get(f"{BASE}/<int:number>/langue/<code>")
@requires("survey:build", load_language)
def read_language(found: LanguageOf) -> ResponseReturnValue:
    """Show each text beside its French."""
    return _page(found)


@pages.post(f"{BASE}/<int:number>/langue/<code>")
@requires("survey:build", load_language)
def translate_texts(found: LanguageOf) -> ResponseReturnValue:
    """Save every text that was sent; those that changed meanwhile are shown again, both ways."""
    given = read_translations(request.form)
    if given.mistakes:
        return _page(found, given, status=422)

    def work(session: Session) -> Kept:
        return translate(context(session), found.number, found.code, given.sent)

    kept = again(db.session(), work)
    if kept.clashes:
        return _page(found, given, kept, 409)
    say(display.kept_text(kept, current_translator()))
    return redirect(_after(draft(found.number), found.code), 303)


def _after(found: QuestionnaireDraft, code: str) -> str:
    """The same texts, or those that follow where the button said so."""
    wanted = display.Wanted.of(request.args)
    return display.address(place_of(found), code, wanted._replace(part=wanted.part + 1) if "suite" in request.form else wanted)


def _page(found: LanguageOf, given: TranslationsGiven = NOTHING, kept: Kept | None = None, status: int = 200) -> ResponseReturnValue:
    db.session.expire_all()
    here = draft(found.number)
    shown = display.Shown(parse(here.body), here.stamps, found.code, place_of(here))
    page = display.translating_page(shown, display.Wanted.of(request.args), given, kept, current_translator())
    return whole_page("participation/building/translate.html", status, page=page)
