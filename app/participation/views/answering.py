"""One question a page. What stands on a page that is left is never lost: kept as an answer when it is one, as it was typed when not."""

from collections.abc import Mapping, Sequence

from flask import Response, make_response, redirect, request
from flask.typing import ResponseReturnValue

from app.participation.answers import special
from app.participation.carried import Carried, TooMuch
from app.participation.definition import Question
from app.participation.display.answering import TOO_MUCH, Place, question_page
from app.participation.display.devices import aside_of, is_answered_alone
from app.participation.display.reader import Reader
from app.participation.models import Campaign
from app.participation.questions import type_of
from app.participation.questions.base import Given, Mistake
from app.participation.rules import Special
from app.participation.views import devices, pages
from app.participation.views.carrying import forget, keep, place_of
from app.participation.views.reaching import begun, reader_of, survey_page
from app.participation.walking import REFUSED, Walk, walk
from app.web.access import personal, public
from app.web.addresses import with_language
from app.web.easy_french import offers_easy_french

CHECK = "verifier"
AFTER = "suite"
"""Of an address that the check page leads to: where to go once the question is answered again."""
CONTROLS, MOST_CONTROLS, LONGEST = "reponse", 60, 20_000
"""How names of controls begin; how many values, and how many characters in all, are read of a form."""


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
    question, place, given = way.questions[number - 1], Place(reader.at, number, is_change=AFTER in request.args), _given()
    try:
        _measure(given)
        return _led(reader, place, _left(found, question, given) if _leads_away() else _taken(found, question, given))
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


def _taken(found: Carried, question: Question, given: Given) -> Carried:
    """Take an answer, or one of the special ones; raise Mistake."""
    if (code := request.form.get("sans_reponse")) in set(Special) and type_of(question).takes_specials:
        return found.with_answer(question.key, special(Special(code)))
    if not given and question.key in found.answers and is_answered_alone(found, question):
        return found  # what was answered is not shown again, and stays
    return found.with_answer(question.key, type_of(question).check(question, given))


def _left(found: Carried, question: Question, given: Given) -> Carried:
    """Keep what stands on a page that is left: nothing typed is nothing said, and a consent is refused by « Continuer » alone."""
    if not any(value.strip() for values in given.values() for value in values):
        return found.with_typed(question.key, given) if question.key in found.answers and given else found
    try:
        answer = type_of(question).check(question, given)
    except Mistake:
        return found.with_typed(question.key, given)
    if question.type == "consent" and answer == REFUSED:
        return found.with_typed(question.key, given)
    return found.with_answer(question.key, answer)


def _leads_away() -> bool:
    return any(name in request.form for name in ("retour", "langue", "pause"))


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


def _given() -> Mapping[str, Sequence[str]]:
    """What the controls of the question brought."""
    return {name: [value.replace("\0", "") for value in values] for name, values in request.form.lists() if name.startswith(CONTROLS)}


def _measure(given: Given) -> None:
    """Refuse what no page of ours asks for; raise TooMuch."""
    values = [value for each in given.values() for value in each]
    if len(values) > MOST_CONTROLS or sum(map(len, (*values, *given))) > LONGEST:
        raise TooMuch
