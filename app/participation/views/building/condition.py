"""When a question is asked, said in plain words."""

from dataclasses import replace
from typing import NamedTuple

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.core.unit_of_work import again
from app.extensions import db
from app.participation.building.clauses import TOLERATED, earlier, told_at, with_condition
from app.participation.building.seen import plain
from app.participation.definition import Definition, parse
from app.participation.display.building import condition as display
from app.participation.forms.building import condition as forms
from app.participation.forms.building.condition import ConditionGiven, When
from app.participation.services import building
from app.participation.views import pages
from app.participation.views.building.loading import BASE, draft, place_of
from app.participation.views.loading import context
from app.web.access import requires
from app.web.language import current_translator
from app.web.notices import say
from app.web.pages import page_or_partial, whole_page

PAGE = "participation/building/condition.html"


class ConditionMoved(Exception):
    """Somebody else changed the condition meanwhile."""


class QuestionOf(NamedTuple):
    """A question of a draft, by its key."""

    organisation_id: int
    number: int
    key: str


def load_question(number: int, key: str) -> QuestionOf:
    """Return a question of a draft; raise NotThere."""
    found = draft(number)
    if parse(found.body).question(key) is None:
        raise NotThere
    return QuestionOf(found.organisation_id, number, key)


@pages.get(f"{BASE}/<int:number>/question/<key>/condition")
@requires("survey:build", load_question)
def read_condition(found: QuestionOf) -> ResponseReturnValue:
    """Show to whom a question is asked; who comes to write a first condition finds « Seulement si… » chosen."""
    now = _asked(found)
    given = forms.condition_shown(now.question.show_if)
    if given.when is When.ALL and earlier(now.definition, found.key):
        return _page(now, replace(given, when=When.SOME), None)
    return _page(now, given, now.question.show_if)


@pages.post(f"{BASE}/<int:number>/question/<key>/condition")
@requires("survey:build", load_question)
def set_condition(found: QuestionOf) -> ResponseReturnValue:
    """Save a condition, tell it in words, add a row or take one away: as the button says. No button: tell it."""
    now = _asked(found)
    given = forms.read_condition(request.form, now.definition)
    gesture = request.form.get(forms.GESTURE, forms.LOOK)
    if gesture in (forms.SAVE, forms.SAVE_WRITTEN):
        return _save(found, now, given, is_written=gesture == forms.SAVE_WRITTEN)
    if gesture == forms.LOOK_WRITTEN:
        wanted = forms.asked(given, now.definition, is_written=True)
        return _page(now, given, wanted, 422 if given.mistakes else 200, is_written=True)
    return _look(now, forms.after_gesture(given, gesture))


def _look(now: display.Asked, given: ConditionGiven) -> ResponseReturnValue:
    """The page with the condition in words; or its part that a change calls for: the end of a row (`ligne`), the words."""
    wanted = forms.asked(given, now.definition)
    t = current_translator()
    doubt = t.gettext(given.mistakes[forms.WHEN][0]) if forms.WHEN in given.mistakes else ""
    given.mistakes.clear()
    page = display.condition_page(now, given, wanted, t, doubt=doubt)
    row = next((row for row in page.rows if str(row.number) == request.args.get("ligne")), None)
    part = "participation/building/condition_answers.html" if row else "participation/building/condition_preview.html"
    return page_or_partial(PAGE, part, page=page, row=row)


def _save(found: QuestionOf, now: display.Asked, given: ConditionGiven, *, is_written: bool) -> ResponseReturnValue:
    wanted = forms.asked(given, now.definition, is_written=is_written)
    if wanted is None:
        return _page(now, given, None, 422, is_written=is_written)
    if forms.is_untouched(given, wanted):
        say(current_translator().gettext("Rien n’a changé."))
        return redirect(now.at, 303)
    said = told_at(with_condition(now.definition, found.key, wanted), found.key)
    if refused := [problem.said(current_translator()) for problem in said if problem.code not in TOLERATED]:
        return _page(now, given, wanted, 422, is_written=is_written, refused=refused)

    def change(before: Definition) -> Definition:
        question = before.question(found.key)
        if question is None:
            raise NotThere
        stands = plain(question.show_if)
        if stands not in (given.seen, wanted):
            raise ConditionMoved
        return before if wanted == stands else with_condition(before, found.key, wanted)

    def work(session: Session) -> None:
        building.change(context(session), found.number, change)

    try:
        again(db.session(), work)
    except ConditionMoved:
        return _conflict(found, given, wanted, is_written=is_written)
    say(current_translator().gettext("La condition est enregistrée."))
    return redirect(now.path if said else now.at, 303)


def _conflict(found: QuestionOf, given: ConditionGiven, wanted: str, *, is_written: bool) -> ResponseReturnValue:
    """Both conditions: saved again, the one of the form goes in place of the one that it now shows."""
    db.session.expire_all()
    now = _asked(found)
    stands = plain(now.question.show_if)
    shown = display.condition_page(now, replace(given, seen=stands), wanted, current_translator(), stands=stands, is_written=is_written)
    return whole_page(PAGE, 409, page=shown, row=None)


def _page(  # noqa: PLR0913 - a question, what a form brings of it, what came of it
    now: display.Asked,
    given: ConditionGiven,
    wanted: str | None,
    status: int = 200,
    *,
    is_written: bool = False,
    refused: list[str] | None = None,
) -> ResponseReturnValue:
    page = display.condition_page(now, given, wanted, current_translator(), is_written=is_written, refused=refused or ())
    return whole_page(PAGE, status, page=page, row=None)


def _asked(found: QuestionOf) -> display.Asked:
    here = draft(found.number)
    definition = parse(here.body)
    question = definition.question(found.key)
    if question is None:
        raise NotThere
    return display.Asked(definition, question, place_of(here))
