"""Telling a condition in plain words: to who fills in a printed questionnaire, to who writes one; and telling what cannot be read."""

from collections.abc import Mapping, Sequence
from functools import reduce

from app.core.language import FRENCH, Translator, mark
from app.participation.answers import Answer
from app.participation.conditions.parsing import BadCondition, Wanted
from app.participation.conditions.tree import HAS, And, Compared, Condition, Not, Or, keys_of
from app.participation.definition import Definition, Text, said
from app.participation.questions import REGISTRY
from app.participation.questions.base import Standard

KNOWN = "known"
MET: Mapping[str, str] = {
    KNOWN: mark("si vous avez répondu à la question %(number)s"),
    "=": mark("si vous avez répondu %(answer)s à la question %(number)s"),
    "!=": mark("si vous avez répondu autre chose que %(answer)s à la question %(number)s"),
    HAS: mark("si vous avez choisi %(answer)s à la question %(number)s"),
    ">": mark("si vous avez répondu plus de %(answer)s à la question %(number)s"),
    ">=": mark("si vous avez répondu %(answer)s ou plus à la question %(number)s"),
    "<": mark("si vous avez répondu moins de %(answer)s à la question %(number)s"),
    "<=": mark("si vous avez répondu %(answer)s ou moins à la question %(number)s"),
}
"""By sign: what somebody did who meets it."""
MISSED: Mapping[str, str] = {
    KNOWN: mark("si vous n’avez pas répondu à la question %(number)s"),
    "=": mark("si vous n’avez pas répondu %(answer)s à la question %(number)s"),
    "!=": mark("si vous avez répondu %(answer)s à la question %(number)s, ou rien"),
    HAS: mark("si vous n’avez pas choisi %(answer)s à la question %(number)s"),
    ">": mark("si vous n’avez pas répondu plus de %(answer)s à la question %(number)s"),
    ">=": mark("si vous n’avez pas répondu %(answer)s ou plus à la question %(number)s"),
    "<": mark("si vous n’avez pas répondu moins de %(answer)s à la question %(number)s"),
    "<=": mark("si vous n’avez pas répondu %(answer)s ou moins à la question %(number)s"),
}
"""By sign: the contrary, which holds too of who was not asked or answered nothing."""
BOTH, EITHER, GROUP, QUOTED = mark("%(one)s et %(another)s"), mark("%(one)s ou %(another)s"), mark("(%(condition)s)"), mark("« %(words)s »")
WANTED: Mapping[Wanted, str] = {
    Wanted.SHORTER: mark("La condition est trop longue : gardez-en moins."),
    Wanted.SIMPLER: mark("La condition a trop de parenthèses les unes dans les autres."),
    Wanted.SIGN: mark("La condition ne se lit pas au caractère %(at)s : ce signe n’y a pas de sens."),
    Wanted.JOIN: mark("La condition ne se lit pas au caractère %(at)s : écrivez « and » ou « or » avant la suite."),
    Wanted.KEY: mark("La condition ne se lit pas au caractère %(at)s : écrivez le code d’une question."),
    Wanted.COMPARISON: mark("La condition ne se lit pas au caractère %(at)s : écrivez un signe de comparaison, par exemple =, ou « has »."),
    Wanted.VALUE: mark("La condition ne se lit pas au caractère %(at)s : écrivez un nombre, ou un code entre apostrophes droites."),
    Wanted.NUMBER: mark("La condition ne se lit pas au caractère %(at)s : ce signe demande un nombre entier."),
    Wanted.SMALLER: mark("La condition ne se lit pas au caractère %(at)s : ce nombre est trop grand."),
    Wanted.CODE: mark("La condition ne se lit pas au caractère %(at)s : « has » demande un code entre apostrophes droites."),
    Wanted.OPENING: mark("La condition ne se lit pas au caractère %(at)s : ouvrez une parenthèse après « known »."),
    Wanted.CLOSING: mark("La condition ne se lit pas au caractère %(at)s : fermez la parenthèse."),
}
"""What is to be done where a condition cannot be read, for its author."""


