"""What an expression asks, as one of our conditions.

What a question left empty meets is the same here and there: `${q} != 'x'` holds in ODK where nothing was answered, so that it is read as
`not q = 'x'`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.core.language import mark
from app.participation.conditions import HAS, BadCondition, Compared, Condition, Known, parse, printed
from app.participation.conditions.tree import MOST, And, Not, Or
from app.participation.definition import Question
from app.participation.questions import type_of
from app.participation.questions.base import Shape
from app.participation.xlsform.findings import Unsayable
from app.participation.xlsform.xpath import TOO_DEEP, Call, Comparison, Joined, Node, Number, Ref, Words, read

NO_SUCH_QUESTION = mark("L’expression regarde « %(name)s », qui n’est le nom d’aucune question d’avant.")
REFUSED_QUESTION = mark("L’expression regarde « %(name)s », ligne %(row)s, qui n’est pas reprise.")
NO_SUCH_FUNCTION = mark("La fonction « %(name)s » n’existe pas ici : gardez des comparaisons avec des réponses.")
NOT_A_COMPARISON = mark("Une partie de l’expression ne compare pas une réponse avec une valeur écrite.")
NOTHING_ASKED = mark("L’expression regarde « %(name)s », qui ne demande rien.")
OWN_WORDS = mark("On répond à « %(name)s » par ses propres mots : une condition peut seulement demander si quelque chose est écrit.")
USE_SELECTED = mark("On donne plusieurs réponses à « %(name)s » : écrivez selected(${%(name)s}, 'code').")
NO_SUCH_ANSWER = mark("« %(value)s » n’est le code d’aucune réponse à « %(name)s ».")
WHOLE_NUMBER = mark("On répond à « %(name)s » par un nombre entier : comparez avec un nombre entier.")
NO_ORDER = mark("Les réponses à « %(name)s » ne sont pas des nombres : comparez avec = et le code d’une réponse.")
ONLY_MONTH = mark("« %(name)s » ne garde qu’un mois : une condition peut seulement demander si quelque chose est répondu.")
NEVER = mark("L’expression n’est jamais vraie.")
MONTH_FORMAT = "%Y-%m"
_FLIPPED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_UNWRAPPED = frozenset(("number", "int", "string"))
_COUNTED = frozenset(("count-selected", "string-length"))


@dataclass(frozen=True, slots=True)
class Looked:
    """A question as expressions name it. `codes`: by the names of its choices in the workbook, ours."""

    question: Question
    codes: Mapping[str, str] = field(default_factory=dict)


class Scope(NamedTuple):
    """What an expression may look at. `known`: the questions before, by their names; `refused`: rows of those that were left out."""

    known: Mapping[str, Looked]
    refused: Mapping[str, int]

    def looked(self, name: str) -> Looked:
        """Return a question by its name; raise Unsayable."""
        if name in self.refused:
            raise Unsayable(REFUSED_QUESTION, name=name, row=self.refused[name])
        if name not in self.known:
            raise Unsayable(NO_SUCH_QUESTION, name=name or ".")
        found = self.known[name]
        if not type_of(found.question).asks:
            raise Unsayable(NOTHING_ASKED, name=name)
        return found


def condition(text: str, scope: Scope) -> Condition | None:
    """Return the condition that an expression says, None for one that is always true; raise Unsayable."""
    tree = read(text)
    if tree == Call("true", ()):
        return None
    found = _condition(tree, scope)
    try:
        parse(printed(found))
    except BadCondition as error:
        raise Unsayable(TOO_DEEP) from error
    return found


def _condition(node: Node, scope: Scope) -> Condition:
    if isinstance(node, Joined):
        if (pair := _other_answer(node, scope)) is not None:
            return pair
        parts = tuple(_condition(one, scope) for one in node.of)
        return And(parts) if node.by == "and" else Or(parts)
    if isinstance(node, Comparison):
        return _comparison(node, scope)
    if isinstance(node, Call):
        return _call(node, scope)
    raise Unsayable(NOT_A_COMPARISON)


def _other_answer(node: Joined, scope: Scope) -> Condition | None:
    """Return `q != 'x'` for `${q} != '' and ${q} != 'x'`: answered, and otherwise."""
    if node.by != "and" or len(node.of) != 2:  # noqa: PLR2004 - a pair
        return None
    first, second = node.of
    if not (isinstance(first, Comparison) and isinstance(second, Comparison) and first.sign == second.sign == "!="):
        return None
    if not (isinstance(first.left, Ref) and first.right == Words("") and second.right != Words("")):
        return None
    found = _comparison(second, scope)
    if isinstance(found, Not) and isinstance(found.of, Compared) and found.of.key == scope.looked(first.left.name).question.key:
        return Compared(found.of.key, "!=", found.of.value)
    return None


def _call(node: Call, scope: Scope) -> Condition:
    if node.name == "not" and len(node.of) == 1:
        inner = node.of[0]
        if isinstance(inner, Comparison) and inner.sign == "=" and Words("") in (inner.left, inner.right):
            return _comparison(Comparison(inner.left, "!=", inner.right), scope)
        return Not(_condition(inner, scope))
    if node.name == "selected" and [type(one) for one in node.of] == [Ref, Words]:
        ref, value = node.of
        if isinstance(ref, Ref) and isinstance(value, Words):
            return _selected(ref.name, value.text, scope)
    if node.name == "boolean" and len(node.of) == 1:
        return _condition(node.of[0], scope)
    if node == Call("false", ()):
        raise Unsayable(NEVER)
    raise Unsayable(NO_SUCH_FUNCTION, name=f"{node.name}()")


def _selected(name: str, value: str, scope: Scope) -> Condition:
    looked = scope.looked(name)
    kind = type_of(looked.question)
    if kind.is_text or not (kind.takes_choices or looked.codes):
        raise Unsayable(OWN_WORDS if kind.is_text else WHOLE_NUMBER, name=name)
    return Compared(looked.question.key, HAS if kind.shape is Shape.SEVERAL else "=", _code(looked, name, value))


def _comparison(node: Comparison, scope: Scope) -> Condition:
    left, sign, right = node.left, node.sign, node.right
    if isinstance(left, Words | Number):
        left, sign, right = right, _FLIPPED[sign], left
    if not isinstance(right, Words | Number):
        raise Unsayable(NOT_A_COMPARISON)
    if isinstance(left, Call):
        return _of_call(left, sign, right, scope)
    if not isinstance(left, Ref):
        raise Unsayable(NOT_A_COMPARISON)
    looked = scope.looked(left.name)
    if right == Words(""):
        known = Known(looked.question.key)
        if sign not in ("=", "!="):
            raise Unsayable(NOT_A_COMPARISON)
        return known if sign == "!=" else Not(known)
    return _value(looked, left.name, sign, right)


def _of_call(call: Call, sign: str, right: Words | Number, scope: Scope) -> Condition:
    """Return what a function of an answer asks: whether something was answered, which month it is."""
    ref = call.of[0] if call.of else None
    if not isinstance(ref, Ref):
        raise Unsayable(NO_SUCH_FUNCTION, name=f"{call.name}()")
    if call.name in _UNWRAPPED and len(call.of) == 1:
        return _comparison(Comparison(ref, sign, right), scope)
    key = scope.looked(ref.name).question.key
    if call.name in _COUNTED and (sign, right.text) in ((">", "0"), (">=", "1"), ("!=", "0")):
        return Known(key)
    if call.name in _COUNTED and (sign, right.text) in (("=", "0"), ("<", "1")):
        return Not(Known(key))
    is_month = scope.looked(ref.name).question.type == "month"
    if call.name == "format-date" and is_month and call.of[1:] == (Words(MONTH_FORMAT),) and sign in ("=", "!="):
        found = Compared(key, "=", right.text)
        return found if sign == "=" else Not(found)
    raise Unsayable(NO_SUCH_FUNCTION, name=f"{call.name}()")


def _value(looked: Looked, name: str, sign: str, right: Words | Number) -> Condition:
    kind, key = type_of(looked.question), looked.question.key
    if kind.is_text:
        raise Unsayable(OWN_WORDS, name=name)
    if kind.shape is Shape.SEVERAL:
        raise Unsayable(USE_SELECTED, name=name)
    if looked.question.type == "month":
        raise Unsayable(ONLY_MONTH, name=name)
    if looked.question.type == "integer":
        return _ordered(key, sign, _whole(right.text, name))
    if sign not in ("=", "!="):
        return _any_of(looked, name, sign, right)
    found = Compared(key, "=", right.text if looked.question.type == "commune" else _code(looked, name, right.text))
    return found if sign == "=" else Not(found)


def _ordered(key: str, sign: str, value: int) -> Condition:
    return Not(Compared(key, "=", value)) if sign == "!=" else Compared(key, sign, value)


def _any_of(looked: Looked, name: str, sign: str, right: Words | Number) -> Condition:
    """Return the choices whose names are numbers that compare so: steps of a scale."""
    if not looked.codes or not all(code.isdecimal() for code in looked.codes) or not isinstance(right, Number):
        raise Unsayable(NO_ORDER, name=name)
    value = _whole(right.text, name)
    compare = {"<": int.__lt__, "<=": int.__le__, ">": int.__gt__, ">=": int.__ge__}[sign]
    meeting = [ours for code, ours in looked.codes.items() if compare(int(code), value)]
    found: Sequence[Condition] = [Compared(looked.question.key, "=", ours) for ours in meeting]
    if not found:
        raise Unsayable(NEVER)
    return found[0] if len(found) == 1 else Or(tuple(found))


def _code(looked: Looked, name: str, value: str) -> str:
    if value not in looked.codes:
        raise Unsayable(NO_SUCH_ANSWER, value=value, name=name)
    return looked.codes[value]


def _whole(text: str, name: str) -> int:
    whole, _, rest = text.removeprefix("-").partition(".")
    if not (whole.isascii() and whole.isdigit()) or rest.strip("0") or len(whole) > len(str(MOST)):
        raise Unsayable(WHOLE_NUMBER, name=name)
    return -int(whole) if text.startswith("-") else int(whole)
