"""Sheets of paper being typed: those that wait, one sheet, two typings side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from app.core.language import READABLE, Translator, mark
from app.participation.definition import Definition, Question, Said
from app.participation.display.campaigns import BASE
from app.participation.display.field import LEFT_EMPTY, FieldView, field_view, said_answer, said_in
from app.participation.entry_queries import SheetRow
from app.participation.forms.entering import BESIDE, CHOOSE_RIGHT, NOTHING, RIGHT, SheetGiven, prefix_of
from app.participation.labels import SPECIALS
from app.participation.models import Campaign
from app.participation.models.paper import FIRST, SECOND
from app.participation.questions import type_of
from app.participation.services.entering import Outcome
from app.participation.sheets import Typed, differences
from app.web.forms import FieldError

TITLES: Mapping[int, str] = {FIRST: mark("Feuille %(sheet)s, première saisie"), SECOND: mark("Feuille %(sheet)s, seconde saisie")}
TURN_NAMES: Mapping[int, str] = {FIRST: mark("Première saisie"), SECOND: mark("Seconde saisie")}
LANGUAGE_ASKED = mark("Langue de la feuille")
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.WAITS: mark("Feuille %(sheet)s : la première saisie est gardée. Faites faire la seconde, par quelqu’un d’autre si possible."),
    Outcome.DIFFERS: mark("Feuille %(sheet)s : les deux saisies diffèrent. Reprenez la feuille et choisissez."),
    Outcome.SENT: mark("Feuille %(sheet)s : c’est terminé, les réponses sont envoyées. Barrez la feuille : le site oublie son numéro."),
    Outcome.REFUSED: mark("Feuille %(sheet)s : la personne n’a pas dit oui à l’accord demandé. Rien de cette feuille n’est gardé."),
}
LATE: Mapping[int | None, str] = {
    FIRST: mark(
        "Cette feuille n’attend plus : quelqu’un vient sans doute de la terminer. Votre saisie n’est pas gardée. "
        "Enregistrez-la seulement si c’est une autre feuille."
    ),
    SECOND: mark("Quelqu’un vient de faire la première saisie de cette feuille. La vôtre peut être la seconde : enregistrez-la."),
    None: mark(
        "Cette feuille vient d’être saisie deux fois, et les deux diffèrent. Votre saisie n’est pas gardée. "
        "Regardez ce qui diffère, ou enregistrez la vôtre à la place de la seconde."
    ),
}
MOVED = mark("Feuille %(sheet)s : quelqu’un l’a reprise ou terminée pendant que vous choisissiez. Votre choix n’est pas gardé.")


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A sheet that waits. `is_mine`: whoever reads typed it first."""

    sheet: int
    href: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A question of a sheet. `number`: as on the paper; `beside`: the control of special answers, `specials` what it offers."""

    number: int
    field: FieldView
    beside: str
    specials: Sequence[tuple[str, str, bool]]


class At(NamedTuple):
    """Which typing of a sheet, in which language. `replaced`: id of the one that it stands for; `late`: why it was not kept."""

    turn: int
    replaced: str
    code: str
    late: str = ""


@dataclass(frozen=True, slots=True)
class SheetPage:
    """`participation/entry_sheet.html`. `shown`: ids that the summary of errors may lead to; `language`: of the sheet, by its own name."""

    title: str
    sheet: int
    at: At
    language: str
    items: Sequence[Item]
    errors: Sequence[FieldError]
    shown: frozenset[str]


class Piece(NamedTuple):
    """Some words of an answer. `is_other`: the other typing does not say them."""

    words: str
    is_other: bool


class Side(NamedTuple):
    """What one typing says. `id`: of the control that takes it."""

    turn: int
    id: str
    name: str
    answers: Sequence[tuple[Said, Sequence[Piece]]]
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that was typed otherwise the second time. `control`: what chooses; `mistake`: what to do about it."""

    control: str
    number: int
    question: Said
    sides: Sequence[Side]
    mistake: str


def sheet_lines(found: Sequence[SheetRow], campaign: Campaign, account: int | None) -> tuple[list[SheetLine], list[SheetLine]]:
    """Return the sheets typed once, and those whose two typings differ."""
    href = f"{BASE}/{campaign.id}"
    once = [SheetLine(row.sheet, f"{href}/saisie/{row.sheet}", row.first_by == account) for row in found if row.turns == 1]
    twice = [SheetLine(row.sheet, f"{href}/ecarts/{row.sheet}", row.first_by == account) for row in found if row.turns > 1]
    return once, twice


