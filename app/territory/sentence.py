"""Finding the place inside a free sentence: « domiciliation Privas », « manger ce soir à Lyon 7 », « PAEJ de la Drôme »."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.core.text import fold
from app.territory.index import key_of, name_index
from app.territory.reading import LONGEST_DEPARTEMENT, read
from app.territory.rules import Ambiguous, Found, Split
from app.territory.spelling import only_close_spelling
from app.territory.words import (
    ARTICLES,
    CONTRACTIONS,
    COUNTED,
    DETERMINERS,
    EMERGENCY,
    LINKING_NOUNS,
    LINKS,
    NOT_A_PLACE,
    ORDINARY,
    TOWARDS,
    TOWARDS_WITH_OF,
    WORD_OR_TOWN,
)

LONGEST_SENTENCE = 40
"""Words; beyond, only the last ones are read."""

WELL_KNOWN, A_TOWN = 2_000, 5_000
"""Inhabitants from which a word alone is a place in the middle of a sentence, and a misspelt one at its end."""

SHORTEST_MISSPELT, LONGEST_MISSPELT = 6, 4
"""Characters, words."""

SAINTS = frozenset({"saint", "sainte", "st", "ste"})

_WORD = re.compile(r"[^\W_]+")
_HYPHENS = frozenset("-‐‑")
_LOOSE_ENDS = " \t\r\n\u00a0\u202f,;:.-–—(«\"'’"
_OPAQUE = "\0"


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    tokens: list[str]
    spans: list[tuple[int, int]]
    is_known_word: Callable[[str], bool]

    def is_cut(self, position: int) -> bool:
        """Whether a hyphen joins the word at this position to the one before it: « Rhône-Alpes » is one name."""
        if not 0 < position < len(self.tokens):
            return False
        return self.text[self.spans[position - 1][1] : self.spans[position][0]] in _HYPHENS

    def is_capital(self, position: int) -> bool:
        """Whether the word begins, alone, with a capital; words all in capitals tell nothing."""
        start, stop = self.spans[position]
        return self.text[start].isupper() and not self.text[start:stop].isupper()

    def without(self, start: int, stop: int) -> str:
        """The sentence less these words and what linked them to it."""
        linked = False
        while start and (self.tokens[start - 1] in LINKS or (linked and self.tokens[start - 1] in LINKING_NOUNS)):
            start, linked = start - 1, True
        before = self.text[: self.spans[start][0]].rstrip(_LOOSE_ENDS)
        after = self.text[self.spans[stop - 1][1] :].lstrip(_LOOSE_ENDS + ")»")
        return f"{before} {after.strip()}".strip()


def split(text: str, *, is_known_word: Callable[[str], bool] = ORDINARY.__contains__) -> Split:
    """Find the place that a sentence names: at its end, else at its start, else inside; the longest name first.

    Give the sentence as it was typed: capitals and hyphens tell names from words. `is_known_word` tells which folded words the
    caller understands otherwise: alone, such a word is a place only where « à », « près de » … announce one, or where it closes the
    sentence with a capital; it is never taken for a misspelt place. Names that are ordinary words (« Cours », « Bains ») are
    treated so in any case.
    """
    sentence = _sentence(text, is_known_word)
    for start, stop in _spans(len(sentence.tokens)):
        outcome = _outcome(sentence, start, stop)
        if outcome is not None:
            return Split(sentence.without(start, stop), outcome)
    return _misspelt(sentence) or Split(text.strip(), None)


def _sentence(text: str, is_known_word: Callable[[str], bool]) -> _Sentence:
    text = unicodedata.normalize("NFC", text)
    spans = [match.span() for match in _WORD.finditer(text)][-LONGEST_SENTENCE:]
    folded = [fold(text[start:stop]) for start, stop in spans]
    tokens = [token if token and " " not in token else _OPAQUE for token in folded]
    joined = " ".join(tokens)
    for phrase in NOT_A_PLACE:
        if phrase in joined:
            _hide(tokens, phrase.split())
    return _Sentence(text, tokens, spans, is_known_word)


def _hide(tokens: list[str], words: Sequence[str]) -> None:
    for start in range(len(tokens) - len(words) + 1):
        if tokens[start : start + len(words)] == words:
            tokens[start : start + len(words)] = [_OPAQUE] * len(words)


def _spans(count: int) -> Iterator[tuple[int, int]]:
    longest = min(name_index().longest + LONGEST_DEPARTEMENT, count)
    for length in range(longest, 0, -1):
        yield count - length, count
    for length in range(min(longest, count - 1), 0, -1):
        yield 0, length
    for length in range(min(longest, count - 2), 0, -1):
        for start in range(1, count - length):
            yield start, start + length


def _outcome(sentence: _Sentence, start: int, stop: int) -> Found | Ambiguous | None:
    tokens = sentence.tokens[start:stop]
    if _OPAQUE in tokens or sentence.is_cut(start) or sentence.is_cut(stop):
        return None
    before = sentence.tokens[start - 1] if start else ""
    article = CONTRACTIONS.get(before)
    if article is not None:
        outcome = read((article, *tokens))
        if outcome is not None and (not _is_word(sentence, tokens[-1]) or sentence.is_capital(start)):
            return outcome
    outcome = read(tokens)
    if outcome is None or not _is_meant(sentence, start, stop):
        return None
    if start > 0 and stop < len(sentence.tokens) and len(tokens) == 1 and not _is_announced(sentence, start):
        return outcome if sentence.is_capital(start) or _has(outcome, WELL_KNOWN) else None
    return outcome


def _is_meant(sentence: _Sentence, start: int, stop: int) -> bool:
    """Whether these words are a place, rather than words that some commune happens to bear."""
    tokens = sentence.tokens[start:stop]
    if tokens[0].isdigit() and stop - start == 1 and len(tokens[0]) <= 2:  # noqa: PLR2004 - the number of a département
        return _is_departement_number(sentence, start, stop)
    bare = tokens[1:] if tokens[0] in ARTICLES else tokens
    if len(bare) != 1 or not _is_word(sentence, bare[0]):
        return True
    if len(bare) != len(tokens):
        return sentence.is_capital(stop - 1)
    if _is_announced(sentence, start):
        return True
    closes = start > 0 and stop == len(sentence.tokens) and sentence.tokens[start - 1] not in DETERMINERS
    return closes and (bare[0] in WORD_OR_TOWN or sentence.is_capital(start))


def _is_word(sentence: _Sentence, token: str) -> bool:
    return token in ORDINARY or sentence.is_known_word(token)


def _is_announced(sentence: _Sentence, start: int) -> bool:
    """Whether « à », « vers », « près de » … stand just before."""
    before = sentence.tokens[max(0, start - 2) : start]
    if not before:
        return False
    if before[-1] in TOWARDS:
        return True
    return before[-1] in ("de", "d") and len(before) > 1 and before[0] in TOWARDS_WITH_OF


def _is_departement_number(sentence: _Sentence, start: int, stop: int) -> bool:
    """Whether two figures close the sentence and are neither an age, nor a part of a telephone number, nor the SAMU's 15."""
    before = [token for token in sentence.tokens[:start] if token not in ARTICLES]
    if stop != len(sentence.tokens) or not before:
        return not before and stop == len(sentence.tokens) and sentence.tokens[start] != "15"
    last = before[-1]
    if last.isdigit() or (sentence.tokens[start] == "15" and last in EMERGENCY):
        return False
    return last not in COUNTED or (last == "de" and not {"moins", "plus"} & set(before[-2:]))


def _has(outcome: Found | Ambiguous, inhabitants: int) -> bool:
    place = outcome.place if isinstance(outcome, Found) else outcome.places[0]
    return place.commune is not None and place.commune.population >= inhabitants


def _misspelt(sentence: _Sentence) -> Split | None:
    """Read the end again with one typing error forgiven: what is announced as a place, else the last word."""
    count = len(sentence.tokens)
    first = max(0, count - LONGEST_MISSPELT)
    likely = [at for at in range(first, count) if sentence.tokens[at] in SAINTS or _is_announced(sentence, at)]
    for start in dict.fromkeys((*likely, count - 1)) if count else ():
        words = sentence.tokens[start:]
        key = key_of(words)
        bare = [word for word in words if word not in ARTICLES]
        if len(key) < SHORTEST_MISSPELT or _OPAQUE in words or (len(bare) == 1 and _is_word(sentence, bare[0])):
            continue
        spelling = only_close_spelling(key)
        outcome = read(spelling.split()) if spelling and not sentence.is_cut(start) else None
        if outcome is not None and (len(words) > 1 or _is_announced(sentence, start) or _has(outcome, A_TOWN)):
            return Split(sentence.without(start, count), outcome)
    return None
