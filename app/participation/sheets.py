"""A sheet of paper as somebody typed it: what is kept of it, and how two typings of it compare. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from app.core.language import FRENCH, READABLE
from app.participation.answers import Answer, Answers, is_said
from app.participation.definition import Definition, Question
from app.participation.models.paper import FIRST, SECOND
from app.participation.questions import type_of
from app.participation.record import Record, Way, record_of
from app.participation.rules import Channel
from app.participation.walking import REFUSED, is_asked

TURNS = (FIRST, SECOND)
MOST_SHEETS = 999_999
LANGUAGE = "-langue"
"""Stands for the language of the sheet where a key of a question is asked for: no key is written so."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What one person typed. `answers`: by key, of all the questions that the sheet answers, whether they were to be asked or not."""

    answers: Answers
    language: str


class When(NamedTuple):
    """What a record tells beside answers: the version of the sheet, and the ISO week of its typing."""

    version: int
    week: str


def packed(typed: Typed) -> str:
    """Return a typing as JSON."""
    return json.dumps({"answers": typed.answers, "language": typed.language}, ensure_ascii=False, sort_keys=True)


def unpacked(text: str | None) -> Typed:
    """Return the typing that JSON says."""
    body = json.loads(text or "{}")
    language = body.get("language", FRENCH.code)
    return Typed(body.get("answers", {}), language if language in READABLE else FRENCH.code)


def whole(definition: Definition, answers: Answers) -> Answers | None:
    """Return the answers to the questions that were to be asked, None where nothing was ticked; None where somebody did not agree.

    A consent that is left empty is no consent.
    """
    heard: dict[str, Answer] = {}
    for question in definition.questions:
        if is_asked(question, heard):
            answer = _plain(question, answers.get(question.key))
            if question.type == "consent" and (not is_said(answer) or answer == REFUSED):
                return None
            heard[question.key] = answer
    return heard


def record(definition: Definition, typed: Typed, when: When) -> Record | None:
    """Return what is kept of a typing; None where the person did not agree."""
    answers = whole(definition, typed.answers)
    return None if answers is None else record_of(definition, when.version, answers, Way(Channel.PAPER, when.week, typed.language))


def are_alike(definition: Definition, one: Typed, other: Typed) -> bool:
    """Whether the same would be kept of both: spaces of texts put aside, and what was not to be asked."""
    found = [record(definition, typed, When(0, "")) for typed in (one, other)]
    return found[0] == found[1]


def differences(definition: Definition, one: Typed, other: Typed) -> list[str]:
    """Return the keys of the questions that were typed otherwise, in their order; `LANGUAGE` first, where it matters."""
    keys = [
        question.key
        for question in definition.questions
        if _plain(question, one.answers.get(question.key)) != _plain(question, other.answers.get(question.key))
    ]
    if one.language == other.language or are_alike(definition, one, replace(other, answers=one.answers)):
        return keys
    return [LANGUAGE, *keys]


def chosen(one: Typed, other: Typed, turns: Mapping[str, int]) -> Typed:
    """Return the first typing, less what was chosen in the second; `turns`: by key, `FIRST` or `SECOND`."""
    taken: Sequence[str] = [key for key, turn in turns.items() if turn == SECOND and key != LANGUAGE]
    kept = {key: answer for key, answer in one.answers.items() if key not in taken}
    answers = {**kept, **{key: other.answers[key] for key in taken if key in other.answers}}
    return Typed(answers, (other if turns.get(LANGUAGE) == SECOND else one).language)


def _plain(question: Question, answer: Answer) -> Answer:
    """An answer as it is kept: texts without spaces that say nothing, None for what asks nothing."""
    kind = type_of(question)
    if not kind.asks:
        return None
    if kind.is_text and isinstance(answer, str):
        return "\n".join(" ".join(line.split()) for line in answer.splitlines()).strip() or None
    return answer
