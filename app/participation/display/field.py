"""A question as a form shows it, and an answer as a page says it.

`templates/participation/fields/_any.html` draws a view. Words of questions come in the language in which the questionnaire is read, or
in French where they are not in it; words of ours, in that of the page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.core.language import FRENCH, Translator, mark
from app.participation.answers import Answer, special_of
from app.participation.definition import Choice, Question, Said, Text, said
from app.participation.labels import SPECIALS
from app.participation.questions import type_of
from app.participation.questions.base import CONTROL, Given, Mistake, Standard, one_value
from app.participation.questions.commune import WHICH, offers
from app.participation.questions.month import MONTHS, YEAR, month_names
from app.participation.questions.ranking import RANKS, Ranking
from app.participation.questions.texts import Words

LEFT_EMPTY = mark("Laissé vide")
MONTH, YEAR_LABEL = mark("Mois"), mark("Année")
WHICH_COMMUNE, TYPED_COMMUNE = mark("La vôtre"), mark("Commune ou code postal")
NOTHING = Said("", "", "")
OWN_WORDS = ("", "auto")
"""Language and direction of what somebody wrote: not known."""


class Option(NamedTuple):
    """One thing to choose. `id`: of its control; the first of a control bears the control's name."""

    value: str
    id: str
    label: Said
    picto: str
    is_chosen: bool


class Control(NamedTuple):
    """One control beside others in a question. `name` is its id too; `label`: words of ours; `options`: what it lists."""

    name: str
    label: str
    value: str
    options: Sequence[Option] = ()


@dataclass(frozen=True, slots=True)
class FieldView:
    """What a macro `field(view)` draws.

    `kind`: name of the type; `controls`: one at least where something is asked; `wrong`: name of the control to mend, `mistake`: what to do
    about it; `is_title`: the question is the title of the page; `lang`: language of the page; `longest`: signs that a text may have;
    `is_optional`: it may be left empty.
    """

    kind: str
    key: str
    prefix: str
    lang: str
    label: Said
    hint: Said
    why: Said
    picto: str
    controls: Sequence[Control]
    unit: Said = NOTHING
    mistake: str = ""
    wrong: str = ""
    is_title: bool = True
    longest: int = 0
    is_optional: bool = False
    ids: frozenset[str] = field(default=frozenset(), compare=False)
    """Ids of the controls that the page shows: what an error summary may lead to."""

    def name(self, control: str = CONTROL) -> str:
        """Return the name, and id, that a control has on the page."""
        return f"{self.prefix}{control}"

    def described(self, *parts: str, control: str = "") -> str:
        """Return the ids of what describes the question: of these parts (`aide`, `note`), those that are there, and its mistake."""
        known = {"aide": bool(self.hint.words), "note": True}
        found = [self.name(part) for part in parts if known[part]]
        return " ".join([*found, self.name("erreur")] if control and control == self.wrong else found)


def field_view(  # noqa: PLR0913 - a question, what its form holds, and how the page speaks
    question: Question, given: Given, code: str, t: Translator, *, prefix: str = "", mistake: Mistake | None = None
) -> FieldView:
    """Return how a question is asked.

    `given`: what its form holds, by names of controls without `prefix` (an answer: `type_of(question).shown(question, answer)`);
    `code`: the language in which the questionnaire is read; `t`: that of the page. With a prefix, several questions stand on one page,
    and none is its title.
    """
    kind = type_of(question)
    controls = [_prefixed(prefix, control) for control in _controls(question, given, code, t)] if kind.asks else []
    return FieldView(
        kind=kind.name,
        key=question.key,
        prefix=prefix,
        lang=t.language.base,
        label=said_in(question.label, code, t),
        hint=said_in(question.hint, code, t),
        why=said_in(question.why, code, t),
        picto=question.picto,
        controls=controls,
        unit=said_in(question.settings.get("unit", {}), code, t),
        mistake=mistake_text(mistake, code, t) if mistake else "",
        wrong=f"{prefix}{mistake.control}" if mistake else "",
        is_title=not prefix,
        longest=kind.longest if isinstance(kind, Words) else 0,
        is_optional=isinstance(kind, Words) and not question.settings.get("required"),
        ids=frozenset(control.name for control in controls),
    )


def said_in(text: Text, code: str, t: Translator) -> Said:
    """Return a text as a page says it: words of ours are translated, others are in the language asked, else in French."""
    if isinstance(text, Standard):
        return Said(t.gettext(text[FRENCH.code]), t.language.base, t.language.direction)
    return said(text, code)


def said_answer(question: Question, answer: Answer, code: str, t: Translator) -> Sequence[Said]:
    """Return any answer in words, one for each thing chosen (best first in a ranking); nothing for what asks nothing.

    Special answers and what was left empty are said too. What somebody wrote is in no language that we know.
    """
    kind = type_of(question)
    if not kind.asks:
        return ()
    if answer is None or isinstance(answer, Mapping):
        special = special_of(answer) if answer else None
        return [Said(t.gettext(SPECIALS[special] if special else LEFT_EMPTY), t.language.base, t.language.direction)]
    if kind.is_text:
        return [Said(str(answer), *OWN_WORDS)]
    return [said_in(text, code, t) for text in kind.words(question, answer)]


def mistake_text(mistake: Mistake, code: str, t: Translator) -> str:
    """Return what to do about a mistake, in words; `code`: the language in which the questionnaire is read."""
    values = {name: said_in(one, code, t).words if isinstance(one, Mapping) else one for name, one in mistake.values.items()}
    return t.gettext(mistake.message, **values)


def _controls(question: Question, given: Given, code: str, t: Translator) -> Sequence[Control]:
    """The controls of a question, with what each holds."""
    kind = type_of(question)
    if isinstance(kind, Ranking):
        ranked = zip(kind.controls(question), RANKS, strict=False)
        return [_choosing(name, kind.offered(question), given, code, t)._replace(label=t.gettext(label)) for name, label in ranked]
    if kind.name == "month":
        return [_months(given, t), _typing(YEAR, given, t.gettext(YEAR_LABEL))]
    if kind.name == "commune":
        found = offers(given)
        typed = _typing(CONTROL, given, t.gettext(TYPED_COMMUNE))
        return [typed, _choosing(WHICH, found, given, code, t)._replace(label=t.gettext(WHICH_COMMUNE))] if found else [typed]
    if kind.offered(question):
        return [_choosing(CONTROL, kind.offered(question), given, code, t)]
    return [_typing(CONTROL, given)]


def _months(given: Given, t: Translator) -> Control:
    names = month_names(t.language.code)
    months = [Choice(str(number), {t.language.base: names[number]}) for number in MONTHS]
    return _choosing(CONTROL, months, given, t.language.code, t)._replace(label=t.gettext(MONTH))


def _choosing(name: str, choices: Sequence[Choice], given: Given, code: str, t: Translator) -> Control:
    chosen = {value.strip() for value in given.get(name, ())}
    options = [
        Option(one.code, f"{name}_{one.code}" if index else name, said_in(one.label, code, t), one.picto, one.code in chosen)
        for index, one in enumerate(choices)
    ]
    return Control(name, "", "", options)


def _typing(name: str, given: Given, label: str = "") -> Control:
    return Control(name, label, one_value(given, name))


def _prefixed(prefix: str, control: Control) -> Control:
    options = [one._replace(id=f"{prefix}{one.id}") for one in control.options]
    return control._replace(name=f"{prefix}{control.name}", options=options)
