"""The questionnaire being built, on one page; its questions moved, duplicated, taken away; the last change undone; a draft deleted."""

from collections.abc import Callable

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.numbers import row_number
from app.core.unit_of_work import again
from app.extensions import db
from app.participation import building_queries, release_queries
from app.participation.building import editing
from app.participation.building.editing import Gone, LastOne, StillLooked, TooMany
from app.participation.definition import Definition, parse
from app.participation.display.building import outline as display
from app.participation.display.building.question import lookers_told
from app.participation.models import QuestionnaireDraft
from app.participation.services import building
from app.participation.views import pages
from app.participation.views.building.loading import BASE, draft, place_of
from app.participation.views.loading import context, doer
from app.web.access import requires
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import page_or_partial, render

QUESTION, UP, DOWN = "question", "haut", "bas"


@pages.get(f"{BASE}/<int:number>")
@requires("survey:build", draft)
def read_draft(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Show a questionnaire being built: what is wrong and where, its questions, what may be done."""
    session, t, definition = db.session(), current_translator(), parse(found.body)
    last = building_queries.last_versions(session, [found]).get(found.questionnaire_id or 0)
    of_it = display.heading(found, definition, BASE, t)
    page = display.outline(found, of_it, release_queries.past(session, found), last, t)
    return page_or_partial("participation/building/outline.html", "participation/building/_outline.html", page=page)


@pages.post(f"{BASE}/<int:number>/deplacer")
@requires("survey:build", draft)
def move_question(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Put a question (`haut`, `bas`) before or after its neighbour; two people who move at once are both heard."""
    t, by = current_translator(), -1 if UP in request.form else 1
    key = request.form.get(UP if by < 0 else DOWN, "")
    try:
        after = _changed(found.id, lambda definition: editing.moved(definition, key, by))
    except Gone:
        return _gone(found)
    places = [one.key for one in after.questions]
    say(t.gettext("La question est maintenant la question %(number)s sur %(total)s.", number=places.index(key) + 1, total=len(places)))
    return redirect(f"{place_of(found)}#q-{key}", 303)


@pages.post(f"{BASE}/<int:number>/dupliquer")
@requires("survey:build", draft)
@sent_once
def duplicate_question(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Put the same question (`question`) again after itself, once."""
    key, number, t = request.form.get(QUESTION, ""), found.id, current_translator()

    def work(session: Session) -> str:
        past = release_queries.past(session, building.draft(session, number)).keys()
        made: list[str] = []

        def duplicated(definition: Definition) -> Definition:
            made.append(editing.copy_key(definition, key, past))
            return editing.duplicated(definition, key, past)

        building.change(context(session), number, duplicated)
        path = f"{BASE}/{number}#q-{made[-1]}"
        act_once(session, path)
        return path

    try:
        path = again(db.session(), work)
    except Gone:
        return _gone(found)
    except TooMany:
        say(t.gettext("Un questionnaire a cent questions au plus : retirez-en une d’abord."))
        return redirect(place_of(found), 303)
    say(t.gettext("La copie est juste après la question."))
    return redirect(path, 303)


@pages.get(f"{BASE}/<int:number>/retirer")
@requires("survey:build", draft)
def confirm_taking_away(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Show which questions depend on one (`question`) before it is taken away."""
    key, definition, t = request.args.get(QUESTION, ""), parse(found.body), current_translator()
    question = definition.question(key)
    if question is None:
        return redirect(place_of(found), 303)
    return render(
        "participation/building/take_away.html",
        heading=display.heading(found, definition, BASE, t),
        key=key,
        number=[one.key for one in definition.questions].index(key) + 1,
        label=question.label["fr"],
        lookers=lookers_told(definition, editing.lookers(definition, key)),
    )


@pages.post(f"{BASE}/<int:number>/retirer")
@requires("survey:build", draft)
def take_question_away(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Take a question (`question`) away; where conditions look at it, ask first, then (`conditions`) take them away too."""
    key, t, agreed = request.form.get(QUESTION, ""), current_translator(), "conditions" in request.form
    try:
        _changed(found.id, lambda definition: editing.taken_away(definition, key, with_conditions=agreed))
    except Gone:
        return _gone(found)
    except LastOne:
        say(t.gettext("Un questionnaire garde une question au moins : ajoutez-en une autre d’abord."))
        return redirect(place_of(found), 303)
    except StillLooked:
        return redirect(f"{place_of(found)}/retirer?question={key}", 303)
    say(t.gettext("La question est retirée. Vous pouvez annuler ce changement."))
    return redirect(place_of(found), 303)


@pages.post(f"{BASE}/<int:number>/annuler")
@requires("survey:build", draft)
def undo_change(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Undo the last change, when nobody made another one since the page was shown (`version`)."""
    number, version, t = found.id, row_number(request.form.get("version")) or 0, current_translator()
    if again(db.session(), lambda session: building.undo(context(session), number, version)):
        say(t.gettext("Le dernier changement est annulé."))
    else:
        say(t.gettext("Quelqu’un a changé le questionnaire depuis : rien n’est annulé."))
    return redirect(place_of(found), 303)


@pages.get(f"{BASE}/<int:number>/supprimer")
@requires("survey:build", draft)
def confirm_dropping(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Ask before a draft that was never published is deleted."""
    if found.questionnaire_id is not None:
        return redirect(place_of(found), 303)
    of_it = display.heading(found, parse(found.body), BASE, current_translator())
    return render("participation/building/drop.html", heading=of_it)


@pages.post(f"{BASE}/<int:number>/supprimer")
@requires("survey:build", draft)
def drop_draft(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Delete a draft that was never published."""
    number, by = found.id, doer()
    again(db.session(), lambda session: building.drop(context(session), number, by))
    say(current_translator().gettext("Le questionnaire est supprimé."))
    return redirect(BASE, 303)


def _changed(number: int, work: Callable[[Definition], Definition]) -> Definition:
    """Change a draft; return what it says then."""
    return again(db.session(), lambda session: parse(building.change(context(session), number, work).body))


def _gone(found: QuestionnaireDraft) -> ResponseReturnValue:
    say(current_translator().gettext("Quelqu’un vient de retirer cette question."))
    return redirect(place_of(found), 303)
