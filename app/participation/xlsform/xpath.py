"""Expressions of XLSForm, read as trees: the part of XPath that forms compare answers with. Curly quotes are taken for straight ones."""

import re
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from app.core.language import mark
from app.participation.xlsform.findings import Unsayable

UNREAD = mark("L’expression ne se lit pas à partir de « %(there)s » : gardez des comparaisons, « and », « or » et « not() ».")
ENDS_EARLY = mark("L’expression s’arrête trop tôt : il y manque quelque chose.")
TOO_DEEP = mark("L’expression est trop longue, ou a trop de parenthèses les unes dans les autres.")
MOST_PIECES, DEEPEST = 600, 40
SHOWN = 30
_STRAIGHT = str.maketrans("‘’‚‛′“”„‟″\u00a0\u202f\u2009", "'''''\"\"\"\"\"   ")
_TOKEN = re.compile(
    r"""\s*(?:(?P<ref>\$\{\s*[^{}#\s]+\s*\})|(?P<text>'[^']*'|"[^"]*")|(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<sign><=|>=|!=|[-=<>(),])"""
    r"""|(?P<word>[A-Za-z_][A-Za-z0-9_.:-]*)|(?P<dot>\.(?![./])))""",
)


@dataclass(frozen=True, slots=True)
class Ref:
    """The answer to a question, `${name}`; `.`, the answer to the question itself, has no name."""

    name: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text between quotes."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number, as it is written."""

    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function and what it is given."""

    name: str
    of: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two things compared. `sign`: `=`, `!=`, `<`, `<=`, `>`, `>=`."""

    left: "Node"
    sign: str
    right: "Node"


@dataclass(frozen=True, slots=True)
class Joined:
    """Several things joined by `and` or by `or`; what stands between brackets is one of them."""

    by: str
    of: tuple["Node", ...]


Node: TypeAlias = Ref | Words | Number | Call | Comparison | Joined


class _Token(NamedTuple):
    kind: str
    text: str
    at: int


def read(text: str) -> Node:
    """Return the tree of an expression; raise Unsayable."""
    straight = text.translate(_STRAIGHT).strip()
    reader = _Reader(_tokens(straight), straight)
    found = reader.either(0)
    if reader.token is not None:
        raise reader.odd()
    return found


def _tokens(text: str) -> list[_Token]:
    """Return the pieces of a text, the last one first."""
    found: list[_Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise Unsayable(UNREAD, there=text[at : at + SHOWN].strip())
        if len(found) == MOST_PIECES:
            raise Unsayable(TOO_DEEP)
        kind = match.lastgroup or ""
        found.append(_Token(kind, match[kind], match.start(kind)))
        at = match.end()
    return found[::-1]


class _Reader:
    def __init__(self, tokens: list[_Token], text: str) -> None:
        self._tokens, self._text = tokens, text

    @property
    def token(self) -> _Token | None:
        return self._tokens[-1] if self._tokens else None

    def odd(self) -> Unsayable:
        token = self.token
        return Unsayable(UNREAD, there=self._text[token.at : token.at + SHOWN]) if token else Unsayable(ENDS_EARLY)

    def either(self, depth: int) -> Node:
        return self._join("or", depth)

    def _join(self, word: str, depth: int) -> Node:
        if depth > DEEPEST:
            raise Unsayable(TOO_DEEP)
        parts = [self._part(word, depth)]
        while self._is("word", word):
            self._tokens.pop()
            parts.append(self._part(word, depth))
        return parts[0] if len(parts) == 1 else Joined(word, tuple(parts))

    def _part(self, word: str, depth: int) -> Node:
        return self._join("and", depth) if word == "or" else self._compared(depth)

    def _compared(self, depth: int) -> Node:
        left, token = self._one(depth), self.token
        if token is None or token.kind != "sign" or token.text not in ("=", "!=", "<", "<=", ">", ">="):
            return left
        self._tokens.pop()
        return Comparison(left, token.text, self._one(depth))

    def _one(self, depth: int) -> Node:
        token = self.token
        if token is None:
            raise self.odd()
        if token.kind in ("ref", "text", "number", "dot"):
            self._tokens.pop()
            return _leaf(token)
        if self._is("sign", "("):
            self._tokens.pop()
            found = self.either(depth + 1)
            self._close()
            return found
        if self._is("sign", "-") and len(self._tokens) > 1 and self._tokens[-2].kind == "number":
            self._tokens.pop()
            return Number(f"-{self._tokens.pop().text}")
        if token.kind == "word" and token.text not in ("and", "or"):
            return self._call(depth)
        raise self.odd()

    def _call(self, depth: int) -> Node:
        odd = self.odd()
        name = self._tokens.pop().text
        if not self._is("sign", "("):
            raise odd
        self._tokens.pop()
        given: list[Node] = []
        while not self._is("sign", ")"):
            if given:
                if not self._is("sign", ","):
                    raise self.odd()
                self._tokens.pop()
            given.append(self.either(depth + 1))
        self._tokens.pop()
        return Call(name, tuple(given))

    def _close(self) -> None:
        if not self._is("sign", ")"):
            raise self.odd()
        self._tokens.pop()

    def _is(self, kind: str, text: str) -> bool:
        return self.token is not None and self.token.kind == kind and self.token.text == text


def _leaf(token: _Token) -> Node:
    if token.kind == "ref":
        return Ref(token.text[2:-1].strip())
    if token.kind == "text":
        return Words(token.text[1:-1])
    return Number(token.text) if token.kind == "number" else Ref("")
