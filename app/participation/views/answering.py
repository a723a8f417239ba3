"""One question a page. What stands on a page that is left is never lost: kept as an answer when it is one, as it was typed when not."""

from flask import Response, make_response, redirect, request
from flask.typing import ResponseReturnValue

from app.participation.carried import Carried, TooMuch
from app.participation.definition import Question
from app.participation.display.answering import TOO_MUCH, Place, question_page
from app.participation.display.devices import aside_of
from app.participation.display.reader import Reader
from app.participation.models import Campaign
from app.participation.questions.base import Given, Mistake
from app.participation.views import devices, pages
from app.participation.views.carrying import forget, keep, place_of
from app.participation.views.reaching import begun, reader_of, survey_page
from app.participation.views.taking import form_given, leads_away, left, measure, taken
from app.participation.walking import Walk, walk
from app.web.access import personal, public
from app.web.addresses import with_language
from app.web.easy_french import offers_easy_french

CHECK = "verifier"
AFTER = "suite"
"""Of an address that the check page leads to: where to go once the question is answered again."""


@pages.get("/enquetes/<slug>/<int:step>")
@public
@personal
@offers_easy_french
@begun
def read_question(campaign: Campaign, found: Carried, step: int) -> ResponseReturnValue:
    """Show a question; beyond what may be asked, lead to where one is."""
    reader = reader_of(campaign, found)
    way = walk(reader.definition, found.answers)
    if not 0 < step <= len(way.questions):
        return redirect(onward(campaign, way), 303)
    question, place = way.questions[step - 1], Place(reader.at, step, is_change=AFTER in request.args)
    return devices.screen_first(campaign, found, question, place.action) or _page(reader, place, question)


@pages.post("/enquetes/<slug>/<int:step>")
@public
@personal
@offers_easy_french
@begun
def answer_question(campaign: Campaign, found: Carried, step: int) -> ResponseReturnValue:  # noqa: ARG001 - the form says of which question
    """Take what stands on the page, for the question that it shows; then lead on, back, to a pause, or to another language."""
    reader = reader_of(campaign, found)
    way = walk(reader.definition, found.answers)
    number = way.step_of(request.form.get("question", ""))
    if number is None:  # a page that was left open: its question is asked no more
        return redirect(onward(campaign, way), 303)
    question, place, given = way.questions[number - 1], Place(reader.at, number, is_change=AFTER in request.args), form_given()
    try:
        measure(given)
        return _led(reader, place, left(found, question, given) if leads_away() else taken(found, question, given))
    except Mistake as mistake:
        return _page(reader, place, question, (given, mistake))
    except TooMuch:
        return _page(reader, place, question, (given, Mistake(TOO_MUCH)))


def onward(campaign: Campaign, way: Walk) -> str:
    """Return where somebody is: the first question that they did not answer, or the page that shows all their answers."""
    return f"{place_of(campaign)}/{CHECK if way.is_done else len(way.questions)}"


def _page(reader: Reader, place: Place, question: Question, refused: tuple[Given, Mistake] | None = None) -> Response:
    page, aside = question_page(reader, place, question, refused), aside_of(reader.found, question, reader.code)
    status = 422 if refused else 200
    return survey_page("participation/question.html", status, reader.campaign, reader.definition, page=page, aside=aside)


def _led(reader: Reader, place: Place, now: Carried) -> Response:
    """Keep where somebody is and lead on; keep nothing of who refused to answer. Raise TooMuch."""
    way = walk(reader.definition, now.answers)
    response = make_response(redirect(_next(reader.campaign, way, place), 303))
    if way.is_refused:
        forget(response, reader.campaign)
    else:
        keep(response, reader.campaign, now)
    return response


def _next(campaign: Campaign, way: Walk, place: Place) -> str:
    """Where a page leads, by the button that was used."""
    form = request.form
    if "langue" in form:
        return with_language(place.action, form["langue"]) if form["langue"] in campaign.languages else place.action
    if "pause" in form:
        return f"{place.at}/pause"
    if "retour" in form:
        return _back(campaign, way, place)
    if way.is_refused:
        return f"{place.at}/fin"
    if place.is_change:
        return onward(campaign, way) + ("" if way.is_done else f"?{AFTER}={CHECK}")
    return f"{place.at}/{place.step + 1}" if place.step < len(way.questions) else onward(campaign, way)


def _back(campaign: Campaign, way: Walk, place: Place) -> str:
    if place.is_change:
        return onward(campaign, way)
    return f"{place.at}/{place.step - 1}" if place.step > 1 else place.at
