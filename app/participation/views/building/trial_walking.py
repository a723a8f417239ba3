"""Answering a draft to try it: the pages of who answers, its mistakes, its languages; what is sent is a test answer."""

from dataclasses import replace

from flask import Response, make_response, redirect, request
from flask.typing import ResponseReturnValue

from app.core.language import mark
from app.core.unit_of_work import again
from app.extensions import db
from app.participation.carried import Carried, TooMuch
from app.participation.definition import Question, said
from app.participation.display.answering import TOO_MUCH, Place, question_page
from app.participation.display.checking import checked_rows, kept_page, seen
from app.participation.display.places import PAGE
from app.participation.questions.base import Given, Mistake
from app.participation.record import Record, Way, record_of
from app.participation.rules import Channel, iso_week
from app.participation.services import trying
from app.participation.services.trying import VERSION, TooManyTrials
from app.participation.views import pages
from app.participation.views.answering import AFTER, CHECK
from app.participation.views.building.trial_carrying import forget, keep, trial_at
from app.participation.views.building.trial_reaching import AT, Asked, Trial, asked, begun, mark_of, trial_page
from app.participation.views.loading import context
from app.participation.views.places import places_here, status_of
from app.participation.views.sending import SEEN
from app.participation.views.taking import form_given, leads_away, left, measure, taken
from app.participation.walking import Walk, walk
from app.web.access import requires
from app.web.addresses import with_language
from app.web.easy_french import offers_easy_french
from app.web.language import current_translator
from app.web.notices import say

STORED = mark("Votre réponse d’essai est gardée, à part. Elle ne compte pas.")
FULL = mark("Il y a déjà beaucoup de réponses d’essai : effacez-les, puis recommencez.")
LATER = mark("L’essai reste deux heures sur cet appareil. Dans une vraie enquête, la personne reçoit trois mots pour continuer plus tard.")


@pages.get(f"{AT}/<int:step>")
@offers_easy_french
@requires("survey:build", asked)
@begun
def try_question(trial: Trial) -> ResponseReturnValue:
    """Show a question; beyond what may be asked, lead to where one is."""
    way, reader = trial.way, trial.reader
    if not 0 < trial.step <= len(way.questions):
        return redirect(_onward(reader.at, way), 303)
    return _page(trial, Place(reader.at, trial.step, is_change=AFTER in request.args), way.questions[trial.step - 1])


@pages.post(f"{AT}/<int:step>")
@offers_easy_french
@requires("survey:build", asked)
@begun
def try_answer(trial: Trial) -> ResponseReturnValue:
    """Take what stands on the page, as for who answers; then lead on, back, or to another language."""
    way, found = trial.way, trial.reader.found
    number = way.step_of(request.form.get("question", ""))
    if number is None:  # the question was left open, or taken out of the draft
        return redirect(_onward(trial.reader.at, way), 303)
    question, place, given = way.questions[number - 1], Place(trial.reader.at, number, is_change=AFTER in request.args), form_given()
    try:
        measure(given)
        return _led(trial, place, left(found, question, given) if leads_away() else taken(found, question, given))
    except Mistake as mistake:
        return _page(trial, place, question, (given, mistake))
    except TooMuch:
        return _page(trial, place, question, (given, Mistake(TOO_MUCH)))


@pages.get(f"{AT}/{CHECK}")
@offers_easy_french
@requires("survey:build", asked)
@begun
def check_trial(trial: Trial) -> ResponseReturnValue:
    """Show every answer in words; lead to the first question that has none."""
    way = trial.way
    if not way.is_done:
        return redirect(_onward(trial.reader.at, way), 303)
    return _shown(trial, trial_page("participation/building/trial_check.html", 200, trial, rows=checked_rows(trial.reader)))


@pages.get(f"{AT}/envoyer")
@offers_easy_french
@requires("survey:build", asked)
@begun
def see_what_a_trial_keeps(trial: Trial) -> ResponseReturnValue:
    """Show the literal record, and the button that stores it apart."""
    way = trial.way
    if not way.is_done or way.is_refused:
        return redirect(_onward(trial.reader.at, way), 303)
    page = kept_page(trial.reader, _record(trial))
    return _shown(trial, trial_page("participation/building/trial_keep.html", 200, trial, page=page, nonce=trial.reader.found.nonce))


