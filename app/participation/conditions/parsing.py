"""Reading a condition: `or` binds least, then `and`, then `not`.

Limits are of a kind that writing again in canonical form never passes: pieces and depth, not spaces and brackets.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from app.participation.conditions.tree import (
    CODE,
    EQUALS,
    HAS,
    KEY,
    MOST,
    ORDERS,
    RESERVED,
    And,
    Compared,
    Condition,
    Known,
    Not,
    Or,
    Value,
)

LONGEST, MOST_PIECES, DEEPEST = 20_000, 300, 50
"""In characters; in words, signs and values; in brackets and `not` within each other."""
_TOKEN = re.compile(rf"(?P<word>{KEY})(?![a-z0-9_])|'(?P<code>{CODE})'|(?P<number>-?[0-9]+)|(?P<sign><=|>=|!=|[=<>()])")
_SPACE = re.compile(r"\s*")


class Wanted(StrEnum):
    """What was to stand where a condition cannot be read."""

    SHORTER = "shorter"
    SIMPLER = "simpler"
    SIGN = "sign"
    JOIN = "join"
    KEY = "key"
    COMPARISON = "comparison"
    VALUE = "value"
    NUMBER = "number"
    SMALLER = "smaller"
    CODE = "code"
    OPENING = "opening"
    CLOSING = "closing"


class BadCondition(ValueError):
    """A condition that cannot be read. `wanted`: what was to stand there; `at`: where, in characters from 0."""

    def __init__(self, wanted: Wanted, at: int) -> None:
        """Say what is wanted, and where."""
        super().__init__(f"{wanted} is wanted (character {at + 1})")
        self.wanted = wanted
        self.at = at


class _Token(NamedTuple):
    kind: str
    text: str
    at: int


@lru_cache(maxsize=1024)
def parse(text: str) -> Condition:
    """Return the condition that a text says, in normal form; raise BadCondition."""
    if len(text) > LONGEST:
        raise BadCondition(Wanted.SHORTER, LONGEST)
    reader = _Reader(_tokens(text), len(text))
    found = reader.either(0)
    if reader.token is not None:
        raise BadCondition(Wanted.JOIN, reader.token.at)
    return found


def _tokens(text: str) -> list[_Token]:
    """Return the pieces of a text, the last one first."""
    found: list[_Token] = []
    at = _after_space(text, 0)
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise BadCondition(Wanted.SIGN, at)
        if len(found) == MOST_PIECES:
            raise BadCondition(Wanted.SHORTER, at)
        kind = match.lastgroup or ""
        found.append(_Token(kind, match[kind], at))
        at = _after_space(text, match.end())
    return found[::-1]


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


class _Reader:
    def __init__(self, tokens: list[_Token], end: int) -> None:
        self._tokens, self._end = tokens, end

    @property
    def token(self) -> _Token | None:
        return self._tokens[-1] if self._tokens else None

    def either(self, depth: int) -> Condition:
        found = self._many("or", self._all, depth)
        return found[0] if len(found) == 1 else Or(tuple(found))

    def _all(self, depth: int) -> Condition:
        found = self._many("and", self._one, depth)
        return found[0] if len(found) == 1 else And(tuple(found))

    def _many(self, word: str, read: Callable[[int], Condition], depth: int) -> list[Condition]:
        found = [read(depth)]
        while self._is_word(word):
            self._tokens.pop()
            found.append(read(depth))
        return found

    def _one(self, depth: int) -> Condition:
        if depth > DEEPEST:
            raise self._wanted(Wanted.SIMPLER)
        if self._is_word("not"):
            self._tokens.pop()
            return Not(self._one(depth + 1))
        if self._is_sign("("):
            self._tokens.pop()
            found = self.either(depth + 1)
            self._close()
            return found
        if self._is_word("known"):
            self._tokens.pop()
            if not self._is_sign("("):
                raise self._wanted(Wanted.OPENING)
            self._tokens.pop()
            key = self._key()
            self._close()
            return Known(key)
        return self._comparison()

    def _comparison(self) -> Condition:
        key, token = self._key(), self.token
        if token is None or not (token.text in EQUALS | ORDERS if token.kind == "sign" else self._is_word(HAS)):
            raise self._wanted(Wanted.COMPARISON)
        self._tokens.pop()
        return Compared(key, token.text, self._value(token.text))

    def _value(self, by: str) -> Value:
        token = self.token
        if token is None or token.kind not in ("code", "number"):
            raise self._wanted(Wanted.VALUE)
        if token.kind == "code" and by in ORDERS:
            raise self._wanted(Wanted.NUMBER)
        if token.kind == "number" and by == HAS:
            raise self._wanted(Wanted.CODE)
        if token.kind == "number" and len(token.text.lstrip("-")) > len(str(MOST)):
            raise self._wanted(Wanted.SMALLER)
        self._tokens.pop()
        return token.text if token.kind == "code" else int(token.text)

    def _key(self) -> str:
        token = self.token
        if token is None or token.kind != "word" or token.text in RESERVED:
            raise self._wanted(Wanted.KEY)
        self._tokens.pop()
        return token.text

    def _close(self) -> None:
        if not self._is_sign(")"):
            raise self._wanted(Wanted.CLOSING)
        self._tokens.pop()

    def _is_word(self, word: str) -> bool:
        return self.token is not None and self.token.kind == "word" and self.token.text == word

    def _is_sign(self, sign: str) -> bool:
        return self.token is not None and self.token.kind == "sign" and self.token.text == sign

    def _wanted(self, wanted: Wanted) -> BadCondition:
        return BadCondition(wanted, self.token.at if self.token else self._end)
