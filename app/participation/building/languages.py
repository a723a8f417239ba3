"""Languages of a questionnaire: which ones, what is still to translate in each, and putting what was translated in its place. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from typing import NamedTuple

from app.core.language import EASY_FRENCH, FRENCH, READABLE
from app.participation.building.seen import Fate, fate, plain
from app.participation.building.texts import Place, mark_of, texts, with_words
from app.participation.definition import Definition, Text

OTHERS = (EASY_FRENCH.code, *(code for code in READABLE if code not in (FRENCH.code, EASY_FRENCH.code)))
"""Languages that a questionnaire may have beside French, in the order in which they are offered."""
ORDER = ("title", "summary", "intro", "", "thanks")
"""Of the texts of the whole: those of the questions stand where nothing does."""


OF_ONE_LINE = frozenset(("title", "choice", "setting"))
"""Sorts of texts that have no lines."""


class State(Enum):
    """Where a translation is. `STALE`: its French changed since."""

    MISSING = "missing"
    STALE = "stale"
    DONE = "done"


class Line(NamedTuple):
    """A text to translate. `stamp`: digest of its French."""

    place: Place
    french: str
    words: str
    stamp: str
    state: State


class Sent(NamedTuple):
    """What a form brings of a text. `shown`: mark of the words that it showed; `stamp`: of its French; `is_right`: « toujours juste »."""

    place: Place
    words: str
    shown: str
    stamp: str
    is_right: bool = False


class Put(NamedTuple):
    """What became of what was sent. `stamped`: the French that translations are said to be right of, by name of stamp."""

    definition: Definition
    stamped: Mapping[str, str]
    saved: int
    clashes: Sequence[Sent]


def lines(definition: Definition, language: str, stamps: Mapping[str, str]) -> Sequence[Line]:
    """Return each text that French has, as people read them, with what it is in a language."""
    found = [_line(place, text, language, stamps) for place, text in texts(definition) if text.get(FRENCH.code)]
    return sorted(found, key=lambda line: ORDER.index("" if line.place.key else line.place.part))


def plain_at(place: Place, text: str) -> str:
    """Return a text as forms send it back when nobody touches it."""
    found = plain(text)
    return " ".join(found.split("\n")) if place.part.partition(":")[0] in OF_ONE_LINE else found


def to_do(found: Sequence[Line]) -> Sequence[Line]:
    """Return those that miss, or that are older than their French."""
    return [line for line in found if line.state is not State.DONE]


def put(definition: Definition, language: str, sent: Sequence[Sent]) -> Put:
    """Put in their places the translations that were sent; those whose text changed meanwhile are left out, and told."""
    known = dict(texts(definition))
    stamped: dict[str, str] = {}
    clashes = []
    saved = 0
    for one in sent:
        text = known.get(one.place, {})
        became = _fate(one, text, language)
        if became is Fate.CLASH:
            clashes.append(one)
        elif became is Fate.TAKEN:
            definition = with_words(definition, one.place, language, one.words)
            saved += 1
        if one.is_right and became is not Fate.CLASH and one.words:
            stamped[f"{one.place}|{language}"] = mark_of(text)
    return Put(definition, stamped, saved, clashes)


def with_languages(definition: Definition, asked: Collection[str]) -> Definition:
    """Return the definition in French and these languages; words in others stay."""
    return replace(definition, languages=(FRENCH.code, *(code for code in OTHERS if code in asked)))


def worded(definition: Definition) -> Sequence[str]:
    """Return the languages, beside French, that have some words."""
    return [code for code in OTHERS if any(text.get(code) for _, text in texts(definition))]


def without_words(definition: Definition, dropped: Collection[str]) -> Definition:
    """Return the definition without the words, nor the voices, of some languages; French is never one of them."""
    gone = set(dropped) - {FRENCH.code}
    for place, code in _in(definition, gone):
        definition = with_words(definition, place, code, "")
    questions = (replace(one, audio={code: voice for code, voice in one.audio.items() if code not in gone}) for one in definition.questions)
    return replace(definition, questions=tuple(questions))


def _in(definition: Definition, languages: Collection[str]) -> Iterator[tuple[Place, str]]:
    return ((place, code) for place, text in list(texts(definition)) for code in languages if text.get(code))


def _line(place: Place, text: Text, language: str, stamps: Mapping[str, str]) -> Line:
    words, now = text.get(language, ""), mark_of(text)
    is_stale = stamps.get(f"{place}|{language}", now) != now
    return Line(place, text[FRENCH.code], words, now, State.MISSING if not words else State.STALE if is_stale else State.DONE)


def _fate(one: Sent, text: Text, language: str) -> Fate:
    """A translation of French that changed meanwhile is a clash too: nobody saw the French that it would stand for."""
    became = fate(one.shown, plain_at(one.place, text.get(language, "")), one.words)
    is_touched = became is Fate.TAKEN or one.is_right
    return Fate.CLASH if is_touched and one.stamp != mark_of(text) else became
