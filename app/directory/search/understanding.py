"""One box: which kinds or needs, which place, when, which words are left, in a sentence as people type it.

Phrases are compared folded (accents, case, plurals put aside); one typo is forgiven in words of five letters or more.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from app.core.text import fold
from app.directory.search.homonyms import Homonym, homonyms, organisations
from app.directory.search.moments import Moment, moment_at
from app.directory.search.spelling import SHORTEST as TYPO_LENGTH
from app.directory.search.vocabulary import (
    LINKS,
    LocalWords,
    Meaning,
    Meanings,
    Sort,
    bare,
    local_words,
    phrases,
    singular,
    vocabulary,
)
from app.territory import resolve
from app.territory.index import name_index
from app.territory.resolve import Ambiguous, Found

__all__ = ["MOST_KINDS", "TYPO_LENGTH", "Heard", "Meaning", "Moment", "Sort", "Understood", "is_known_word", "phrases", "understand"]

LONGEST_SENTENCE = 40
"""Words; those beyond are not read."""
MOST_KINDS = 3
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670])*")
"""Letters and figures, with the marks that stand on them."""
WHO_RATHER_THAN_WHAT = frozenset({"enfants", "jeunes"})
"""Needs whose words only say for whom when something else is asked: « un toit avec deux enfants » asks for no nursery."""
_EMPTY_WORDS = LINKS | frozenset(
    """
    ai aide aider aidez aimerais avec avoir besoin besoins bonjour c cherche chercher chez comment dans demander endroit est etre faire il j
    je lieu lieux m merci moi n ne nous on ou par pas peut peux plait pres proche qu quel quelle quelqu que qui s sais sans savoir suis sur
    svp t trouver veux voudrais vous y
    am and can find for free get help how i in is looking near need or place please to want where with
    احتاج اريد ابحث اين انا الي عن علي في قرب قريب من مع مكان مساعده هل يوجد هناك
    """.split(),  # noqa: SIM905 - a list of words is read, and amended, as words
)


class Heard(NamedTuple):
    """A known phrase of a sentence, from one character to another, and what it stands for."""

    start: int
    stop: int
    meanings: Meanings


@dataclass(frozen=True, slots=True)
class Understood:
    """What a sentence says."""

    kinds: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    urgencies: tuple[str, ...] = ()
    """`danger`, `enfance`, `suicide`, `violences`: what must be answered by a number first."""
    organisations: tuple[str, ...] = ()
    """Codes of `organisations`: named, and looked for in words."""
    homonym: Homonym | None = None
    """What must be asked: the word means several things, and nothing else tells which."""
    place: Found | Ambiguous | None = None
    moment: Moment | None = None
    words: tuple[str, ...] = ()
    """Folded words that stand for nothing known: looked for in names and descriptions."""
    text: str = ""
    """The sentence, less its place and its moment; what was heard stands there."""
    said_moment: str = ""
    """The words of the moment, as typed."""
    heard: tuple[Heard, ...] = ()
    asked: Heard | None = None
    """Where the homonym stands."""

    @property
    def tonight(self) -> bool:
        """Whether it is for this evening."""
        return self.moment is Moment.EVENING

    @property
    def now(self) -> bool:
        """Whether it is for now."""
        return self.moment is Moment.NOW

    def without(self, *phrases: Heard, instead: str = "") -> str:
        """Return the sentence less its place and these phrases, `instead` in the room of the last one."""
        text = self.text
        for phrase in sorted(phrases, reverse=True):
            text = f"{text[: phrase.start]} {instead} {text[phrase.stop :]}"
            instead = ""
        return " ".join(f"{_trimmed(text)} {self.said_moment}".split())

    def bearing(self, meaning: Meaning) -> tuple[Heard, ...]:
        """Return the phrases that stand for it."""
        return tuple(phrase for phrase in self.heard if meaning in phrase.meanings)


class _Token(NamedTuple):
    word: str
    start: int
    stop: int


def understand(sentence: str, *, has_place: bool = False) -> Understood:
    """Read a sentence; its place is looked for unless the reader gave one apart."""
    return _understood(sentence, has_place, local_words())


@lru_cache(maxsize=4096)
def _understood(sentence: str, has_place: bool, _added: LocalWords) -> Understood:  # noqa: FBT001 - what the answer is kept by
    text, moment, said_moment = _less_moment(unicodedata.normalize("NFC", sentence))
    said = _placed(text, has_place=has_place)
    return replace(said, moment=moment, said_moment=said_moment)


def is_known_word(word: str) -> bool:
    """Whether a folded word stands by itself for something known, so that it is no place without more."""
    return word in _EMPTY_WORDS or word in homonyms() or (alone := singular([word])) in phrases() or alone in organisations()


def _placed(text: str, *, has_place: bool) -> Understood:
    whole = _read(text)
    is_about_something = bool(whole.kinds or whole.needs or whole.homonym or whole.organisations)
    if has_place or (whole.organisations and not _is_left(whole)):
        return whole
    if is_about_something and not whole.words and not _may_end_with_a_town(whole):
        return whole
    split = resolve.split(text, is_known_word=is_known_word)
    if split.outcome is not None:
        return replace(_read(split.rest), place=split.outcome)
    misspelt = resolve.resolve(" ".join(whole.words)) if is_about_something else None
    if not isinstance(misspelt, Found):
        return whole
    rest = " ".join(text[token.start : token.stop] for token in _tokens(text) if token.word not in whole.words)
    return replace(_read(rest), place=misspelt)


def _may_end_with_a_town(said: Understood) -> bool:
    """Whether the last word is written as a name, after others that say what is looked for: « domiciliation Cours »."""
    last = max(_tokens(said.text), key=lambda token: token.stop)
    word, before = said.text[last.start : last.stop], [phrase for phrase in said.heard if phrase.stop <= last.start]
    is_within = any(phrase.start < last.start < phrase.stop for phrase in said.heard)
    return bool(before) and not is_within and word[0].isupper() and not word.isupper()


def _is_left(said: Understood) -> bool:
    """Whether words are left besides those of the organisations that were named."""
    named = {word for phrase in said.heard if not phrase.meanings for word in fold(said.text[phrase.start : phrase.stop]).split()}
    return not named.issuperset(said.words)


def _read(text: str) -> Understood:
    tokens = list(_tokens(text))[:LONGEST_SENTENCE]
    folded = [token.word for token in tokens]
    heard: list[Heard] = []
    named: list[str] = []
    words: list[str] = []
    asked: list[tuple[Homonym, Heard]] = []
    position = 0
    while position < len(tokens):
        meanings, length, organisation = _longest(folded, position)
        phrase = Heard(tokens[position].start, tokens[position + length - 1].stop, meanings)
        homonym = homonyms().get(folded[position]) if length == 1 else None
        if homonym:
            asked.append((homonym, phrase))
        elif meanings:
            heard.append(phrase)
        elif organisation:
            heard.append(phrase)
            named.append(organisation)
            words += bare(folded[position : position + length])
        elif folded[position] not in _EMPTY_WORDS:
            words.append(folded[position])
        position += length
    return _told(text, heard, asked, named, words)


def _told(text: str, heard: list[Heard], asked: list[tuple[Homonym, Heard]], named: list[str], words: list[str]) -> Understood:
    """What was heard, once it is known whether a homonym is all that names a kind: beside others, it has its first meaning."""
    is_alone = not any(meaning.sort is not Sort.URGENCY for phrase in heard for meaning in phrase.meanings)
    homonym, place = next(((one, phrase) for one, phrase in asked if is_alone), (None, None))
    for other, phrase in asked:
        if other is not homonym:
            meanings = tuple(Meaning(Sort.KIND, code) for code in other.kinds[:1])
            heard.append(phrase._replace(meanings=meanings))
    told = list(dict.fromkeys(meaning for phrase in heard for meaning in phrase.meanings))
    kinds, needs = _codes(told, Sort.KIND), _codes(told, Sort.NEED)
    if kinds or not WHO_RATHER_THAN_WHAT.issuperset(needs):
        needs = tuple(need for need in needs if need not in WHO_RATHER_THAN_WHAT)
    return Understood(
        kinds=(homonym.usual,) if homonym and homonym.usual else kinds,
        needs=needs,
        urgencies=_codes(told, Sort.URGENCY),
        organisations=tuple(dict.fromkeys(named)),
        homonym=homonym,
        words=tuple(words),
        text=text,
        heard=tuple(heard),
        asked=place,
    )


def _codes(meanings: Iterable[Meaning], sort: Sort) -> tuple[str, ...]:
    return tuple(meaning.code for meaning in meanings if meaning.sort is sort)[:MOST_KINDS]


def _longest(words: list[str], position: int) -> tuple[Meanings, int, str]:
    """The meaning of the longest phrase that starts here, or the organisation, and its length; one word without meaning otherwise."""
    for length in range(min(vocabulary().longest, len(words) - position), 0, -1):
        window = words[position : position + length]
        meanings = _known(window)
        if meanings:
            return meanings, length, ""
        organisation = organisations().get(singular(window)) or organisations().get(singular(bare(window)))
        if organisation and window[0] not in LINKS and window[-1] not in LINKS:
            return (), length, organisation
    return (), 1, ""


def _known(window: Sequence[str]) -> Meanings:
    """What these words stand for: as they are, in the singular, without their links; then with a typo forgiven."""
    known, single = vocabulary(), singular(window)
    meanings = known.whole.get(" ".join(window)) or known.whole.get(single)
    if meanings or (len(window) == 1 and _is_right(window[0])):
        return meanings or ()
    is_framed = window[0] not in LINKS and window[-1] not in LINKS
    short = singular(bare(window)) if is_framed else ""
    return (
        known.bare.get(short)
        or _meanings(known.whole, known.spellings.closest(single))
        or _meanings(known.bare, known.bare_spellings.closest(short))
    )


def _meanings(known: Mapping[str, Meanings], found: Iterable[str]) -> Meanings:
    return tuple(dict.fromkeys(meaning for phrase in found for meaning in known[phrase]))


def _is_right(word: str) -> bool:
    """Whether a word alone is no misspelling: a link, a homonym, the name of a commune."""
    return word in _EMPTY_WORDS or word in homonyms() or word in name_index().names


def _tokens(text: str) -> Iterator[_Token]:
    for match in _WORD.finditer(text):
        for word in fold(match[0]).split():
            yield _Token(word, *match.span())


def _less_moment(text: str) -> tuple[str, Moment | None, str]:
    """The sentence less the words that say when, the moment, and these words. A day says more than « ouvert »."""
    tokens = list(_tokens(text))
    words = [token.word for token in tokens]
    moments: list[tuple[Moment, str]] = []
    left, kept, position = "", 0, 0
    while position < len(words):
        moment, length = moment_at(words, position)
        if moment is not None:
            start, stop = tokens[position].start, tokens[position + length - 1].stop
            moments.append((moment, text[start:stop]))
            left, kept = f"{left}{text[kept:start]}", stop
        position += length
    if not moments:
        return text, None, ""
    chosen = next((moment for moment, _ in moments if moment is not Moment.NOW), moments[0][0])
    return _trimmed(left + text[kept:]), chosen, " ".join(said for _, said in moments)


def _trimmed(text: str) -> str:
    return " ".join(text.split()).strip(" ,;")
