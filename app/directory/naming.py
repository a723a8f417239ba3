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
    return tuple(sorted(found.values(), key=lambda named: -named.words))


def _phrases_in(words: Sequence[str], raw: Sequence[str], *, is_shouting: bool) -> Iterator[tuple[int, _Phrase]]:
    """From left to right, the longest phrase at each word; none overlaps another."""
    phrases = _phrases()
    free_from = 0
    for position, word in enumerate(words):
        if position < free_from or word not in phrases:
            continue
        for length, by_words in phrases[word]:
            phrase = by_words.get(tuple(words[position : position + length]))
            if phrase and (not phrase.acronym or _is_acronym(phrase.acronym, raw[position], in_capitals=is_shouting and len(words) > 1)):
                yield position, phrase
                free_from = position + length
                break


def _is_acronym(acronym: str, written: str, *, in_capitals: bool) -> bool:
    return acronym == written and not (in_capitals and acronym in _WORDS_IN_CAPITALS)


def _words(text: str) -> tuple[list[str], list[str]]:
    """Return the words that count, folded and singular, and as they were written."""
    if "." in text:
        text = _DOTTED.sub(lambda letters: letters[0].replace(".", ""), text)
    raws = _WORD.findall(text if text.isascii() else normalize("NFC", text))
    pairs = [(word, raw) for raw in raws if (word := _counting(raw))]
    return [word for word, _ in pairs], [raw for _, raw in pairs]


@lru_cache(maxsize=8192)
def _counting(raw: str) -> str:
    """A word folded, in the singular, as it comes again and again; empty when it does not count."""
    word = fold(raw)
    return "" if word in _LITTLE_WORDS else _singular(word)


def _singular(word: str) -> str:
    return word[:-1] if len(word) >= _SHORTEST_PLURAL and word[-1] in "sx" else word


@cache
def _phrases() -> Mapping[str, tuple[tuple[int, Mapping[tuple[str, ...], _Phrase]], ...]]:
    """Every phrase by its first word, then by its number of words, the longest first; of equal ones, that of the first kind."""
    every = [_phrase(text, "") for text in _OTHER_MEANINGS]
    every += [_phrase(text, kind) for kind, row in correspondences().items() for text in (*row.expressions, *_acronyms(kind))]
    by_first: dict[str, dict[int, dict[tuple[str, ...], _Phrase]]] = {}
    for phrase in every:
        by_first.setdefault(phrase.words[0], {}).setdefault(len(phrase.words), {}).setdefault(phrase.words, phrase)
    return {first: tuple(sorted(by_length.items(), reverse=True)) for first, by_length in by_first.items()}


def _acronyms(kind: str) -> list[str]:
    return [acronym for acronym in kinds()[kind].acronym.split(" / ") if acronym]


def _phrase(text: str, kind: str) -> _Phrase:
    words, _ = _words(text)
    is_acronym = len(words) == 1 and not any(letter.islower() for letter in text)
    return _Phrase(tuple(words), kind, text if is_acronym else "")
