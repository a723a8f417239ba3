"""What differs between two versions of a questionnaire: questions, words, choices, conditions. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from app.core.language import READABLE
from app.participation.building.texts import Place, texts
from app.participation.definition import Definition, Question, Text
from app.participation.questions.base import is_worded

MOST_WORDS = 1500
"""Of a text that is compared word by word; a longer one is shown as wholly changed."""
MOST_PAIRS = 20_000
"""Pairs of the same word, on either side of a text, that are looked at: « a a a a » against « a b a b » would take seconds."""
MOST_PAIRS_IN_ALL = 200_000
"""Of all the texts of a page; once they are spent, the others are shown as wholly changed."""
_WORD = re.compile(r"\s+|\S+")
_NONE: tuple[int, int, frozenset[str]] = (0, 0, frozenset())


class Fate(StrEnum):
    """What became of a question."""

    ADDED = "ajoutee"
    REMOVED = "retiree"
    KEPT = "gardee"


class Aspect(StrEnum):
    """What else than words changed of a question, or of the whole."""

    TYPE = "type"
    SENSITIVE = "sensible"
    PICTO = "pictogramme"
    ALONE = "seul"
    """A choice that goes with no other, or does now."""
    SETTINGS = "reglages"
    AUDIO = "voix"
    MINUTES = "duree"
    LANGUAGES = "langues"
    CHOICES_MOVED = "ordre"


class Span(NamedTuple):
    """Words in a row; `is_changed`: the other side has not them there."""

    words: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Reworded:
    """A text that says something else in one language. No span: there was none, or there is none any more."""

    place: Place
    language: str
    before: tuple[Span, ...]
    after: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A question that differs. `number`: its place, in the new version when it is there; `was`: the one that it had."""

    key: str
    fate: Fate
    label: Text
    number: int
    was: int | None = None
    is_moved: bool = False
    words: tuple[Reworded, ...] = ()
    added: tuple[Text, ...] = ()
    """Choices that came,"""
    removed: tuple[Text, ...] = ()
    """and those that went."""
    is_asked_otherwise: bool = False
    """Whether its condition is another one."""
    aspects: tuple[Aspect, ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """All that differs. `whole`: words of the questionnaire itself; `questions`: as they stand now, then those that went."""

    whole: tuple[Reworded, ...]
    aspects: tuple[Aspect, ...]
    questions: tuple[Changed, ...]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.whole or self.aspects or self.questions)


def differences(before: Definition, after: Definition) -> Differences:
    """Return what changed from one version to another."""
    old, new = dict(texts(before)), dict(texts(after))
    reworded = tuple(_reworded(old, new))
    of_whole = [(Aspect.MINUTES, before.minutes != after.minutes), (Aspect.LANGUAGES, before.languages != after.languages)]
    of_whole.append((Aspect.SENSITIVE, before.sensitive != after.sensitive))
    return Differences(
        whole=tuple(one for one in reworded if not one.place.key),
        aspects=tuple(aspect for aspect, is_so in of_whole if is_so),
        questions=tuple(_questions(before, after, reworded)),
    )


