"""What somebody noted while asking a whole questionnaire, with or without a network: read as answers given one by one would be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from werkzeug.datastructures import MultiDict

from app.core.language import mark
from app.core.numbers import row_number
from app.participation.answers import Answer, Answers
from app.participation.definition import Definition, Question
from app.participation.forms.entering import SheetGiven, read_sheet
from app.participation.questions import type_of
from app.participation.questions.base import CONTROL, Mistake
from app.participation.questions.texts import Words
from app.participation.walking import REFUSED, is_asked

MARK, VERSION, WAY = "marque", "version", "voie"
"""Hidden fields: what makes an interview one, the version that was asked, the channel by which it was."""
NOTE_SOMETHING = mark("Notez une réponse, ou une réponse à part.")
YES_OR_NO = mark("Notez si la personne est d’accord, oui ou non.")
_MARK = re.compile(r"[A-Za-z0-9_-]{16,64}")


class Told(NamedTuple):
    """What a form says beside answers. `mark`: empty where there is none that will do; `version`: None where it says none."""

    mark: str
    version: int | None
    channel: str


@dataclass(frozen=True, slots=True)
class Interview:
    """What a form brings of an interview. `sheet`: as it was noted, with what is to mend; `answers`: to the questions that are asked.

    `is_refused`: the person did not agree; nothing is to be kept.
    """

    sheet: SheetGiven
    answers: Answers = field(default_factory=dict)
    is_refused: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it may be sent."""
        return not self.is_refused and not self.sheet.mistakes


def told(form: MultiDict[str, str]) -> Told:
    """Return what a form says of itself."""
    given = form.get(MARK, "")
    return Told(given if _MARK.fullmatch(given) else "", row_number(form.get(VERSION)), form.get(WAY, ""))


def read_interview(definition: Definition, form: MultiDict[str, str]) -> Interview:
    """Return what was noted: every question that is asked wants an answer or a special one, but texts that may be left empty.

    What stands in a question that is not asked is put aside, with its mistakes.
    """
    sheet = read_sheet(definition, form)
    heard: dict[str, Answer] = {}
    mistakes: dict[str, Mistake] = {}
    for question in definition.questions:
        if not is_asked(question, heard):
            continue
        mistake = sheet.mistakes.get(question.key) or _missing(question, sheet.answers)
        if mistake:
            mistakes[question.key] = mistake
            continue
        heard[question.key] = sheet.answers.get(question.key)
        if question.type == "consent" and heard[question.key] == REFUSED:
            return Interview(sheet, is_refused=True)
    return Interview(_with(sheet, mistakes), heard)


def may_be_empty(question: Question) -> bool:
    """Whether a question needs no answer: something to read, or a text that may be left."""
    kind = type_of(question)
    return not kind.asks or (isinstance(kind, Words) and not question.settings.get("required"))


def _missing(question: Question, answers: Answers) -> Mistake | None:
    if question.key in answers or may_be_empty(question):
        return None
    return Mistake(NOTE_SOMETHING if type_of(question).takes_specials else YES_OR_NO, CONTROL)


def _with(sheet: SheetGiven, mistakes: Mapping[str, Mistake]) -> SheetGiven:
    return SheetGiven(sheet.given, sheet.beside, sheet.answers, mistakes)
