"""What somebody was shown of a questionnaire, question by question, so that one may tell what changed while they were reading. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.participation.definition import Definition, Question, canonical, digest_of

SIGNS = 12
"""Of a digest: enough to tell two texts apart."""
WHOLE = ""
"""Stands for the questionnaire itself: its title, its first words, its last ones."""
_NOTHING = Definition(code="question", title={}, intro={}, thanks={}, languages=("fr",), questions=())


@dataclass(frozen=True, slots=True)
class Moved:
    """What is not as it was read: keys of questions that changed, that came; whether some went, whether the words around changed."""

    changed: frozenset[str]
    new: frozenset[str]
    has_less: bool
    is_whole: bool


def marks(definition: Definition) -> dict[str, str]:
    """Return the mark of each question, and of the whole without them."""
    return {WHOLE: _mark(replace(definition, questions=())), **{one.key: _of(one) for one in definition.questions}}


def moved(read: Mapping[str, str], definition: Definition) -> Moved:
    """Return what differs from what was read, by its marks."""
    now = marks(definition)
    return Moved(
        changed=frozenset(key for key in now.keys() & read.keys() - {WHOLE} if now[key] != read[key]),
        new=frozenset(now.keys() - read.keys() - {WHOLE}),
        has_less=bool(read.keys() - now.keys()),
        is_whole=read.get(WHOLE) != now[WHOLE],
    )


def _of(question: Question) -> str:
    return _mark(replace(_NOTHING, questions=(question,)))


def _mark(definition: Definition) -> str:
    return digest_of(canonical(definition))[:SIGNS]
