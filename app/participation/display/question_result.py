"""What is shown of one question: the answer given most, bars, a table, what the way of answering changes."""

from collections.abc import Sequence
from typing import NamedTuple

from app.core.language import Translator
from app.participation.definition import Said, Text
from app.participation.display.crossing import CrossedTable, crossed_table, name_of
from app.participation.display.field import said_in
from app.participation.labels import CHANNELS
from app.participation.questions.base import Shape
from app.participation.results.comparing import by_channel, effect
from app.participation.results.crossing import crossable
from app.participation.results.reading import Read
from app.participation.results.sentences import most_given, not_understood, percent_text, share_text
from app.participation.results.suppressing import Results, Shown, Told
from app.participation.results.tabulating import Asked, Cell, Part
from app.participation.results.versions import What, changes
from app.participation.rules import Channel
from app.web.horizontal_bars import Bars, Row, horizontal_bars


class ToldChange(NamedTuple):
    """A `Change` in words: what it is about, around which versions, what was said then and is said at last."""

    what: What
    last: int
    first: int
    after: int | None
    before: int | None
    text: Said
    now: Said


class Line(NamedTuple):
    """A row of a table: its words, how many people, which percent; the last two empty where they are hidden (`is_hidden`) or not told."""

    name: Said
    people: str
    percent: str
    is_hidden: bool = False
    share: float | None = None
    is_drawn: bool = False


class ByChannel(NamedTuple):
    """A question by way of answering: the answer compared, each channel with its share of it, what to think of it, the table."""

    answer: Said | None
    shares: Sequence[tuple[str, str]]
    verdict: str
    table: CrossedTable


class QuestionResult(NamedTuple):
    """What is shown of a question. `most`: the answer given most, and its share in words; `facts`: how many people it is about.

    `changes`: what was otherwise in other versions.
    """

    key: str
    title: Said
    changes: Sequence[ToldChange]
    facts: Sequence[str]
    most: tuple[Said, str] | None = None
    defect: str = ""
    chart: Bars | None = None
    lines: Sequence[Line] = ()
    has_hidden: bool = False
    by_channel: ByChannel | None = None
    is_text: bool = False
    """Answered in words, read apart. Not even their number is told: asked on a condition, it would bound what a table hides."""
    shut: str = ""


def question_result(asked: Asked, read: Read, results: Results, t: Translator) -> QuestionResult:
    """Return what an audience may read of a question."""
    code, question = t.language.code, asked.question
    title = said_in(question.label, code, t)
    changed = told_changes(asked, read, t)
    shown = results.question(question.key)
    if shown is None:
        return QuestionResult(question.key, title, changed, (), is_text=True)
    if shown.is_shut:
        return QuestionResult(question.key, title, changed, (), shut=_why_shut(t))
    lines = table_lines(shown, t)
    most = most_given(shown)
    percent = not_understood(shown)
    first = (said_in(most[0].label, code, t), _share(most[1], t)) if most else None
    return QuestionResult(
        question.key,
        title,
        changed,
        _facts(shown, t),
        most=first,
        defect=_defect(percent, t) if percent is not None else "",
        chart=_chart(title, first, lines, t),
        lines=lines,
        has_hidden=shown.has_hidden,
        by_channel=_by_channel(shown, results, read.team, t),
    )


def told_changes(asked: Asked, read: Read, t: Translator) -> list[ToldChange]:
    """Return what was otherwise in other versions of a question, in the words of the reader."""

    def said(text: Text) -> Said:
        return said_in(text, t.language.code, t)

    found = changes(asked, read.numbers, lambda text: said(text).words)
    return [ToldChange(one.what, one.last, one.first, one.after, one.before, said(one.text), said(one.now)) for one in found]


def _why_shut(t: Translator) -> str:
    return t.gettext("Trop peu de personnes ont répondu de chaque façon. Ce tableau est masqué en entier.")


def _share(told: Told, t: Translator) -> str:
    if told.percent is None:
        return t.ngettext("%(num)s personne", "%(num)s personnes", told.people)
    return t.gettext("%(share)s (%(percent)s)", share=share_text(told.percent, t), percent=percent_text(told.percent, t))


def _defect(percent: int, t: Translator) -> str:
    return t.gettext(
        "%(percent)s des personnes ne comprennent pas cette question. C’est la question qui est à revoir, pas les personnes.",
        percent=percent_text(percent, t),
    )