def in_words(condition: Condition, definition: Definition, t: Translator) -> str:
    """Return « si vous avez répondu « Oui » à la question 3 »: no capital, no full stop; questions by their place in the definition.

    What is not in the definition (a key, a code) is told as it is written: nothing raises.
    """
    return _Telling(definition, t).told(_downwards(condition, is_met=True))


def wanted_at(error: BadCondition) -> tuple[str, Mapping[str, object]]:
    """Return what to say of a condition that cannot be read: a message marked for translation, and its values."""
    message = WANTED[error.wanted]
    return message, {"at": error.at + 1} if "%(at)s" in message else {}


class _Telling:
    def __init__(self, definition: Definition, t: Translator) -> None:
        self._definition, self._t = definition, t
        self._numbers = {question.key: number for number, question in enumerate(definition.questions, 1)}

    def told(self, condition: Condition) -> str:
        """Return a condition of which `not` stands before comparisons alone."""
        if isinstance(condition, And):
            return self._joined(BOTH, [self._part(one) for one in condition.of])
        if isinstance(condition, Or):
            return self._joined(EITHER, [self._same(one) for one in _together(condition)])
        return self._atom(condition.of, MISSED) if isinstance(condition, Not) else self._atom(condition, MET)

    def _joined(self, join: str, parts: Sequence[str]) -> str:
        return reduce(lambda one, another: self._t.gettext(join, one=one, another=another), parts)

    def _part(self, condition: Condition) -> str:
        text = self.told(condition)
        is_simple = not isinstance(condition, And | Or) or len(_together(condition)) == 1
        return text if is_simple else self._t.gettext(GROUP, condition=text)

    def _same(self, parts: Sequence[Condition]) -> str:
        """Return what differs by its value alone: « si vous avez répondu « Oui » ou « Un peu » à la question 3 »."""
        return self._part(parts[0]) if len(parts) == 1 else self._atom(parts[0], MET, parts)

    def _atom(self, atom: Condition, forms: Mapping[str, str], same: Sequence[Condition] = ()) -> str:
        if isinstance(atom, Compared):
            answers = [self._answer(one) for one in same or (atom,) if isinstance(one, Compared)]
            number, answer = self._numbers.get(atom.key, atom.key), self._joined(EITHER, answers)
            return self._t.gettext(forms[atom.by], number=number, answer=answer)
        (key,) = keys_of(atom)
        return self._t.gettext(forms[KNOWN], number=self._numbers.get(key, key))

    def _answer(self, atom: Compared) -> str:
        if isinstance(atom.value, int):
            return str(atom.value)
        question = self._definition.question(atom.key)
        kind = REGISTRY.get(question.type) if question else None
        answer: Answer = [atom.value] if atom.by == HAS else atom.value
        texts = kind.words(question, answer) if question and kind else []
        return self._t.gettext(QUOTED, words=" ".join(map(self._said, texts)) or atom.value)

    def _said(self, text: Text) -> str:
        return self._t.gettext(text[FRENCH.code]) if isinstance(text, Standard) else said(text, self._t.language.code).words


def _downwards(condition: Condition, *, is_met: bool) -> Condition:
    """Return the same condition, or its contrary, with `not` taken down to each comparison, where people read it best."""
    if isinstance(condition, Not):
        return _downwards(condition.of, is_met=not is_met)
    if isinstance(condition, And | Or):
        parts = tuple(_downwards(one, is_met=is_met) for one in condition.of)
        return And(parts) if isinstance(condition, And) is is_met else Or(parts)
    return condition if is_met else Not(condition)


def _together(condition: And | Or) -> Sequence[Sequence[Condition]]:
    """Return the parts of a condition; of `or`, together those that look for codes in one and the same answer."""
    found: dict[tuple[str, str] | int, list[Condition]] = {}
    for place, one in enumerate(condition.of):
        is_code = isinstance(condition, Or) and isinstance(one, Compared) and one.by in ("=", HAS)
        found.setdefault((one.key, one.by) if is_code and isinstance(one, Compared) else place, []).append(one)
    return list(found.values())
