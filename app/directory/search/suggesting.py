"""Going on from what somebody has begun to type: which kinds and needs it may become.

A known phrase goes on from what was typed when one of its words, and those after it, begin so: « cons », « conseil bu ». One
typo is forgiven when nothing else is found.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.core.language import LANGUAGES, Translator
from app.core.text import fold
from app.directory.kinds import kinds
from app.directory.needs import NEEDS
from app.directory.search.vocabulary import LocalWords, Meaning, Sort, local_words, phrases

SHORTEST = 2
"""Letters under which anything could be meant."""
LONGEST = 80
"""Characters beyond which nobody names a kind."""
MOST_WORDS = 6
"""Last words among which what is being named is looked for."""
TYPO_LENGTH = 5
"""Letters from which one typo is forgiven."""


class Ending(NamedTuple):
    """A phrase from one of its words on, and what the whole stands for."""

    text: str
    phrase: str
    meaning: Meaning
    is_shown: bool
    """Whether the phrase is the name that pages show, rather than another that people say."""

    @property
    def rank(self) -> tuple[bool, bool, int, str]:
        """What comes first: phrases from their first word on, names that pages show, short ones."""
        return (self.text != self.phrase, not self.is_shown, len(self.phrase), self.phrase)


class Begun(NamedTuple):
    """What somebody may mean: the words before it, as typed, and what the last ones begin."""

    before: str
    meanings: tuple[Meaning, ...]
    """The likeliest first."""


def begun(typed: str, t: Translator) -> Begun:
    """Read what is being typed: its last words are what is being named, as many of them as can be; those before are kept."""
    return _begun(typed, t, local_words())


@lru_cache(maxsize=2048)
def _begun(typed: str, t: Translator, _added: LocalWords) -> Begun:
    words = typed[:LONGEST].split()
    for find in (_beginning, _nearly):
        for start in range(max(0, len(words) - MOST_WORDS), len(words)):
            if found := find(fold(" ".join(words[start:])), t):
                return Begun(" ".join(words[:start]), found)
    return Begun(typed, ())


def matching(typed: str, t: Translator) -> tuple[str, ...]:
    """Return the codes of the kinds that a text names or begins to name, those of the needs that it names included."""
    text = fold(typed[:LONGEST])
    meanings = _beginning(text, t) or _nearly(text, t)
    return tuple(dict.fromkeys(code for meaning in meanings for code in _kinds_of(meaning)))


def _kinds_of(meaning: Meaning) -> tuple[str, ...]:
    if meaning.sort is Sort.KIND:
        return (meaning.code,)
    return NEEDS[meaning.code].kinds if meaning.sort is Sort.NEED else ()


def _beginning(typed: str, t: Translator) -> tuple[Meaning, ...]:
    """What a folded text may begin."""
    if len(typed) < SHORTEST:
        return ()
    endings = _endings(t)
    first = bisect_left(endings, typed, key=lambda ending: ending.text)
    return _best(takewhile(lambda ending: ending.text.startswith(typed), endings[first:]))


def _nearly(typed: str, t: Translator) -> tuple[Meaning, ...]:
    """What a folded text may begin but for one typo, its first letter apart; nothing for short ones."""
    if len(typed) < TYPO_LENGTH:
        return ()
    near: set[str] = set()
    for length in (len(typed) - 1, len(typed), len(typed) + 1):
        near.update(text for text, *_ in process.extract(typed, _cut(t, length), scorer=OSA.distance, score_cutoff=1, limit=None))
    meant = tuple(text for text in near if text[0] == typed[0])
    return _best(ending for ending in _endings(t) if ending.text.startswith(meant))


def _best(endings: Iterable[Ending]) -> tuple[Meaning, ...]:
    return tuple(dict.fromkeys(ending.meaning for ending in sorted(endings, key=lambda ending: ending.rank)))


def _endings(t: Translator) -> tuple[Ending, ...]:
    """Each known phrase from each of its words on, in alphabetical order."""
    return _all_endings(t, local_words())


@lru_cache(maxsize=2 * len(LANGUAGES))
def _all_endings(t: Translator, _added: LocalWords) -> tuple[Ending, ...]:
    shown = set(_shown(t))
    said = {(phrase, meaning) for phrase, meanings in phrases().items() for meaning in meanings}
    found = [Ending(text, *one, one in shown) for one in shown | said for text in _from_each_word(one[0])]
    return tuple(sorted(found))


def _cut(t: Translator, length: int) -> tuple[str, ...]:
    """What phrases begin with, to so many letters."""
    return _all_cut(t, length, local_words())


@lru_cache(maxsize=256)
def _all_cut(t: Translator, length: int, _added: LocalWords) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ending.text[:length] for ending in _endings(t)))


def _shown(t: Translator) -> Iterator[tuple[str, Meaning]]:
    """Names as the pages show them to readers of a language, folded."""
    for kind in kinds().values():
        for name in (t.gettext(kind.name), *kind.acronym.split(" / ")):
            yield fold(name), Meaning(Sort.KIND, kind.code)
    for need in NEEDS.values():
        yield fold(t.gettext(need.label)), Meaning(Sort.NEED, need.code)


def _from_each_word(phrase: str) -> Iterator[str]:
    words = phrase.split()
    return (" ".join(words[start:]) for start in range(len(words)))
