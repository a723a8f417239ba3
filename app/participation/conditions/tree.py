"""What a condition is, once read."""

from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = str | int


@dataclass(frozen=True, slots=True)
class Compared:
    """The answer to a question beside a value. `by`: `=`, `!=`, `<`, `<=`, `>`, `>=`, `has`."""

    key: str
    by: str
    value: Value


@dataclass(frozen=True, slots=True)
class Known:
    """Something was answered."""

    key: str


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary."""

    of: "Condition"


@dataclass(frozen=True, slots=True)
class And:
    """All of them; two at least."""

    of: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One of them; two at least."""

    of: tuple["Condition", ...]


Condition: TypeAlias = Compared | Known | Not | And | Or


def keys_of(condition: Condition) -> frozenset[str]:
    """Return the keys of the questions that a condition looks at."""
    if isinstance(condition, Compared | Known):
        return frozenset((condition.key,))
    if isinstance(condition, Not):
        return keys_of(condition.of)
    return frozenset[str]().union(*map(keys_of, condition.of))
