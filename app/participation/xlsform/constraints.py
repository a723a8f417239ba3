"""What a constraint asks of an answer, as settings of ours: bounds of numbers and of months, choices that go alone."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from app.core.language import mark
from app.participation.definition import Question
from app.participation.questions.figures import LONGEST
from app.participation.xlsform.findings import Unsayable
from app.participation.xlsform.xpath import Call, Comparison, Joined, Node, Number, Ref, Words, read

NOT_OURS = mark("Cette contrainte n’existe pas ici. On peut borner un nombre entier ou un mois, et dire qu’un choix va seul.")
NO_WHOLE = mark("Les bornes d’un nombre entier sont des nombres entiers : . >= 1 and . <= 40.")
_SELF = Ref("")
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def bounds(text: str) -> Mapping[str, Any]:
    """Return `min` and `max` of a whole number; raise Unsayable."""
    found: dict[str, Any] = {}
    for sign, value in _limits(text):
        if not isinstance(value, Number) or not value.text.lstrip("-").isdigit() or len(value.text.lstrip("-")) > LONGEST:
            raise Unsayable(NO_WHOLE)
        number = int(value.text)
        if sign in (">", ">="):
            _once(found, "min", number + (sign == ">"))
        else:
            _once(found, "max", number - (sign == "<"))
    return found


def months(text: str) -> Mapping[str, Any]:
    """Return `earliest` and `latest` of a month; raise Unsayable."""
    found: dict[str, Any] = {}
    for sign, value in _limits(text):
        if value == Call("today", ()) and sign in ("<", "<="):
            _once(found, "latest", "now")
            continue
        day = value.of[0] if isinstance(value, Call) and value.name == "date" and len(value.of) == 1 else value
        if not isinstance(day, Words) or sign not in ("<=", ">="):
            raise Unsayable(NOT_OURS)
        _once(found, "earliest" if sign == ">=" else "latest", day.text[:7])
    return found


def exclusives(text: str, codes: Mapping[str, str]) -> Collection[str]:
    """Return the choices that go alone; `codes`: ours, by the names of the workbook. Raise Unsayable."""
    found = [_alone(one) for one in _all(read(text))]
    if any(name is None or name not in codes for name in found):
        raise Unsayable(NOT_OURS)
    return {codes[name] for name in found if name is not None}


def bounds_text(question: Question) -> str:
    """Return the constraint that says the settings of a question; empty: it has none."""
    settings = question.settings
    if question.type == "integer":
        parts = [f". >= {settings['min']}" if "min" in settings else "", f". <= {settings['max']}" if "max" in settings else ""]
    elif question.type == "month":
        latest = settings.get("latest", "")
        last = ". <= today()" if latest == "now" else f". <= date('{latest}-28')" if latest else ""
        parts = [f". >= date('{settings['earliest']}-01')" if "earliest" in settings else "", last]
    else:
        parts = [_alone_text(one.code) for one in question.choices if one.exclusive and question.type == "several"]
    return " and ".join(part for part in parts if part)


def _alone_text(code: str) -> str:
    return f"not(selected(., '{code}') and count-selected(.) > 1)"


def _limits(text: str) -> Iterator[tuple[str, Node]]:
    for one in _all(read(text)):
        if not isinstance(one, Comparison) or one.sign in ("=", "!="):
            raise Unsayable(NOT_OURS)
        if one.left == _SELF:
            yield one.sign, one.right
        elif one.right == _SELF:
            yield _FLIPPED[one.sign], one.left
        else:
            raise Unsayable(NOT_OURS)


def _all(node: Node) -> Iterator[Node]:
    if isinstance(node, Joined) and node.by == "and":
        for one in node.of:
            yield from _all(one)
    else:
        yield node


def _alone(node: Node) -> str | None:
    """Return the choice that an expression has go alone: `not(selected(., 'x') and count-selected(.) > 1)` and what says the same."""
    if isinstance(node, Call) and node.name == "not" and len(node.of) == 1:
        inner = node.of[0]
        parts = list(inner.of) if isinstance(inner, Joined) and inner.by == "and" else []
        return _chosen_and(parts, (">", "1"), (">=", "2"))
    if isinstance(node, Joined) and node.by == "or":
        parts = [one.of[0] if isinstance(one, Call) and one.name == "not" and one.of else one for one in node.of]
        is_told = not any(_chosen(one) for one in node.of)
        return _chosen_and(parts, ("=", "1"), ("<=", "1"), ("<", "2")) if is_told else None
    if isinstance(node, Call) and node.name == "if" and len(node.of) == 3 and node.of[2] == Call("true", ()):  # noqa: PLR2004 - if, then, else
        return _chosen_and(list(node.of[:2]), ("=", "1"), ("<=", "1"), ("<", "2"))
    return None


def _chosen_and(parts: list[Node], *counts: tuple[str, str]) -> str | None:
    names = [_chosen(one) for one in parts if _chosen(one) is not None]
    counted = [one for one in parts if isinstance(one, Comparison) and one.left == Call("count-selected", (_SELF,))]
    if len(parts) != 2 or len(names) != 1 or len(counted) != 1:  # noqa: PLR2004 - what is chosen, how many
        return None
    right = counted[0].right
    return names[0] if isinstance(right, Number) and (counted[0].sign, right.text) in counts else None


def _chosen(node: Node) -> str | None:
    if isinstance(node, Call) and node.name == "selected" and len(node.of) == 2 and node.of[0] == _SELF:  # noqa: PLR2004 - what, which
        return node.of[1].text if isinstance(node.of[1], Words) else None
    return None


def _once(found: dict[str, Any], name: str, value: Any) -> None:
    if name in found:
        raise Unsayable(NOT_OURS)
    found[name] = value