def _facts(shown: Shown, t: Translator) -> list[str]:
    facts = []
    if shown.asked is None:
        facts.append(t.gettext("Nous ne disons pas à combien de personnes la question a été posée."))
    elif shown.is_conditional:
        facts.append(t.ngettext("Question posée à %(num)s personne.", "Question posée à %(num)s personnes.", shown.asked))
    if shown.table.asked.shape is Shape.SEVERAL and shown.answered is not None:
        facts.append(
            t.ngettext(
                "%(num)s personne a répondu ; chacune pouvait choisir plusieurs réponses.",
                "%(num)s personnes ont répondu ; chacune pouvait choisir plusieurs réponses.",
                shown.answered,
            )
        )
    return facts


def table_lines(shown: Shown, t: Translator) -> list[Line]:
    """Return the rows of a table: categories, then special answers, what was left empty, who was not asked."""
    is_one = shown.table.asked.shape is Shape.ONE
    cells = [(cell, shown.cell(cell)) for cell in shown.parts]
    picks = [(cell, shown.pick(cell)) for cell in shown.table.picks]
    lines = [_line(cell, told, t) for cell, told in (cells if is_one else picks)]
    if shown.table.is_open:
        lines = _together([(cell, told) for cell, told in cells if cell.code not in tuple(Part)], t)
        lines += [_line(cell, told, t) for cell, told in cells if cell.code in tuple(Part)]
    if not is_one:
        lines += [_line(cell, told, t) for cell, told in cells if cell.code != Part.ANSWERED]
    return lines


def _together(cells: Sequence[tuple[Cell, Told | None]], t: Translator) -> list[Line]:
    """Categories that come from answers: those that are hidden are not named, as a rare one would tell who said it."""
    lines = [_line(cell, told, t) for cell, told in cells if told]
    if len(lines) < len(cells):
        lines.append(Line(_ours(t.gettext("Autres réponses"), t), "", "", is_hidden=True, is_drawn=True))
    return lines


def _line(cell: Cell, told: Told | None, t: Translator) -> Line:
    name = name_of(cell.code, cell.label, t)
    is_part = cell.code in tuple(Part)
    if told is None:
        return Line(name, "", "", is_hidden=True, is_drawn=cell.code != Part.NOT_ASKED)
    percent = percent_text(told.percent, t) if told.percent is not None else ""
    is_drawn = cell.code != Part.NOT_ASKED and bool(told.people or not is_part)
    return Line(name, str(told.people), percent, share=_drawn_share(told), is_drawn=is_drawn)


def _drawn_share(told: Told) -> float | None:
    return None if told.percent is None else told.percent / 100


def _chart(title: Said, most: tuple[Said, str] | None, lines: Sequence[Line], t: Translator) -> Bars | None:
    drawn = [line for line in lines if line.is_drawn]
    if not drawn or any(not line.is_hidden and line.share is None for line in drawn):
        return None
    hidden = t.gettext("masqué")
    rows = [Row(line.name.words, line.share, hidden if line.is_hidden else f"{line.percent}\u00a0({line.people})") for line in drawn]
    said = t.gettext("« %(answer)s » : %(share)s.", answer=most[0].words, share=most[1]) if most else title.words
    return horizontal_bars(title.words, said, rows, t.language.direction)


def _by_channel(shown: Shown, results: Results, team: Results, t: Translator) -> ByChannel | None:
    if shown not in crossable(results):
        return None
    crossed = by_channel(shown, results, team)
    if crossed is None:
        return None
    found = effect(crossed)
    table = crossed_table(crossed, t)
    if found is None:
        return ByChannel(None, (), t.gettext("Trop peu de personnes par façon de répondre pour les comparer."), table)
    shares = [
        (t.gettext(CHANNELS[Channel(code)]), percent_text(told.percent, t))
        for code, told in found.shares.items()
        if told.percent is not None
    ]
    clear = t.gettext("L’écart est net : la façon de répondre change sans doute les réponses, ou ce ne sont pas les mêmes personnes.")
    verdict = clear if found.is_clear else t.gettext("Pas de différence nette : le hasard suffit à l’expliquer.")
    return ByChannel(name_of(found.answer.code, found.answer.label, t), shares, verdict, table)


def _ours(words: str, t: Translator) -> Said:
    return Said(words, t.language.base, t.language.direction)
