"""Finding kinds of help by their names and acronyms in the name of a service or of a structure: whole phrases, no typo forgiven."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import normalize

from app.core.text import fold
from app.directory.correspondences import correspondences
from app.directory.kinds import kinds

_OTHER_MEANINGS = (
    "accueil de jour alzheimer", "accueil de jour autonome", "accueil de jour itinérant alzheimer", "accueil de jour médicalisé",
    "accueil de jour pour personnes âgées", "accueil de jour thérapeutique", "aide alimentaire animale", "banque alimentaire animale",
    "domiciliation bancaire", "domiciliation commerciale", "domiciliation d’entreprise", "domiciliation de société",
    "hébergement d’urgence pour demandeurs d’asile", "hébergement d’urgence des demandeurs d’asile", "pass numérique",
    "pass région", "pass sport", "pass mobilité", "pass emploi", "point d’accueil de jour",
)  # fmt: skip
"""Phrases that hold the name of a kind and mean another thing."""

_LITTLE_WORDS = frozenset({"a", "au", "aux", "d", "de", "des", "du", "l", "la", "le", "les"})
_NOT_THERE = frozenset({"ancien", "allocataire", "aupre", "beneficiaire", "hor", "orientation", "partenaire", "san", "sortant", "ver"})
"""Words, without their final s, before the name of a kind that is elsewhere: « vers la PASS », « bénéficiaires du RSA »."""
_WORDS_IN_CAPITALS = frozenset({"ACT", "AME", "ASS", "COACH", "LAM", "PASS"})
"""Acronyms that are words too: in a text all in capitals, they say nothing."""

_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_SHORTEST_PLURAL = 4


class Named(NamedTuple):
    """A kind that a text names."""

    kind: str
    words: int
    """How many words of the text name it, little ones left out: the more, the surer."""
    is_whole: bool
    """Whether the text says nothing else."""


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    kind: str
    """Empty for another meaning."""
    acronym: str
    """As it must stand in the text; empty for a phrase."""


@lru_cache(maxsize=2048)
def kinds_named(text: str) -> tuple[Named, ...]:
    """Return the kinds that a name says, each once, the longest phrases first, then as they stand in the text."""
    words, raw = _words(text)
    found: dict[str, Named] = {}
    for position, phrase in _phrases_in(words, raw, is_shouting=text.isupper()):
        is_elsewhere = position > 0 and words[position - 1] in _NOT_THERE
        if phrase.kind and not is_elsewhere and phrase.kind not in found:
            found[phrase.kind] = Named(phrase.kind, len(phrase.words), is_whole=len(phrase.words) == len(words))
    return tuple(sorted(found.values(), key=lambda named: -named.words)) if found else ()


def _phrases_in(words: Sequence[str], raw: Sequence[str], *, is_shouting: bool) -> Iterator[tuple[int, _Phrase]]:
    """From left to right, the longest phrase at each word; none overlaps another."""
    phrases = _phrases()
    free_from = 0
    for position, word in enumerate(words):
        if word not in phrases or position < free_from:
            continue
        second = words[position + 1] if position + 1 < len(words) else ""
        for phrase in phrases[word].get(second) or phrases[word][""]:
            length = len(phrase.words)
            if phrase.words != tuple(words[position : position + length]):
                continue
            if not phrase.acronym or _is_acronym(phrase.acronym, raw[position], in_capitals=is_shouting and len(words) > 1):
                yield position, phrase
                free_from = position + length
                break


def _is_acronym(acronym: str, written: str, *, in_capitals: bool) -> bool:
    return acronym == written and not (in_capitals and acronym in _WORDS_IN_CAPITALS)


def _words(text: str) -> tuple[list[str], list[str]]:
    """Return the words that count, folded and singular, and as they were written."""
    words: list[str] = []
    raw: list[str] = []
    for piece in text.split():
        counting, written = _counting(piece)
        words += counting
        raw += written
    return words, raw


@lru_cache(maxsize=8192)
def _counting(piece: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of what stands between two spaces, as it comes again and again."""
    if "." in piece:
        piece = _DOTTED.sub(lambda letters: letters[0].replace(".", ""), piece)
    pairs = [(_singular(word), raw) for raw in _WORD.findall(normalize("NFC", piece)) if (word := fold(raw)) not in _LITTLE_WORDS]
    return tuple(word for word, _ in pairs if word), tuple(raw for word, raw in pairs if word)


def _singular(word: str) -> str:
    return word[:-1] if len(word) >= _SHORTEST_PLURAL and word[-1] in "sx" else word


@cache
def _phrases() -> Mapping[str, Mapping[str, Sequence[_Phrase]]]:
    """Every phrase by its first word, then by the second: the longest first, then the first word alone, which has an empty one.

    Of equal ones, that of the first kind.
    """
    every = [_phrase(text, "") for text in _OTHER_MEANINGS]
    every += [_phrase(text, kind) for kind, row in correspondences().items() for text in (*row.expressions, *_acronyms(kind))]
    by_words = {phrase.words: phrase for phrase in reversed(every)}
    by_beginning: dict[str, dict[str, list[_Phrase]]] = {}
    for phrase in sorted(by_words.values(), key=lambda phrase: -len(phrase.words)):
        first, second = (*phrase.words, "")[:2]
        by_beginning.setdefault(first, {"": []}).setdefault(second, []).append(phrase)
    return {
        first: {second: [*phrases, *by_second[""]] if second else phrases for second, phrases in by_second.items()}
        for first, by_second in by_beginning.items()
    }


def _acronyms(kind: str) -> list[str]:
    return [acronym for acronym in kinds()[kind].acronym.split(" / ") if acronym]


def _phrase(text: str, kind: str) -> _Phrase:
    words, _ = _words(text)
    is_acronym = len(words) == 1 and not any(letter.islower() for letter in text)
    return _Phrase(tuple(words), kind, text if is_acronym else "")
