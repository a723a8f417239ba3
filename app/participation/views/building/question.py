"""One question: choosing its type, writing it, keeping it without overwriting what somebody else wrote meanwhile."""

from typing import NamedTuple

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.errors import DomainError, NotThere
from app.core.unit_of_work import again
from app.extensions import db
from app.participation import release_queries
from app.participation.building import editing
from app.participation.building.editing import Gone, StillLooked, TooMany
from app.participation.building.keys import key_of
from app.participation.building.told import Told, mark_of, merged, says_the_same, told
from app.participation.definition import CODE, Definition, Question, parse
from app.participation.display.building import outline
from app.participation.display.building import question as display
from app.participation.display.building.types import KINDS
from app.participation.forms.building.question import GESTURE, OTHER_TYPE, TAKE_BACK, Given, acted, checked, read_question, shown
from app.participation.models import QuestionnaireDraft
from app.participation.services import building
from app.participation.views import pages
from app.participation.views.building.loading import BASE, draft, place_of
from app.participation.views.building.writing import Writing, said_of_gesture, show_form
from app.participation.views.loading import context
from app.web.access import requires
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import render, whole_page

READ, ONE_MORE = "lu", "encore"
KEEPING = ("", ONE_MORE)
"""Gestures that keep what was written; the others change the form alone."""


class Changed(DomainError):
    """Somebody changed the question since it was shown."""

    def __init__(self, theirs: Told) -> None:
        """Hold what it says now."""
        super().__init__()
        self.theirs = theirs


class QuestionOf(NamedTuple):
    """A question of a draft, by its key; it may not be there any more."""

    organisation_id: int
    number: int
    key: str


def load_question(number: int, key: str) -> QuestionOf:
    """Return a question of a draft; raise NotThere when there is no draft."""
    return QuestionOf(draft(number).organisation_id, number, key)


