"""What the authors of a draft answered to try it, counted by question: their own tests, so nothing is hidden. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.participation.answers import special_of
from app.participation.building.walkable import not_drawn
from app.participation.definition import Definition, Question, Text
from app.participation.questions import type_of
from app.participation.record import Record
from app.participation.rules import Special


@dataclass(frozen=True, slots=True)
class Tried:
    """A question, and what was answered to it. `counts`: only what was chosen; `texts`: as written."""

    question: Question
    counts: Sequence[tuple[Text, int]]
    specials: Sequence[tuple[Special, int]]
    texts: Sequence[str]


def summary(definition: Definition, records: Sequence[Record]) -> Sequence[Tried]:
    """Return each question that asks something and was answered; what was asked once and is no more is left out."""
    shown = [question for question in definition.questions if not not_drawn(question) and type_of(question).asks]
    return [tried for tried in (_tried(question, records) for question in shown) if tried.counts or tried.specials or tried.texts]


def _tried(question: Question, records: Sequence[Record]) -> Tried:
    kind = type_of(question)
    answers = [record.answers[question.key] for record in records if question.key in record.answers]
    specials = Counter(special for answer in answers if (special := special_of(answer)))
    plain = [answer for answer in answers if not special_of(answer)]
    counted = Counter(code for answer in plain for code in kind.counted(question, answer))
    return Tried(
        question,
        [(category.label, counted[category.code]) for category in kind.categories(question, plain) if counted[category.code]],
        [(special, specials[special]) for special in Special if specials[special]],
        [words.text for record in records for words in record.texts if words.key == question.key],
    )
