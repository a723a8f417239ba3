"""What may be done with the questions of a definition: each returns another definition. Pure.

A question that somebody took away meanwhile is `Gone`: nothing is done instead.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from app.core.errors import DomainError
from app.participation.building.keys import key_of
from app.participation.conditions import BadCondition, Compared, atoms_of, keys_of, parse
from app.participation.definition import Definition, Question

MOST_QUESTIONS = 100


class Gone(DomainError):
    """The question is not there any more."""


class TooMany(DomainError):
    """There are as many questions as a questionnaire may have."""


class LastOne(DomainError):
    """It is the only question: a questionnaire keeps one."""


class StillLooked(DomainError):
    """Conditions of other questions look at what would be taken away."""

    def __init__(self, lookers: Sequence[Question]) -> None:
        """Name the questions whose conditions look at it."""
        super().__init__()
        self.lookers = lookers


def added(definition: Definition, question: Question, after: str = "") -> Definition:
    """Return the definition with a question after another one; at the end where that one is not there. Raise TooMany."""
    if len(definition.questions) >= MOST_QUESTIONS:
        raise TooMany
    place = _place(definition, after)
    at = len(definition.questions) if place is None else place + 1
    return replace(definition, questions=(*definition.questions[:at], question, *definition.questions[at:]))


def moved(definition: Definition, key: str, by: int) -> Definition:
    """Return the definition with a question so many places further (before: below zero); at an end it stays there. Raise Gone."""
    place = _place(definition, key)
    if place is None:
        raise Gone
    others = [one for one in definition.questions if one.key != key]
    others.insert(max(0, min(len(others), place + by)), definition.questions[place])
    return replace(definition, questions=tuple(others))


def copy_key(definition: Definition, key: str, past: Collection[str]) -> str:
    """Return the key that the copy of a question will have; raise Gone. `past`: keys that were ever published."""
    question = existing(definition, key)
    return key_of(question.label.get("fr", ""), {*past, *(one.key for one in definition.questions)})


def duplicated(definition: Definition, key: str, past: Collection[str]) -> Definition:
    """Return the definition with the same question again, under a key of its own, after the first one. Raise Gone, TooMany."""
    return added(definition, replace(existing(definition, key), key=copy_key(definition, key, past)), key)


def taken_away(definition: Definition, key: str, *, with_conditions: bool = False) -> Definition:
    """Return the definition without a question. Raise Gone, LastOne.

    Raise StillLooked when other conditions look at it, unless they go too: those questions are then asked of everybody.
    """
    existing(definition, key)
    if len(definition.questions) == 1:
        raise LastOne
    found = _without_conditions(definition, lookers(definition, key), is_agreed=with_conditions)
    return replace(found, questions=tuple(one for one in found.questions if one.key != key))


def replaced(definition: Definition, question: Question, *, with_conditions: bool = False) -> Definition:
    """Return the definition with a question as it is now said. Raise Gone.

    Raise StillLooked when conditions of other questions look at a choice that it has no more, unless they go too.
    """
    before = existing(definition, question.key)
    codes = {choice.code for choice in before.choices} - {choice.code for choice in question.choices}
    found = _without_conditions(definition, lookers(definition, question.key, codes) if codes else (), is_agreed=with_conditions)
    return replace(found, questions=tuple(question if one.key == question.key else one for one in found.questions))


def existing(definition: Definition, key: str) -> Question:
    """Return the question of a key; raise Gone."""
    found = definition.question(key)
    if found is None:
        raise Gone
    return found


def lookers(definition: Definition, key: str, codes: Collection[str] | None = None) -> Sequence[Question]:
    """Return the other questions whose conditions look at this one (with `codes`: at these answers to it)."""
    return [one for one in definition.questions if one.key != key and one.show_if and _looks(one.show_if, key, codes)]


def _looks(show_if: str, key: str, codes: Collection[str] | None) -> bool:
    try:
        condition = parse(show_if)
    except BadCondition:
        return False
    if codes is None:
        return key in keys_of(condition)
    return any(isinstance(atom, Compared) and atom.key == key and atom.value in codes for atom in atoms_of(condition))


def _without_conditions(definition: Definition, those: Sequence[Question], *, is_agreed: bool) -> Definition:
    if those and not is_agreed:
        raise StillLooked(those)
    keys = {one.key for one in those}
    return replace(definition, questions=tuple(replace(one, show_if="") if one.key in keys else one for one in definition.questions))


def _place(definition: Definition, key: str) -> int | None:
    return next((place for place, one in enumerate(definition.questions) if one.key == key), None)