@pages.post(f"{AT}/envoyer")
@offers_easy_french
@requires("survey:build", asked)
@begun
def send_trial(trial: Trial) -> ResponseReturnValue:
    """Store what was shown as a test answer, once; what changed since it was shown is shown again first."""
    way, at = trial.way, trial.reader.at
    record = _record(trial) if way.is_done and not way.is_refused else None
    if record is None or request.form.get(SEEN) != seen(record):
        return redirect(f"{at}/envoyer", 303)
    number, nonce = trial.draft.id, trial.reader.found.nonce
    try:
        again(db.session(), lambda session: trying.keep_trial(context(session), number, record, nonce))
    except TooManyTrials:
        say(current_translator().gettext(FULL))
        return redirect(at, 303)
    say(current_translator().gettext(STORED))
    return redirect(f"{at}/merci", 303)


@pages.get(f"{AT}/merci")
@offers_easy_french
@requires("survey:build", asked)
@begun
def thank_for_trial(trial: Trial) -> ResponseReturnValue:
    """Show the thanks that people will read."""
    thanks = said(trial.reader.definition.thanks, trial.reader.code)
    return _ended(trial, trial_page("participation/building/trial_thanks.html", 200, trial, thanks=thanks))


@pages.get(f"{AT}/fin")
@offers_easy_french
@requires("survey:build", asked)
@begun
def end_trial(trial: Trial) -> ResponseReturnValue:
    """Show what who did not agree reads."""
    return _ended(trial, trial_page("participation/building/trial_ended.html", 200, trial))


@pages.get(f"{AT}/{PAGE}")
@offers_easy_french
@requires("survey:build", asked)
@begun
def try_local_places(trial: Trial) -> ResponseReturnValue:
    """Show the places that people will be offered after some answers."""
    page = places_here(trial.reader.definition, trial.reader.at)
    return _shown(trial, trial_page("participation/building/trial_places.html", status_of(page), trial, page=page, goes_on=True))


@pages.get(f"{AT}/sortir")
@requires("survey:build", asked)
def leave_trial(named: Asked) -> ResponseReturnValue:
    """Have the device forget, as the quick exit does, and come back to the trials."""
    response = make_response(redirect(trial_at(named.draft), 303))
    forget(response, named.draft)
    return response


def _page(trial: Trial, place: Place, question: Question, refused: tuple[Given, Mistake] | None = None) -> Response:
    page = question_page(trial.reader, place, question, refused)
    return _shown(trial, trial_page("participation/building/trial_question.html", 422 if refused else 200, trial, page=page, aside=None))


def _shown(trial: Trial, response: Response) -> Response:
    """Have the device carry a draft as it is now, once somebody was told that it changed."""
    if trial.is_changed:
        keep(response, trial.draft, replace(trial.reader.found, draft=mark_of(trial.draft)))
    return response


def _ended(trial: Trial, response: Response) -> Response:
    forget(response, trial.draft)
    return response


def _led(trial: Trial, place: Place, now: Carried) -> Response:
    """Keep where somebody is and lead on. Raise TooMuch."""
    if "pause" in request.form:
        say(current_translator().gettext(LATER))
    response = make_response(redirect(_next(trial, walk(trial.reader.definition, now.answers), place), 303))
    keep(response, trial.draft, now)
    return response


def _next(trial: Trial, way: Walk, place: Place) -> str:
    """Where a page leads, by the button that was used."""
    form, at = request.form, trial.reader.at
    if "langue" in form:
        return with_language(place.action, form["langue"]) if form["langue"] in trial.reader.campaign.languages else place.action
    if "pause" in form or ("retour" in form and place.step == 1 and not place.is_change):
        return at
    if "retour" in form:
        return _onward(at, way) if place.is_change else f"{at}/{place.step - 1}"
    if way.is_refused:
        return f"{at}/fin"
    if place.is_change:
        return _onward(at, way) + ("" if way.is_done else f"?{AFTER}={CHECK}")
    return f"{at}/{place.step + 1}" if place.step < len(way.questions) else _onward(at, way)


def _onward(at: str, way: Walk) -> str:
    """Return where somebody is: the first question that they did not answer, or the page that shows all their answers."""
    return f"{at}/{CHECK if way.is_done else len(way.questions)}"


def _record(trial: Trial) -> Record:
    by = Way(Channel.LINK, iso_week(context().today), trial.reader.code)
    return record_of(trial.reader.definition, VERSION, trial.reader.found.answers, by)
