"""Lists, however a format or a program wrote them, and the codes that they hold.

`['a', 'b']` (Python), `['a' 'b']` (numpy, which may wrap lines), `["a", "b"]` (JSON), `{a,b}` (PostgreSQL), `a, b` or `a|b` (people),
real lists in json and parquet.
"""

import re
from ast import literal_eval
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from app.opendata.cleaning.columns import LONGEST_REMEMBERED, REMEMBERED, Remembering
from app.opendata.cleaning.texts import is_absent, written

LONGEST = 20_000
"""Characters of a list: beyond, it is none, and telling its quotation marks apart would take hours."""

_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"|([^\s,'\"]+)", re.DOTALL)
_OPENING = re.compile(r"[\[{(]")
_BETWEEN = re.compile(r"[,;|\n]")
_LONGEST_QUOTE = 60

TOO_LONG = f"La liste dépasse {LONGEST // 1000} 000 caractères : elle est laissée de côté."

Cleaned = tuple[list[str], str]
"""Accepted codes, sorted, without doubles; and what is wrong, in French, empty when nothing is."""


def items(raw: Any) -> tuple[str, ...]:
    """Return the members of a list, as texts, in their order; nothing for what is absent, or written in more than LONGEST characters."""
    if raw.__class__ is str:
        return () if is_too_long(raw) else _parsed(raw)
    if is_absent(raw):
        return ()
    members: Iterable[Any] = raw if isinstance(raw, list | tuple | set | frozenset) else (raw,)
    return tuple(written(member).strip() for member in members if not is_absent(member))


def is_too_long(raw: Any) -> bool:
    """Whether a list as a text is longer than LONGEST."""
    return raw.__class__ is str and len(raw) > LONGEST


def is_short(found: str | tuple[str, ...]) -> bool:
    """Whether a list is worth remembering."""
    return (len(found) if isinstance(found, str) else sum(map(len, found)) + len(found)) <= LONGEST_REMEMBERED


def _parsed(text: str) -> tuple[str, ...]:
    bare = text.strip()
    if is_absent(bare):
        return ()
    start = _OPENING.search(bare)
    if start is None or bare[-1] not in "]})":
        found: Iterable[str] = _BETWEEN.split(bare)
    else:
        inside = (
            bare[start.end() : max(bare.rfind("]"), bare.rfind("}"))] if bare[-1] == ")" and start[0] == "(" else bare[start.end() : -1]
        )
        found = (_unquoted(match) for match in _QUOTED.finditer(inside.strip("[](){}") if start[0] == "(" else inside))
    return tuple(item for item in (one.strip() for one in found) if not is_absent(item))


def _unquoted(match: re.Match[str]) -> str:
    whole = match[0]
    if match[3] is not None:
        return whole
    if "\\" not in whole:
        return whole[1:-1]
    try:
        return str(literal_eval(whole))
    except (ValueError, SyntaxError):
        return whole[1:-1].replace("\\", "")


class Codes:
    """Reads lists of accepted codes: `self(raw)` for one cell, `column` for many."""

    def __init__(self, accepted: Iterable[str], aliases: Mapping[str, str | None] | None = None) -> None:
        """Accept these codes. An alias gives another code, or nothing, silently; other values are put aside and named."""
        self._accepted = frozenset(accepted)
        self.aliases = aliases or {}
        self._sort = lru_cache(REMEMBERED)(self._sorted)
        self._sorting = Remembering(self._found, self._sort)

    def __call__(self, raw: Any) -> Cleaned:
        """Read one cell."""
        codes, problem = self._sorting(raw)
        return [*codes], problem

    def column(self, raws: Sequence[Any]) -> list[Cleaned]:
        """Read the cells of a column."""
        return [([*codes], problem) for codes, problem in self._sorting.column(raws)]

    def _found(self, raw: Any) -> tuple[tuple[str, ...], str]:
        if is_too_long(raw):
            return (), TOO_LONG
        found = raw if raw.__class__ is str else items(raw)
        return self._sort(found) if is_short(found) else self._sorted(found)

    def _sorted(self, found: str | tuple[str, ...]) -> tuple[tuple[str, ...], str]:
        kept, unknown = set(), []
        for item in items(found):
            code = self.aliases.get(item, item)
            if code in self._accepted:
                kept.add(code)
            elif code is not None:
                unknown.append(item)
        return tuple(sorted(kept)), _aside(unknown)


def one_of(accepted: Iterable[str], aliases: Mapping[str, str | None] | None = None) -> Remembering[str | None]:
    """Return what reads one of these codes, or the first of several."""
    read = Codes(accepted, aliases)

    def read_one(raw: Any) -> tuple[str | None, str]:
        codes, problem = read(raw)
        if len(codes) > 1:
            first = next(code for item in items(raw) if (code := read.aliases.get(item, item)) in codes)
            return first, problem or "Plusieurs valeurs au lieu d’une : la première est gardée."
        return (codes[0] if codes else None), problem

    return Remembering(read_one)


def _aside(unknown: list[str]) -> str:
    if not unknown:
        return ""
    named = ", ".join(f"« {item[:_LONGEST_QUOTE]} »" for item in unknown[:5])
    more = "…" if len(unknown) > 5 else ""  # noqa: PLR2004 - enough to see what is wrong
    return f"Hors du référentiel, laissé de côté : {named}{more}"
