"""The form of a question, shown: whole, or its choices alone to htmx."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import Response

from app.core.language import mark as marked
from app.extensions import db
from app.participation.building.told import types_for
from app.participation.definition import Question, parse
from app.participation.display.building import outline
from app.participation.display.building import question as display
from app.participation.forms.building.question import ADD, CHANGE_TYPE, DOWN, DROP, UP, Given
from app.participation.services import building
from app.participation.views.building.loading import BASE
from app.web.forms import FieldError
from app.web.language import current_translator
from app.web.pages import page_or_partial, whole_page

PAGE, PART = "participation/building/question.html", "participation/building/_choices.html"
FULL = marked("Un questionnaire a cent questions au plus : retirez-en une d’abord.")
LOOKED = marked("D’autres questions dépendent d’un choix que vous retirez : remettez-le, ou retirez aussi leurs conditions.")


class Writing(NamedTuple):
    """What is written, and where it goes. `type`: of the question as it stands; `place`: number of the one that a new one comes after.

    `lookers`: questions whose conditions look at a choice that goes away.
    """

    number: int
    action: str
    type: str
    key: str = ""
    place: int = 0
    is_published: bool = False
    is_gone: bool = False
    is_full: bool = False
    lookers: Sequence[Question] = ()

    @property
    def types(self) -> Sequence[str]:
        """The types that it may have."""
        return (self.type,) if self.is_published else types_for(self.type)


def show_form(writing: Writing, given: Given, *, mark: str = "", told: tuple[str, str] = ("", ""), status: int = 200) -> Response:
    """Return the form of a question. `mark`: of what was shown at first; `told`: what a button did, and the id that takes the focus."""
    db.session.expire_all()
    t = current_translator()
    found = building.draft(db.session(), writing.number)
    definition = parse(found.body)
    page = display.question_page(given, writing.type, t, is_published=writing.is_published)
    errors = [*page.errors, *_refused(writing)]
    context = {
        "heading": outline.heading(found, definition, BASE, t),
        "page": page,
        "title": _title(writing, [one.key for one in definition.questions]),
        "action": writing.action,
        "mark": mark,
        "annonce": told[0],
        "focus": told[1],
        "errors": errors,
        "lookers": display.lookers_told(definition, writing.lookers),
        "is_published": writing.is_published,
        "is_gone": writing.is_gone,
        "is_new": not writing.key,
        "key": writing.key,
    }
    is_of_choices = bool(told[0]) and given.takes_choices and not errors
    return page_or_partial(PAGE, PART, **context) if is_of_choices else whole_page(PAGE, status, **context)


def said_of_gesture(gesture: str, before: Given, after: Given) -> tuple[str, str]:
    """Return what a button did to the choices, in words, and the id that keeps the focus where the button itself goes away."""
    t = current_translator()
    what, _, row = gesture.partition("-")
    places = {str(one.id): place for place, one in enumerate(after.rows, 1)}
    if what == CHANGE_TYPE:
        return "", ""
    if what == ADD and len(after.rows) > len(before.rows):
        return t.gettext("Choix %(number)s ajouté, à la fin.", number=len(after.rows)), ""
    if what == DROP and row not in places:
        return t.gettext("Le choix est retiré."), gesture
    if what in (UP, DOWN) and row in places:
        return t.gettext("Le choix est maintenant le %(number)s sur %(total)s.", number=places[row], total=len(places)), ""
    return t.gettext("Rien n’a changé."), ""


def _title(writing: Writing, keys: Sequence[str]) -> str:
    t = current_translator()
    if writing.key in keys:
        return t.gettext("Question %(number)s", number=keys.index(writing.key) + 1)
    if writing.place:
        return t.gettext("Nouvelle question, après la question %(number)s", number=writing.place)
    return t.gettext("Nouvelle question")


def _refused(writing: Writing) -> list[FieldError]:
    t = current_translator()
    if writing.is_full:
        return [FieldError("", t.gettext(FULL))]
    return [FieldError(display.CONDITIONS, t.gettext(LOOKED))] if writing.lookers else []
