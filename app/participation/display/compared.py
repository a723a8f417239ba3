"""A question in two waves: what each of them shows of it, and what changed, where both tell it of enough people."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.core.language import Translator
from app.participation.definition import Said, Text
from app.participation.display.crossing import name_of
from app.participation.display.field import said_in
from app.participation.questions.base import Shape
from app.participation.results.comparing import differs
from app.participation.results.sentences import percent_text
from app.participation.results.suppressing import Results, Shown, Told
from app.participation.results.tabulating import Code, Part
from app.web.horizontal_bars import Bars, Row, horizontal_bars

LARGE = 30
"""People of whom shares are shares: under that, one more is more than three points."""


class Side(NamedTuple):
    """What a wave shows of an answer. `told`: None where it is hidden, or where the answer was not offered (`is_there`)."""

    told: Told | None
    is_there: bool = True


class ComparedLine(NamedTuple):
    """An answer: its words, what each wave says of it in words, and the difference in points, empty where it is not told."""

    name: Said
    before: str
    after: str
    difference: str


class Compared(NamedTuple):
    """A question in two waves. `sentence`: the answer that changed most; `why`: why no difference is told, or none is clear."""

    key: str
    title: Said
    shut: str
    sentence: str
    why: str
    chart: Bars | None
    lines: Sequence[ComparedLine]


class Answer(NamedTuple):
    """An answer in both waves."""

    name: Said
    before: Side
    after: Side
    is_answer: bool


def compared(key: str, before: Results, after: Results, names: tuple[str, str], t: Translator) -> Compared | None:
    """Return a question as both waves show it; None where one of them shows no table at all."""
    first, second = before.question(key), after.question(key)
    if first is None or second is None:
        return None
    title = said_in(second.table.asked.question.label, t.language.code, t)
    if first.is_shut or second.is_shut:
        return Compared(key, title, t.gettext("Une des deux vagues masque ce tableau en entier."), "", "", None, ())
    rows = _rows(first, second, t)
    bases = _base(first), _base(second)
    is_large = all(base is not None and base >= LARGE for base in bases)
    lines = [
        ComparedLine(row.name, _cell(row.before, t), _cell(row.after, t), _points(row) if is_large and row.is_answer else "")
        for row in rows
    ]
    sentence, why = _verdict(rows, bases, is_large=is_large, t=t)
    return Compared(key, title, "", sentence, why, _chart(title, sentence, rows, names, t), lines)


def _rows(first: Shown, second: Shown, t: Translator) -> list[Answer]:
    """Answers of the later wave in its order, then those of the earlier one alone, then special answers and what was left empty."""
    sides = [_sides(shown) for shown in (first, second)]
    is_open = first.table.is_open or second.table.is_open
    codes = list(dict.fromkeys([*sides[1], *sides[0]]))
    ordered = [code for code in codes if code not in tuple(Part)] + [code for code in codes if code in tuple(Part)]
    found = []
    for code in ordered:
        label = (sides[1].get(code) or sides[0][code])[0]
        both = [side.get(code) for side in sides]
        before, after = (Side(one[1]) if one else Side(None, is_there=False) for one in both)
        if code not in tuple(Part) and is_open:
            if not before.told and not after.told:
                continue  # a rare answer that was hidden is not named
            before, after = (side if side.told else Side(None, is_there=False) for side in (before, after))
        if code in tuple(Part) and not _has_somebody(before, after):
            continue
        found.append(Answer(name_of(code, label, t), before, after, code not in tuple(Part)))
    return found


def _sides(shown: Shown) -> Mapping[Code, tuple[Text, Told | None]]:
    """What a wave tells of each code: of several answers, those that were chosen, then what was not answered."""
    if shown.table.asked.shape is Shape.ONE:
        return {cell.code: (cell.label, shown.cell(cell)) for cell in shown.parts}
    picks = {cell.code: (cell.label, shown.pick(cell)) for cell in shown.table.picks}
    return picks | {cell.code: (cell.label, shown.cell(cell)) for cell in shown.parts if cell.code != Part.ANSWERED}


def _has_somebody(before: Side, after: Side) -> bool:
    """Whether a line that is not an answer is worth a line: somebody is in it, or it is hidden."""
    return any(side.is_there and (side.told is None or side.told.people) for side in (before, after))


def _base(shown: Shown) -> int | None:
    return shown.asked if shown.table.asked.shape is Shape.ONE else shown.answered


def _cell(side: Side, t: Translator) -> str:
    if not side.is_there:
        return "—"
    if side.told is None:
        return t.gettext("masqué")
    if side.told.percent is None:
        return str(side.told.people)
    return t.gettext("%(percent)s (%(people)s)", percent=percent_text(side.told.percent, t), people=side.told.people)


def _difference(row: Answer) -> int | None:
    one, other = row.before.told, row.after.told
    if one is None or other is None or one.percent is None or other.percent is None:
        return None
    return other.percent - one.percent


def _points(row: Answer) -> str:
    """The difference, signed as figures are: it stands under a heading that says points."""
    found = _difference(row)
    if not found:
        return "" if found is None else "0"
    return f"{'+' if found > 0 else '−'}{abs(found)}"


def _verdict(rows: Sequence[Answer], bases: tuple[int | None, int | None], *, is_large: bool, t: Translator) -> tuple[str, str]:
    """The answer that changed most, said, and whether chance alone may have done it."""
    told = [(abs(found), row) for row in rows if row.is_answer and (found := _difference(row)) is not None]
    if not told:
        return "", t.gettext("Aucune réponse n’est montrée dans les deux vagues : rien ne se compare.")
    _, row = max(told, key=lambda one: one[0])
    before, after = row.before.told, row.after.told
    if before is None or after is None or before.percent is None or after.percent is None:
        return "", ""
    shares = {"answer": row.name.words, "before": percent_text(before.percent, t), "after": percent_text(after.percent, t)}
    if not is_large:
        return "", t.ngettext(
            "Moins de %(num)s personne dans une vague : les écarts ne veulent rien dire.",
            "Moins de %(num)s personnes dans une vague : les écarts ne veulent rien dire.",
            LARGE,
        )
    sentence = t.gettext("« %(answer)s » : %(before)s, puis %(after)s.", **shares)
    if differs((before.people, bases[0] or 0), (after.people, bases[1] or 0)):
        return sentence, t.gettext("L’écart est net : le hasard seul le ferait rarement.")
    return sentence, t.gettext("Pas de différence nette : le hasard suffit à l’expliquer.")


def _chart(title: Said, sentence: str, rows: Sequence[Answer], names: tuple[str, str], t: Translator) -> Bars | None:
    drawn: list[Row] = []
    for row in rows:
        if not row.is_answer:
            continue
        for wave, side in zip(names, (row.before, row.after), strict=True):
            if side.told and side.told.percent is None:
                return None
            share = side.told.percent / 100 if side.told and side.told.percent is not None else None
            words = t.gettext("%(answer)s · %(wave)s", answer=row.name.words, wave=wave)
            drawn.append(Row(words, share, _cell(side, t)))
    return horizontal_bars(title.words, sentence or title.words, drawn, t.language.direction) if drawn else None
