"""A draft that is being tried: what was answered so far, by question, and what stops one from trying it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.core.language import Translator, mark
from app.participation.building.trial_summary import Tried, summary
from app.participation.building.walkable import blockers
from app.participation.definition import Definition, Said, said
from app.participation.display.field import said_in
from app.participation.labels import SPECIALS
from app.participation.record import Record

NOTHING_ASKED = mark("Ce questionnaire ne pose aucune question.")


class Counted(NamedTuple):
    """Something that was answered, and how many times."""

    words: Said
    times: str


class TriedRow(NamedTuple):
    """A question of the summary. `texts`: what its authors wrote to try it."""

    label: Said
    counts: Sequence[Counted]
    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class TrialPage:
    """`participation/building/trial.html`. `wrong`: why one cannot try; `counted`: how many test answers there are, in words."""

    title: Said
    back: str
    at: str
    wrong: Sequence[str]
    counted: str
    rows: Sequence[TriedRow]


def trial_page(definition: Definition, back: str, at: str, records: Sequence[Record], t: Translator) -> TrialPage:
    """Return the page of the trials of a draft. `back`: its address; `at`: that of its trials."""
    nothing = [] if definition.questions else [t.gettext(NOTHING_ASKED)]
    return TrialPage(
        title=said(definition.title, t.language.code),
        back=back,
        at=at,
        wrong=nothing or [problem.said(t) for problem in blockers(definition)],
        counted=t.ngettext("%(num)s réponse d’essai.", "%(num)s réponses d’essai.", len(records)) if records else "",
        rows=[_row(tried, t) for tried in summary(definition, records)],
    )


def _row(tried: Tried, t: Translator) -> TriedRow:
    code = t.language.code
    counts = [Counted(said_in(label, code, t), _times(count, t)) for label, count in tried.counts]
    ours = ((t.gettext(SPECIALS[special]), count) for special, count in tried.specials)
    specials = [Counted(Said(words, t.language.base, t.language.direction), _times(count, t)) for words, count in ours]
    return TriedRow(said_in(tried.question.label, code, t), [*counts, *specials], tried.texts)


def _times(count: int, t: Translator) -> str:
    return t.ngettext("%(num)s fois", "%(num)s fois", count)
