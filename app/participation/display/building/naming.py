"""How pages of the builder name what they speak of: the questionnaire, its languages, the places of its texts."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from app.core.language import FRENCH, READABLE, Translator, mark
from app.participation.building.texts import Place
from app.participation.checking import Problem
from app.participation.definition import Definition, Question, Said, said
from app.participation.models import QuestionnaireDraft

LISTED = "/mes-enquetes/questionnaires"
WHOLE: Mapping[str, str] = {
    "title": mark("Titre"),
    "intro": mark("Présentation"),
    "thanks": mark("Remerciement"),
    "summary": mark("Résumé pour qui choisit un questionnaire"),
}
OF_QUESTION: Mapping[str, str] = {
    "label": mark("Question"),
    "hint": mark("Aide"),
    "why": mark("Pourquoi cette question"),
    "guidance": mark("Consigne pour qui pose la question"),
}
CHOICE, SETTING = mark("Choix « %(choice)s »"), mark("Autre texte")


class DraftHead(NamedTuple):
    """What a page about a draft says of the whole. `at`: its address."""

    at: str
    title: Said


def head_of(draft: QuestionnaireDraft, definition: Definition, t: Translator) -> DraftHead:
    """Return how pages name a draft."""
    return DraftHead(f"{LISTED}/{draft.id}", said(definition.title, t.language.code))


def problem_text(problem: Problem, definition: Definition, t: Translator) -> str:
    """Return what is wrong; a later question that a condition looks at is told by its words, not by its code."""
    looked = definition.question(str(problem.values.get("looked"))) if problem.code == "later-question" else None
    return (replace(problem, values={"looked": looked.label[FRENCH.code]}) if looked else problem).said(t)


def question_name(number: int, t: Translator) -> str:
    """Return « Question 3 »."""
    return t.gettext("Question %(number)s", number=number)


def language_name(code: str) -> Said:
    """Return a language by its own name."""
    return Said(READABLE[code].name, READABLE[code].base, READABLE[code].direction)


def place_name(place: Place, question: Question | None, t: Translator) -> str:
    """Return what a text of a questionnaire is; `question`: the one that it is of."""
    if not place.key:
        return t.gettext(WHOLE[place.part])
    sort, _, name = place.part.partition(":")
    if sort == "choice":
        choice = question.choice(name) if question else None
        return t.gettext(CHOICE, choice=said(choice.label, FRENCH.code).words if choice else name)
    return t.gettext(OF_QUESTION.get(sort, SETTING))
