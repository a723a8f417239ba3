"""What a condition is, once read. In normal form: an `And` holds no `And` itself and an `Or` no `Or`, however they were made."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = str | int
EQUALS = frozenset(("=", "!="))
ORDERS = frozenset(("<", "<=", ">", ">="))
HAS = "has"
RESERVED = frozenset(("and", "or", "not", "has", "known"))
"""Words of the language: no key is one of them."""
KEY = r"[a-z][a-z0-9_]{0,39}"
CODE = r"[^'\x00-\x1f\x7f]{0,60}"
MOST = 999_999_999
"""Numbers go so far, below zero too."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The answer to a question beside a value. `by`: `=`, `!=`, `<`, `<=`, `>`, `>=`, `has`. ValueError for what no text could say."""

    key: str
    by: str
    value: Value

    def __post_init__(self) -> None:
        """Refuse what could not be written."""
        _check_key(self.key)
        kinds = {str, int} if self.by in EQUALS else {int} if self.by in ORDERS else {str} if self.by == HAS else set()
        if type(self.value) not in kinds:
            msg = f"{self.by} does not take {self.value!r}"
            raise ValueError(msg)
        is_sayable = re.fullmatch(CODE, self.value) if isinstance(self.value, str) else abs(self.value) <= MOST
        if not is_sayable:
            msg = f"no text says {self.value!r}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Known:
    """Something was answered."""

    key: str

    def __post_init__(self) -> None:
        """Refuse what could not be written."""
        _check_key(self.key)


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary."""

    of: "Condition"


@dataclass(frozen=True, slots=True)
class And:
    """All of them; ValueError for fewer than two."""

    of: tuple["Condition", ...]

    def __post_init__(self) -> None:
        """Take in what is joined in the same way."""
        object.__setattr__(self, "of", _flat(And, self.of))


@dataclass(frozen=True, slots=True)
class Or:
    """One of them; ValueError for fewer than two."""

    of: tuple["Condition", ...]

    def __post_init__(self) -> None:
        """Take in what is joined in the same way."""
        object.__setattr__(self, "of", _flat(Or, self.of))


Atom: TypeAlias = Compared | Known
Condition: TypeAlias = Atom | Not | And | Or


def keys_of(condition: Condition) -> frozenset[str]:
    """Return the keys of the questions that a condition looks at."""
    return frozenset(atom.key for atom in atoms_of(condition))


def atoms_of(condition: Condition) -> Iterable[Atom]:
    """Return each comparison of a condition, from left to right."""
    if isinstance(condition, Compared | Known):
        yield condition
    elif isinstance(condition, Not):
        yield from atoms_of(condition.of)
    else:
        for one in condition.of:
            yield from atoms_of(one)


def _check_key(key: str) -> None:
    if not re.fullmatch(KEY, key) or key in RESERVED:
        msg = f"no text says {key!r}"
        raise ValueError(msg)


def _flat(kind: type[And | Or], parts: tuple[Condition, ...]) -> tuple[Condition, ...]:
    found = tuple(inner for part in parts for inner in (part.of if isinstance(part, And | Or) and type(part) is kind else (part,)))
    if len(parts) < len(("one", "another")):
        msg = "two conditions at least are joined"
        raise ValueError(msg)
    return found
