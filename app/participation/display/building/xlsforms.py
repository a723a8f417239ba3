"""What an import brings and leaves out, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.core.language import FRENCH, READABLE, Translator
from app.participation.conditions import BadCondition, in_words, parse
from app.participation.definition import Definition, Question, Said, said
from app.participation.display.building.types import KINDS
from app.participation.xlsform.findings import Imported, Refusal, Remark


class Brought(NamedTuple):
    """A question that is kept. `row`: of the workbook; `facts`: its type, its choices, when it is asked."""

    row: int
    label: Said
    facts: Sequence[str]


class LeftOut(NamedTuple):
    """A row that is not kept."""

    place: str
    construct: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """An import. `title` and `languages` are empty where nothing is kept."""

    title: Said
    languages: str
    brought: Sequence[Brought]
    left_out: Sequence[LeftOut]
    remarks: Sequence[str]


def report(found: Imported, t: Translator) -> Report:
    """Return what to tell of an import."""
    definition = found.definition
    return Report(
        title=said(definition.title if definition else {}, t.language.code),
        languages=" · ".join(READABLE[code].name for code in definition.languages) if definition else "",
        brought=[_brought(one, definition, found, t) for one in definition.questions] if definition else [],
        left_out=[_left_out(one, t) for one in found.refused],
        remarks=[_remark(one, t) for one in found.remarks],
    )


def _brought(question: Question, definition: Definition, found: Imported, t: Translator) -> Brought:
    facts = [t.gettext(KINDS[question.type].name)]
    if question.choices:
        facts.append(t.ngettext("%(num)s choix", "%(num)s choix", len(question.choices)))
    try:
        if question.show_if:
            facts.append(in_words(parse(question.show_if), definition, t))
    except BadCondition:
        facts.append(question.show_if)
    return Brought(found.rows[question.key], said(question.label, FRENCH.code), facts)


def _left_out(one: Refusal, t: Translator) -> LeftOut:
    return LeftOut(t.gettext("%(sheet)s, ligne %(row)s", sheet=one.sheet, row=one.row), one.construct, one.said(t))


def _remark(one: Remark, t: Translator) -> str:
    if not one.rows:
        return one.said(t)
    rows = ", ".join(map(str, one.rows))
    told = t.ngettext("%(sheet)s, ligne %(rows)s :", "%(sheet)s, lignes %(rows)s :", len(one.rows), sheet=one.sheet, rows=rows)
    return f"{told} {one.said(t)}"