@pages.route(f"{BASE}/<int:number>/ajouter", methods=["GET", "POST"])
@requires("survey:build", draft)
@sent_once
def add_question(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Offer the types; show the form of a new question (`type`, `apres`: the one that it comes after); keep it, once."""
    name, after, t = request.args.get("type", ""), request.args.get("apres", ""), current_translator()
    definition = parse(found.body)
    after = after if CODE.fullmatch(after) else ""
    if name not in KINDS:
        kinds = [(code, *map(t.gettext, kind)) for code, kind in KINDS.items()]
        of_it = outline.heading(found, definition, BASE, t)
        return render("participation/building/add.html", heading=of_it, kinds=kinds, after=after, place=_number(definition, after))
    writing = Writing(found.id, f"{place_of(found)}/ajouter?type={name}&apres={after}", name, place=_number(definition, after))
    if request.method == "GET":
        return show_form(writing, shown(display.starter(name)))
    said = _sent(writing)
    if not isinstance(said, Told):
        return said
    try:
        path = again(db.session(), lambda session: _added(session, found.id, said, after))
    except TooMany:
        return show_form(writing._replace(is_full=True), _typed(writing), status=422)
    say(t.gettext("La question est ajoutée."))
    return redirect(path, 303)


@pages.route(f"{BASE}/<int:number>/question/<key>", methods=["GET", "POST"])
@requires("survey:build", load_question)
def edit_question(asked: QuestionOf) -> ResponseReturnValue:
    """Show the form of a question; keep what is written, unless somebody wrote something else meanwhile: both are then shown."""
    found = draft(asked.number)
    question = parse(found.body).question(asked.key)
    if question is None or question.type not in KINDS:
        return _gone(found)
    is_published = asked.key in release_queries.past(db.session(), found).types
    writing = Writing(found.id, f"{place_of(found)}/question/{asked.key}", question.type, key=asked.key, is_published=is_published)
    if request.method == "GET":
        return show_form(writing, shown(told(question)), mark=mark_of(told(question)))
    said = _sent(writing)
    if not isinstance(said, Told):
        return said
    return _keep(writing, asked, said)


def _keep(writing: Writing, asked: QuestionOf, said: Told) -> ResponseReturnValue:
    """Keep what a question is to say; or show why it is not kept, with all that was typed."""
    mark, agreed = request.form.get(READ, ""), display.CONDITIONS in request.form
    try:
        again(db.session(), lambda session: _kept(session, asked, said, mark, with_conditions=agreed))
    except Changed as change:
        return _conflict(writing, said, change.theirs)
    except StillLooked as refusal:
        return show_form(writing._replace(lookers=refusal.lookers), _typed(writing), mark=mark, status=422)
    except Gone:
        return _gone(draft(asked.number))
    say(current_translator().gettext("La question est enregistrée."))
    return redirect(f"{BASE}/{asked.number}#q-{asked.key}", 303)


def _sent(writing: Writing) -> Response | Told:
    """Return what a form is to say; or the page to show instead: a button changed the form, or there is something to mend."""
    given, gesture, mark = _typed(writing), request.form.get(GESTURE, ""), request.form.get(READ, "")
    if gesture == TAKE_BACK:
        return show_form(writing, given, mark=mark)
    if gesture not in KEEPING:
        other = request.form.get(OTHER_TYPE, "")
        after = acted(given, gesture, other if other in writing.types else given.type)
        return show_form(writing, after, mark=mark, told=said_of_gesture(gesture, given, after))
    said = checked(given)
    return show_form(writing, given, mark=mark, status=422) if given.mistakes else said


def _typed(writing: Writing) -> Given:
    name = request.form.get("type", "")
    return read_question(request.form, name if name in writing.types else writing.type)


def _added(session: Session, number: int, said: Told, after: str) -> str:
    past = release_queries.past(session, building.draft(session, number)).keys()
    made: list[str] = []

    def work(definition: Definition) -> Definition:
        made.append(key_of(said.label, {*past, *(one.key for one in definition.questions)}))
        return editing.added(definition, merged(Question(made[-1], said.type, {"fr": said.label}), said), after)

    building.change(context(session), number, work)
    path = f"{BASE}/{number}/ajouter?apres={made[-1]}" if request.form.get(GESTURE) == ONE_MORE else f"{BASE}/{number}#q-{made[-1]}"
    act_once(session, path)
    return path


def _kept(session: Session, asked: QuestionOf, said: Told, mark: str, *, with_conditions: bool) -> None:
    past = release_queries.past(session, building.draft(session, asked.number))

    def work(definition: Definition) -> Definition:
        question = editing.existing(definition, asked.key)
        now = told(question)
        if says_the_same(now, said):
            return definition
        if mark_of(now) != mark:
            raise Changed(now)
        return editing.replaced(definition, merged(question, said, past.codes.get(asked.key, {})), with_conditions=with_conditions)

    building.change(context(session), asked.number, work)


def _conflict(writing: Writing, mine: Told, theirs: Told) -> ResponseReturnValue:
    """Show what both wrote, side by side; what was typed goes along, to be kept or taken up again."""
    db.session.expire_all()
    t, found = current_translator(), draft(writing.number)
    definition = parse(found.body)
    put_aside = {"csrf_token", READ, GESTURE, display.CONDITIONS}
    return whole_page(
        "participation/building/conflict.html",
        409,
        heading=outline.heading(found, definition, BASE, t),
        action=writing.action,
        key=writing.key,
        number=_number(definition, writing.key),
        differences=display.differences(theirs, mine, t),
        mark=mark_of(theirs),
        carried=[(name, value) for name in request.form if name not in put_aside for value in request.form.getlist(name)],
    )


def _gone(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Show what was typed of a question that somebody took away, to be added as a new one."""
    name = request.form.get("type", "")
    if request.method == "GET" or name not in KINDS:
        raise NotThere
    writing = Writing(found.id, f"{place_of(found)}/ajouter?type={name}&apres=", name, is_gone=True)
    given = _typed(writing)
    gesture = request.form.get(GESTURE, "")
    return show_form(writing, given if gesture in KEEPING else acted(given, gesture, name), status=409)


def _number(definition: Definition, key: str) -> int:
    """The place of a question, from 1; 0 when it is not there."""
    return next((number for number, one in enumerate(definition.questions, 1) if one.key == key), 0)
