"""Taking what stands on the page of a question: as an answer, as it was typed, or not at all."""

from collections.abc import Mapping, Sequence

from flask import request

from app.participation.answers import special
from app.participation.carried import Carried, TooMuch
from app.participation.definition import Question
from app.participation.display.devices import is_answered_alone
from app.participation.questions import type_of
from app.participation.questions.base import Given, Mistake
from app.participation.rules import Special
from app.participation.walking import REFUSED

CONTROLS, MOST_CONTROLS, LONGEST = "reponse", 60, 20_000
"""How names of controls begin; how many values, and how many characters in all, are read of a form."""


def form_given() -> Mapping[str, Sequence[str]]:
    """Return what the controls of the question brought."""
    return {name: [value.replace("\0", "") for value in values] for name, values in request.form.lists() if name.startswith(CONTROLS)}


def measure(given: Given) -> None:
    """Refuse what no page of ours asks for; raise TooMuch."""
    values = [value for each in given.values() for value in each]
    if len(values) > MOST_CONTROLS or sum(map(len, (*values, *given))) > LONGEST:
        raise TooMuch


def leads_away() -> bool:
    """Whether the button that was used leaves the page without answering."""
    return any(name in request.form for name in ("retour", "langue", "pause"))


def taken(found: Carried, question: Question, given: Given) -> Carried:
    """Take an answer, or one of the special ones; raise Mistake."""
    if (code := request.form.get("sans_reponse")) in set(Special) and type_of(question).takes_specials:
        return found.with_answer(question.key, special(Special(code)))
    if not given and question.key in found.answers and is_answered_alone(found, question):
        return found  # what was answered is not shown again, and stays
    return found.with_answer(question.key, type_of(question).check(question, given))


def left(found: Carried, question: Question, given: Given) -> Carried:
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
