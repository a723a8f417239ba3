"""When a question is asked: rows of choices, the condition in words, what checks say of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.core.language import Translator, mark
from app.participation.building.clauses import (
    FIGURES,
    MONTHS,
    WITHOUT_VALUE,
    Join,
    Sign,
    answers_of,
    earlier,
    signs_of,
    told_at,
    with_condition,
)
from app.participation.conditions import in_words
from app.participation.definition import Definition, Question, Said, said
from app.participation.display.building.naming import problem_text
from app.participation.display.field import said_in
from app.participation.forms.building.condition import (
    ANSWER,
    MOST_ROWS,
    QUESTION,
    SIGN,
    WHEN,
    ConditionGiven,
    Row,
    When,
    condition_in,
    stored_rows,
)
from app.participation.questions.figures import whole_number
from app.web.forms import FieldError

SIGNS: Mapping[Sign, str] = {
    Sign.IS: mark("a choisi"),
    Sign.IS_NOT: mark("n’a pas choisi"),
    Sign.OTHER: mark("a choisi autre chose que"),
    Sign.HAS: mark("a choisi"),
    Sign.HAS_NOT: mark("n’a pas choisi"),
    Sign.EQUALS: mark("a répondu exactement"),
    Sign.DIFFERS: mark("a répondu un autre nombre que"),
    Sign.MORE: mark("a répondu plus de"),
    Sign.AT_LEAST: mark("a répondu au moins"),
    Sign.LESS: mark("a répondu moins de"),
    Sign.AT_MOST: mark("a répondu au plus"),
    Sign.KNOWN: mark("a répondu"),
    Sign.SILENT: mark("n’a pas répondu"),
}
WHENS: Mapping[When, str] = {
    When.ALL: mark("À tout le monde"),
    When.SOME: mark("Seulement si…"),
    When.AS_NOW: mark("Comme maintenant : la condition écrite, sans rien y changer"),
}
JOINS: Mapping[Join, str] = {Join.ALL: mark("Toutes ces conditions"), Join.ANY: mark("Une de ces conditions, au moins")}
TO_ALL, TO_SOME = mark("Cette question est posée à tout le monde."), mark("Cette question est posée seulement %(condition)s.")
UNREAD = mark("La condition écrite ne se lit pas : %(text)s")
UNFINISHED = mark("Complétez les lignes : la condition sera dite ici en mots.")
NOT_BEFORE = mark("« %(key)s » : aucune question d’avant ne s’appelle ainsi")
NO_SUCH_ANSWER = mark("« %(code)s » : cette réponse n’existe plus")
NUMBERED = mark("%(number)s. %(question)s")


class Option(NamedTuple):
    """One thing to choose in a list."""

    value: str
    words: Said
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row. `answers`: what is chosen from; none where a number (`is_number`), a month or a text is typed.

    `takes_answer`: some sign wants an answer; `wants_answer`: the one that is chosen does.
    """

    number: int
    questions: Sequence[Option]
    signs: Sequence[Option]
    answers: Sequence[Option]
    takes_answer: bool
    wants_answer: bool
    is_number: bool
    is_month: bool
    answer: str
    mistakes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ConditionPage:
    """`participation/building/condition.html`. `told`: the condition in words; `stands`: the one that somebody else left meanwhile."""

    title: Said
    at: str
    path: str
    number: int
    question: Said
    whens: Sequence[Option]
    joins: Sequence[Option]
    rows: Sequence[RowShown]
    can_add: bool
    has_earlier: bool
    when_mistake: str
    told: str
    problems: Sequence[str]
    written: str
    is_written_open: bool
    seen: str
    names: Sequence[tuple[str, Said]]
    stands: str
    errors: Sequence[FieldError]
    controls: Sequence[str]


class Asked(NamedTuple):
    """A question of a draft. `at`: the address of the draft."""

    definition: Definition
    question: Question
    at: str

    @property
    def path(self) -> str:
        """The address of its condition."""
        return f"{self.at}/question/{self.question.key}/condition"


