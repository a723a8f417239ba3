"""Results as anybody reads them: sentences first, then bars, each with its table. Nothing that the public preview does not show."""

from collections.abc import Sequence
from typing import NamedTuple

from app.core.language import Translator
from app.participation.definition import Said
from app.participation.display.crossing import name_of
from app.participation.display.question_result import Line, QuestionResult, question_result
from app.participation.questions.base import Shape
from app.participation.results.reading import Read
from app.participation.results.sentences import ALMOST_ALL, FEW, SHARES, most_given, share_text
from app.participation.results.suppressing import Results, Shown, Told, nearest
from app.participation.results.tabulating import merged
from app.participation.rules import Audience
from app.web.horizontal_bars import Bars, Row, horizontal_bars

ALONE = frozenset((10, 20, 25, 33, 50))
"""Shares of one person among some: « 1 personne sur 4 répond »."""


class Sentence(NamedTuple):
    """« 2 personnes sur 3 répondent : … ». `share`: who, in words; `are_many`: how the verb goes; `answer`: what they say."""

    share: str
    are_many: bool
    answer: Said


class PublicQuestion(NamedTuple):
    """One question. `sentence`: None where nothing is shown of it."""

    key: str
    title: Said
    sentence: Sentence | None
    facts: Sequence[str] = ()
    chart: Bars | None = None
    lines: Sequence[Line] = ()
    has_hidden: bool = False


class PublicResults(NamedTuple):
    """All of it. `total`: how many answered, about; `few`: fewer than so many did, and nothing is shown (0: enough)."""

    total: int
    few: int
    questions: Sequence[PublicQuestion]
    least: int


def public_results(read: Read, k: int, t: Translator) -> PublicResults:
    """Return what anybody may read of results; `k`: of the campaign. Nothing of what people wrote, not even how many did."""
    results = read.results(Audience.PUBLIC, k)
    if not read.is_final or not results.questions:
        return PublicResults(0, results.k, (), results.k)
    asked = [one for one in merged(read.versions) if one.shape in (Shape.ONE, Shape.SEVERAL) and one.question.type != "consent"]
    questions = [_question(question_result(one, read, results, t), results, t) for one in asked]
    return PublicResults(nearest(results.total), 0, questions, results.k)


def sentence_text(one: Sentence, t: Translator) -> str:
    """Return a sentence without its marks of language."""
    if one.are_many:
        return t.gettext("%(share)s répondent : « %(answer)s ».", share=one.share, answer=one.answer.words)
    return t.gettext("%(share)s répond : « %(answer)s ».", share=one.share, answer=one.answer.words)


def _question(one: QuestionResult, results: Results, t: Translator) -> PublicQuestion:
    shown = results.question(one.key)
    sentence = _sentence(shown, t) if shown and not shown.is_shut else None
    if sentence is None:
        return PublicQuestion(one.key, one.title, None)
    words = sentence_text(sentence, t)
    return PublicQuestion(one.key, one.title, sentence, one.facts, _chart(one, words, t), one.lines, one.has_hidden)


def _chart(one: QuestionResult, words: str, t: Translator) -> Bars | None:
    """Bars of what is shown alone: the table names what is hidden."""
    rows = [
        Row(line.name.words, line.share, f"{line.percent}\u00a0({line.people})")
        for line in one.lines
        if line.is_drawn and not line.is_hidden
    ]
    if not rows or any(row.share is None for row in rows):
        return None
    return horizontal_bars(one.title.words, words, rows, t.language.direction)


def _sentence(shown: Shown, t: Translator) -> Sentence | None:
    most = most_given(shown)
    if most is None:
        return None
    cell, told = most
    share, are_many = _who(told, t)
    return Sentence(share[:1].upper() + share[1:], are_many, name_of(cell.code, cell.label, t))


def _who(told: Told, t: Translator) -> tuple[str, bool]:
    percent = told.percent
    if percent is None:
        return t.ngettext("%(num)s personne", "%(num)s personnes", told.people), told.people > 1
    near = min(SHARES, key=lambda share: abs(share - percent))
    return share_text(percent, t), percent < FEW or (percent < ALMOST_ALL and near not in ALONE)
