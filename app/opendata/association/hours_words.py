"""The words of hours in plain French: a text becomes tokens, and a word that is not known is a doubt."""

import re
import unicodedata
from enum import Enum, auto
from typing import NamedTuple


class Doubt(Exception):
    """What is written is unknown, or may mean several things."""


class Sort(Enum):
    """What a word does in a sentence about hours."""

    DAY = auto()
    DAYS = auto()
    TIME = auto()
    BARE = auto()
    WHOLE = auto()
    HALF = auto()
    DASH = auto()
    TO = auto()
    SLASH = auto()
    AND = auto()
    EXCEPT = auto()
    CLOSED = auto()


class Token(NamedTuple):
    """A word or a time; `text` is folded."""

    sort: Sort
    text: str


_DAY = re.compile(r"(?:lu(?:n(?:dis?)?)?|ma(?:r(?:dis?)?)?|me(?:r(?:credis?)?)?|je(?:u(?:dis?)?)?|ve(?:n(?:dredis?)?)?"
                  r"|sa(?:m(?:edis?)?)?|di(?:m(?:anches?)?)?)\b\.?")  # fmt: skip
_PATTERNS: tuple[tuple[Sort | None, re.Pattern[str]], ...] = (
    (Sort.WHOLE, re.compile(r"24 ?h? ?(?:/|sur) ?24(?: ?h)?\b|jour et nuit\b")),
    (Sort.DAYS, re.compile(r"(?:tous les|chaque) jours?\b(?! (?:feries?|ouvr))|7 ?j?(?:ours)? ?(?:/|sur) ?7(?: ?j(?:ours)?)?\b|tlj\b")),
    (Sort.DAYS, re.compile(r"week ?-? ?ends?\b|(?:tous les )?(?:jours? )?feries?\b")),
    (None, re.compile(r"(?:tous les|chaque) (?=[lmjvsd])")),
    (Sort.DAY, _DAY),
    (Sort.TIME, re.compile(r"\d{1,2}(?: ?(?:h|heures?)\b(?: ?\d\d(?!\d| ?[h:]))?| ?h ?\d\d(?!\d| ?[h:])|:\d\d(?!\d|:))|midi\b|minuit\b")),
    (Sort.BARE, re.compile(r"\d{1,2}(?!\d)")),
    (Sort.HALF, re.compile(r"matins?\b|apres ?-? ?midis?\b|soirs?\b|soirees?\b")),
    (Sort.EXCEPT, re.compile(r"(?:sauf|hors|excepte)\b")),
    (Sort.CLOSED, re.compile(r"fermee?s?\b|fermetures?\b")),
    (Sort.TO, re.compile(r"aux?\b|a\b")),
    (Sort.AND, re.compile(r"(?:et|puis)\b|[,;|.&\n]")),
    (Sort.SLASH, re.compile(r"/")),
    (Sort.DASH, re.compile(r"-")),
    (None, re.compile(r"(?:de|du|des|les?|ouverte?s?|ouvertures?|accueil|horaires?|permanences?)\b|[dl]'|:|[ \t]+")),
)  # fmt: skip
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"’": "'", "\r": "\n", "→": "-", "•": ","})


def tokens_of(text: str) -> list[Token]:
    """Return what the text says, words that change nothing left out; raise Doubt at the first unknown word."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_DASHES).casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).strip()
    tokens, position = [], 0
    while position < len(plain):
        sort, match = next(((sort, found) for sort, pattern in _PATTERNS if (found := pattern.match(plain, position))), (None, None))
        if match is None:
            raise Doubt
        if sort is not None:
            tokens.append(Token(sort, match[0]))
        position = match.end()
    return tokens