def condition_page(  # noqa: PLR0913 - a question, what a form brings of it, what came of it
    asked: Asked,
    given: ConditionGiven,
    wanted: str | None,
    t: Translator,
    *,
    stands: str | None = None,
    is_written: bool = False,
    refused: Sequence[str] = (),
    doubt: str = "",
) -> ConditionPage:
    """Return the page. `wanted`: the condition to tell in words, None while it is not one; `refused`: why it is not kept.

    `stands`: what somebody else left meanwhile; `is_written`: the form sent what is written; `doubt`: said in place of the words.
    """
    mistakes = {control: t.gettext(message, **values) for control, (message, values) in given.mistakes.items()}
    rows = [_Making(asked, given, mistakes, t).row(number, row) for number, row in enumerate(given.rows, 1)]
    is_as_now = given.when is When.AS_NOW or bool(given.seen and not stored_rows(given.seen))
    names = [one for one in When if one is not When.AS_NOW or is_as_now]
    key = asked.question.key
    problems = () if wanted is None or refused else told_at(with_condition(asked.definition, key, wanted), key)
    before = earlier(asked.definition, key)
    ids = [f"{name}{row.number}" for row in rows for name in (QUESTION, SIGN, ANSWER)]
    first = "ecrite" if is_written else f"{QUESTION}1" if given.when is When.SOME else WHEN
    return ConditionPage(
        title=said(asked.definition.title, t.language.code),
        at=asked.at,
        path=asked.path,
        number=asked.definition.questions.index(asked.question) + 1,
        question=said(asked.question.label, t.language.code),
        whens=[Option(one.value, _ours(WHENS[one], t), one is given.when) for one in names],
        joins=[Option(one.value, _ours(JOINS[one], t), one is given.join) for one in Join],
        rows=rows,
        can_add=len(rows) < MOST_ROWS,
        has_earlier=bool(before),
        when_mistake=mistakes.get(WHEN, ""),
        told=doubt or told(wanted, asked.definition, t),
        problems=[problem_text(problem, asked.definition, t) for problem in problems],
        written=given.written,
        is_written_open=is_written or is_as_now,
        seen=given.seen,
        names=[(question.key, _numbered(question, asked.definition, t)) for question in before],
        stands="" if stands is None else told(stands, asked.definition, t),
        errors=[*(FieldError(control, message) for control, message in mistakes.items()), *(FieldError(first, one) for one in refused)],
        controls=[WHEN, "ecrite", *ids],
    )


def told(text: str | None, definition: Definition, t: Translator) -> str:
    """Return the sentence that says to whom a question is asked."""
    if text is None:
        return t.gettext(UNFINISHED)
    if not text:
        return t.gettext(TO_ALL)
    found = condition_in(text)
    return t.gettext(TO_SOME, condition=in_words(found, definition, t)) if found else t.gettext(UNREAD, text=text)


class _Making(NamedTuple):
    asked: Asked
    given: ConditionGiven
    mistakes: Mapping[str, str]
    t: Translator

    def row(self, number: int, row: Row) -> RowShown:
        question = self.asked.definition.question(row.key)
        sign = next((one for one in Sign if one == row.sign), None)
        known = list(signs_of(question)) if question else []
        if sign and sign not in known and row in stored_rows(self.given.seen):
            known.append(sign)
        is_number = any(one in FIGURES for one in known)
        answers = self._answers(question, row) if question else []
        return RowShown(
            number=number,
            questions=self._questions(row),
            signs=[Option(one.value, _ours(SIGNS[one], self.t), one is sign) for one in known],
            answers=answers,
            takes_answer=any(one not in WITHOUT_VALUE for one in known),
            wants_answer=sign not in WITHOUT_VALUE,
            is_number=is_number,
            is_month=bool(question and question.type == MONTHS),
            answer=row.answer if not is_number or whole_number(row.answer) is not None or f"{ANSWER}{number}" in self.mistakes else "",
            mistakes={name: self.mistakes.get(f"{name}{number}", "") for name in (QUESTION, SIGN, ANSWER)},
        )

    def _questions(self, row: Row) -> list[Option]:
        definition = self.asked.definition
        before = earlier(definition, self.asked.question.key)
        found = [Option(one.key, _numbered(one, definition, self.t), one.key == row.key) for one in before]
        if row.key and all(one.key != row.key for one in before):
            later = definition.question(row.key)
            words = _numbered(later, definition, self.t) if later else _ours(NOT_BEFORE, self.t, key=row.key)
            found.append(Option(row.key, words, is_chosen=True))
        return found

    def _answers(self, question: Question, row: Row) -> list[Option]:
        found = [Option(one.code, said_in(one.label, self.t.language.code, self.t), one.code == row.answer) for one in answers_of(question)]
        is_gone = found and row.answer and all(one.value != row.answer for one in found)
        if is_gone and row in stored_rows(self.given.seen):
            found.append(Option(row.answer, _ours(NO_SUCH_ANSWER, self.t, code=row.answer), is_chosen=True))
        return found


def _numbered(question: Question, definition: Definition, t: Translator) -> Said:
    words = said(question.label, t.language.code)
    number = definition.questions.index(question) + 1
    return Said(t.gettext(NUMBERED, number=number, question=words.words), words.lang, words.direction)


def _ours(message: str, t: Translator, **values: object) -> Said:
    return Said(t.gettext(message, **values), t.language.base, t.language.direction)