def compared(before: str, after: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return two texts in spans, whole words: those that only one side has are changed."""
    return _compared(before, after, MOST_PAIRS)[0]


def _compared(before: str, after: str, most: int) -> tuple[tuple[tuple[Span, ...], tuple[Span, ...]], int]:
    """Return two texts in spans, and how many pairs of words were looked at: `most` at most."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    times = Counter(new)
    pairs = sum(times[word] for word in old if not word.isspace())
    if max(len(old), len(new)) > MOST_WORDS or pairs > min(most, MOST_PAIRS):
        return (_whole(before), _whole(after)), 0
    left: list[Span] = []
    right: list[Span] = []
    for action, i, j, k, end in SequenceMatcher(str.isspace, old, new, autojunk=False).get_opcodes():
        for side, words in ((left, old[i:j]), (right, new[k:end])):
            if words:
                side.append(Span("".join(words), action != "equal"))
    return (_joined(left), _joined(right)), pairs


def moved(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """Return the fewest keys that changed place among those of both lists; of two as few, those that have not the same rank any more."""
    places = {key: place for place, key in enumerate(before)}
    ranks = {key: place for place, key in enumerate(after)}
    common = [key for key in after if key in places]
    best: list[tuple[int, int, frozenset[str]]] = []
    for at, key in enumerate(common):
        length, same, kept = max((best[i] for i in range(at) if places[common[i]] < places[key]), key=lambda one: one[:2], default=_NONE)
        best.append((length + 1, same + (places[key] == ranks[key]), kept | {key}))
    return frozenset(common) - max(best, key=lambda one: one[:2], default=_NONE)[2]


def _questions(before: Definition, after: Definition, reworded: Sequence[Reworded]) -> Iterator[Changed]:
    was = {one.key: number for number, one in enumerate(before.questions, 1)}
    displaced = moved(list(was), [one.key for one in after.questions])
    for number, question in enumerate(after.questions, 1):
        earlier = before.question(question.key)
        if earlier is None:
            yield Changed(question.key, Fate.ADDED, question.label, number)
            continue
        kept = {choice.code for choice in earlier.choices} & {choice.code for choice in question.choices}
        found = Changed(
            key=question.key,
            fate=Fate.KEPT,
            label=question.label,
            number=number,
            was=was[question.key],
            is_moved=question.key in displaced,
            words=tuple(one for one in reworded if one.place.key == question.key and _is_still_there(one.place, kept)),
            added=tuple(choice.label for choice in question.choices if choice.code not in kept),
            removed=tuple(choice.label for choice in earlier.choices if choice.code not in kept),
            is_asked_otherwise=question.show_if != earlier.show_if,
            aspects=tuple(_aspects(earlier, question)),
        )
        if found.is_moved or found.words or found.added or found.removed or found.is_asked_otherwise or found.aspects:
            yield found
    for gone in before.questions:
        if after.question(gone.key) is None:
            yield Changed(gone.key, Fate.REMOVED, gone.label, was[gone.key])


def _reworded(old: Mapping[Place, Text], new: Mapping[Place, Text]) -> Iterator[Reworded]:
    left = MOST_PAIRS_IN_ALL
    for place in dict.fromkeys((*new, *old)):
        one, other = old.get(place, {}), new.get(place, {})
        for language in READABLE:
            if one.get(language, "") != other.get(language, ""):
                spans, pairs = _compared(one.get(language, ""), other.get(language, ""), left)
                left -= pairs
                yield Reworded(place, language, *spans)


def _is_still_there(place: Place, kept: set[str]) -> bool:
    sort, _, code = place.part.partition(":")
    return sort != "choice" or code in kept


def _aspects(before: Question, after: Question) -> Iterator[Aspect]:
    kept = {choice.code for choice in before.choices} & {choice.code for choice in after.choices}
    pairs = [(one, other) for one in before.choices for other in after.choices if one.code == other.code]
    orders = [[choice.code for choice in one.choices if choice.code in kept] for one in (before, after)]
    found = {
        Aspect.TYPE: before.type != after.type,
        Aspect.SENSITIVE: before.sensitive != after.sensitive,
        Aspect.CHOICES_MOVED: orders[0] != orders[1],
        Aspect.ALONE: any(one.exclusive != other.exclusive for one, other in pairs),
        Aspect.PICTO: before.picto != after.picto or any(one.picto != other.picto for one, other in pairs),
        Aspect.SETTINGS: _plain(before) != _plain(after),
        Aspect.AUDIO: before.audio != after.audio,
    }
    return (aspect for aspect, is_so in found.items() if is_so)


def _plain(question: Question) -> dict[str, object]:
    """Return the settings that are no words: those are compared as words."""
    return {name: value for name, value in question.settings.items() if not is_worded(value)}


def _whole(text: str) -> tuple[Span, ...]:
    return (Span(text, is_changed=True),) if text else ()


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Join changed words that only spaces part: fewer marks, easier to read."""
    found: list[Span] = []
    for place, span in enumerate(spans):
        is_between = span.words.isspace() and found and found[-1].is_changed and place + 1 < len(spans) and spans[place + 1].is_changed
        is_changed = span.is_changed or bool(is_between)
        if found and found[-1].is_changed == is_changed:
            found[-1] = Span(found[-1].words + span.words, is_changed)
        else:
            found.append(Span(span.words, is_changed))
    return tuple(found)