def sheet_page(definition: Definition, sheet: int, at: At, given: SheetGiven, t: Translator) -> SheetPage:
    """Return the page of a sheet: its questions as the paper numbers them, in its language, with what their controls hold."""
    asked = [(number, one) for number, one in enumerate(definition.questions, 1) if type_of(one).asks]
    items = [_item(number, question, given, at.code, t) for number, question in asked]
    return SheetPage(
        title=t.gettext(TITLES[at.turn], sheet=sheet),
        sheet=sheet,
        at=at,
        language=READABLE[at.code].name,
        items=items,
        errors=[FieldError(item.field.wrong, _numbered(item.number, item.field.mistake, t)) for item in items if item.field.mistake],
        shown=frozenset().union(*(item.field.ids for item in items)),
    )


def outcome_text(outcome: Outcome, sheet: int, t: Translator) -> str:
    """Return what became of a sheet, in words."""
    return t.gettext(OUTCOMES[outcome], sheet=sheet)


def over_text(t: Translator) -> str:
    """Return why sheets are not typed any more."""
    return t.gettext("L’enquête est terminée : plus rien ne s’ajoute.")


def late_text(turn: int | None, t: Translator) -> str:
    """Return why a typing was not kept; `turn`: what it may become."""
    return t.gettext(LATE[turn])


def moved_text(sheet: int, t: Translator) -> str:
    """Return why two typings were not settled."""
    return t.gettext(MOVED, sheet=sheet)


def compared(
    definition: Definition, one: Typed, other: Typed, right: Mapping[str, int] | None, t: Translator
) -> list[Difference]:  # fmt: skip
    """Return what differs between two typings, in words. `right`: what was chosen, where a form was sent."""
    numbers = {question.key: number for number, question in enumerate(definition.questions, 1)}
    found = []
    for key in differences(definition, one, other):
        question = definition.question(key)
        told = _told(question, one, other, t)
        found.append(
            Difference(
                control=f"{RIGHT}{key}",
                number=numbers.get(key, 0),
                question=said_in(question.label, t.language.code, t) if question else _ours(t.gettext(LANGUAGE_ASKED), t),
                sides=_sides(f"{RIGHT}{key}", told, (right or {}).get(key), t),
                mistake=t.gettext(CHOOSE_RIGHT) if right is not None and key not in right else "",
            )
        )
    return found


def compared_errors(found: Sequence[Difference], t: Translator) -> list[FieldError]:
    """Return what is to choose still."""
    return [FieldError(one.control, _numbered(one.number, one.mistake, t)) for one in found if one.mistake]


def _item(number: int, question: Question, given: SheetGiven, code: str, t: Translator) -> Item:
    prefix, ticked = prefix_of(question), given.beside.get(question.key, "")
    mistake = given.mistakes.get(question.key)
    view = field_view(question, given.given.get(question.key, {}), code, t, prefix=prefix, mistake=mistake)
    told = {"": t.gettext("Aucune"), **{str(one): t.gettext(words) for one, words in SPECIALS.items()}, NOTHING: t.gettext(LEFT_EMPTY)}
    specials = [(code, words, ticked == code) for code, words in told.items()]
    return Item(number, view, f"{prefix}{BESIDE}", specials if type_of(question).takes_specials else ())


def _numbered(number: int, mistake: str, t: Translator) -> str:
    return t.gettext("Question %(number)s : %(what)s", number=number, what=mistake) if number else mistake


def _told(question: Question | None, one: Typed, other: Typed, t: Translator) -> tuple[Sequence[Said], Sequence[Said]]:
    if question is None:
        return [_ours(READABLE[one.language].name, t)], [_ours(READABLE[other.language].name, t)]
    return (
        said_answer(question, one.answers.get(question.key), t.language.code, t),
        said_answer(question, other.answers.get(question.key), t.language.code, t),
    )


def _sides(control: str, told: tuple[Sequence[Said], Sequence[Said]], right: int | None, t: Translator) -> list[Side]:
    sides = []
    for turn, mine, others in ((FIRST, told[0], told[1]), (SECOND, told[1], told[0])):
        answers = [(said, _pieces(said, others[rank].words if rank < len(others) else "")) for rank, said in enumerate(mine)]
        sides.append(Side(turn, control if turn == FIRST else f"{control}-2", t.gettext(TURN_NAMES[turn]), answers, right == turn))
    return sides


def _pieces(said: Said, other: str) -> list[Piece]:
    """What somebody wrote, cut where the other typing has something else; anything else in one piece."""
    if said.lang:
        return [Piece(said.words, is_other=False)]
    mine, others = said.words.split(), other.split()
    matched = SequenceMatcher(None, others, mine, autojunk=False)
    return [Piece(" ".join(mine[start:end]), tag != "equal") for tag, _, _, start, end in matched.get_opcodes() if start < end]


def _ours(words: str, t: Translator) -> Said:
    return Said(words, t.language.base, t.language.direction)
