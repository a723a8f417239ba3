"""What changed of a question from one answered version to another: its words, its answers, whether it was asked. Pure.

Versions are those that somebody answered: what changed in between concerns nobody.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from app.participation.definition import Text
from app.participation.results.tabulating import NO_WORDS, Asked


class What(StrEnum):
    """What a change is about."""

    WORDS = "mots"
    """The question said something else."""
    ANSWER_WORDS = "mots_reponse"
    """An answer said something else."""
    ANSWER = "reponse"
    """An answer was offered in some versions only."""
    ASKED = "question"
    """The question was asked in some versions only."""


class Change(NamedTuple):
    """Something that held in some versions in a row, from `first` to `last` (their numbers).

    `after`, `before`: the answered versions around them; None: there is none. `text`: what was said then, or the answer; `now`: what the
    answer says at last.
    """

    what: What
    first: int
    last: int
    after: int | None
    before: int | None
    text: Text = NO_WORDS
    now: Text = NO_WORDS


class _Run(NamedTuple):
    value: Hashable
    first: int
    last: int
    after: int | None
    before: int | None


def changes(asked: Asked, numbers: Mapping[int, int], words: Callable[[Text], str]) -> list[Change]:
    """Return what to tell of a question. `numbers`: of the answered versions, by their ids; `words`: a text as the reader reads it.

    Words that change in other languages than the reader's are not told.
    """
    ids = sorted(numbers, key=numbers.__getitem__)
    own = [one for one in ids if one in asked.by_version]
    labels = {one: asked.by_version[one].label for one in own}
    found = [_change(What.ASKED, run) for run in _runs([one in labels for one in ids], [numbers[one] for one in ids]) if run.value is True]
    if len(own) == len(ids):
        found = []
    found += _said_otherwise(What.WORDS, labels, numbers, words)
    for choice in asked.question.choices:
        said = {one: offered.label for one in own if (offered := asked.by_version[one].choice(choice.code))}
        if len(said) < len(own):
            runs = _runs([one in said for one in own], [numbers[one] for one in own])
            found += [_change(What.ANSWER, run, choice.label) for run in runs if run.value is True]
        found += _said_otherwise(What.ANSWER_WORDS, said, numbers, words)
    return found


def _said_otherwise(what: What, said: Mapping[int, Text], numbers: Mapping[int, int], words: Callable[[Text], str]) -> list[Change]:
    """The runs of versions in which a text was not what it is at last."""
    texts, latest = list(said.values()), list(said.values())[-1]
    by_words = {words(text): text for text in texts}
    runs = _runs([words(text) for text in texts], [numbers[one] for one in said])
    return [_change(what, run, by_words[str(run.value)], latest) for run in runs if run.value != words(latest)]


def _change(what: What, run: _Run, text: Text = NO_WORDS, now: Text = NO_WORDS) -> Change:
    return Change(what, run.first, run.last, run.after, run.before, text, now)


def _runs(values: Sequence[Hashable], numbers: Sequence[int]) -> list[_Run]:
    """Values that are the same in a row, with the versions around."""
    found: list[_Run] = []
    start = 0
    for end in range(1, len(values) + 1):
        if end < len(values) and values[end] == values[start]:
            continue
        after = numbers[start - 1] if start else None
        before = numbers[end] if end < len(values) else None
        found.append(_Run(values[start], numbers[start], numbers[end - 1], after, before))
        start = end
    return found
