"""Typing a sheet of paper: which one, in which language; then all its questions on one page; then which of two typings is right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from app.core.language import READABLE, mark
from app.core.numbers import row_number
from app.participation.answers import Answer, Answers, special, special_of
from app.participation.definition import Definition, Question
from app.participation.forms.opening import plain_line
from app.participation.models.paper import FIRST, SECOND
from app.participation.questions import type_of
from app.participation.questions.base import CONTROL, Given, Mistake
from app.participation.rules import Special
from app.participation.sheets import MOST_SHEETS, TURNS
from app.web.forms import Form

WHICH_SHEET = mark("Écrivez le numéro de la feuille, de 1 à 999999.")
CHOOSE_LANGUAGE = mark("Choisissez la langue de la feuille.")
NOT_BOTH = mark("Gardez la réponse, ou la réponse à part, pas les deux.")
CHOOSE_RIGHT = mark("Choisissez la saisie qui dit la même chose que la feuille.")
BESIDE = "sans_reponse"
"""The control of special answers, after the prefix of a question."""
NOTHING = "vide"
"""Said beside a question: nothing is answered, whatever was ticked by mistake (what is ticked among few cannot be unticked)."""
RIGHT = "choix-"
"""What comes before the key of a question, in the control that chooses between two typings."""


class SheetForm(Form):
    """Which sheet."""

    feuille = StringField(mark("Numéro écrit sur la feuille"), filters=[plain_line])
    langue = SelectField(mark("Langue de la feuille"), validate_choice=False)

    def __init__(self, languages: Sequence[str], **options: Any) -> None:
        """Offer the languages of the campaign."""
        super().__init__(**options)
        self.langue.choices = [SelectChoice(code, READABLE[code].name) for code in languages]

    def validate_feuille(self, one: StringField) -> None:
        """A number that a sheet may bear."""
        if not 1 <= (row_number(one.data) or 0) <= MOST_SHEETS:
            raise StopValidation(WHICH_SHEET)

    def validate_langue(self, one: SelectField) -> None:
        """One of the campaign's."""
        if one.data not in {choice.value for choice in one.choices}:
            raise StopValidation(CHOOSE_LANGUAGE)

    @property
    def sheet(self) -> int:
        """The number, once the form is valid."""
        return row_number(self.feuille.data) or 0


@dataclass(frozen=True, slots=True)
class SheetGiven:
    """What a form brings of a whole sheet. `given`: by key, what its controls hold, `beside` the special answer that is ticked.

    `mistakes`: by key, what is to mend; `answers`: the others.
    """

    given: Mapping[str, Given]
    beside: Mapping[str, str]
    answers: Answers = field(default_factory=dict)
    mistakes: Mapping[str, Mistake] = field(default_factory=dict)


def prefix_of(question: Question) -> str:
    """Return what comes before the names of the controls of a question."""
    return f"{question.key}-"


def read_sheet(definition: Definition, form: MultiDict[str, str]) -> SheetGiven:
    """Return what a form brings. A question may be left empty, whatever it is: a person may have passed over it."""
    given: dict[str, Given] = {}
    beside: dict[str, str] = {}
    answers: dict[str, Answer] = {}
    mistakes: dict[str, Mistake] = {}
    for question in definition.questions:
        key, prefix = question.key, prefix_of(question)
        if not type_of(question).asks:
            continue
        found = {name[len(prefix) :]: form.getlist(name) for name in form if name.startswith(prefix)}
        beside[key] = next(iter(found.pop(BESIDE, ())), "")
        given[key] = found
        try:
            answer = _answer(question, found, beside[key])
        except Mistake as mistake:
            mistakes[key] = mistake
        else:
            if answer is not None:
                answers[key] = answer
    return SheetGiven(given, beside, answers, mistakes)


def sheet_shown(definition: Definition, answers: Answers) -> SheetGiven:
    """Return what the form holds of a typing: the inverse of `read_sheet`."""
    given: dict[str, Given] = {}
    beside: dict[str, str] = {}
    for question in definition.questions:
        answer = answers.get(question.key)
        ticked = special_of(answer) if answer is not None else None
        beside[question.key] = str(ticked) if ticked else ""
        given[question.key] = {} if answer is None or ticked else type_of(question).shown(question, answer)
    return SheetGiven(given, beside, answers)


def read_right(keys: Sequence[str], form: MultiDict[str, str]) -> dict[str, int]:
    """Return by key which typing was said to be right; a key that is not there was not answered."""
    found = {key: row_number(form.get(f"{RIGHT}{key}")) for key in keys}
    return {key: turn for key, turn in found.items() if turn in (FIRST, SECOND)}


def turn_of(text: str | None) -> int:
    """Return which typing a form or an address says, the first one when it says none."""
    turn = row_number(text)
    return turn if turn in TURNS else FIRST


def _answer(question: Question, given: Given, beside: str) -> Answer:
    """One answer; None when nothing was typed."""
    kind = type_of(question)
    if beside == NOTHING:
        return None
    is_empty = not any(value.strip() for values in given.values() for value in values)
    if kind.takes_specials and beside in set(Special):
        if not is_empty:
            raise Mistake(NOT_BOTH, CONTROL)
        return special(Special(beside))
    return None if is_empty else kind.check(question, given)
