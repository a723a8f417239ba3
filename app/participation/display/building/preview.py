"""A questionnaire being built as those who answer will see it: one screen at a time, in each language, or on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from app.core.language import FRENCH, READABLE, Translator, mark
from app.participation.building.walkable import blockers, not_drawn
from app.participation.checking import Problem
from app.participation.checking.texts import OF_QUESTIONNAIRE, WHERE_FRENCH_HAS_ONE, missing_texts
from app.participation.conditions import in_words, parse
from app.participation.definition import Definition, Question, Said, said
from app.participation.display.building.imagined import imagined, imagined_version
from app.participation.display.field import FieldView, field_view, said_in
from app.participation.display.papers import ONLY, Paper, paper
from app.participation.labels import SPECIALS
from app.participation.models import QuestionnaireDraft
from app.participation.questions import type_of

BEGINNING, END = "_debut", "_fin"
"""Screens that are no question: what `question` says of them in an address; no key of a question begins so."""
NO_ADDRESS = mark("(l’adresse, une fois l’enquête ouverte)")
FIRST, LAST = mark("Présentation"), mark("Remerciement")


class View(StrEnum):
    """As who one looks at it: what `vue` says."""

    PHONE = "telephone"
    EASY = "facile"
    ARABIC = "arabe"
    ENGLISH = "anglais"
    PAPER = "papier"


VIEWS: Mapping[View, str] = {
    View.PHONE: mark("Téléphone"),
    View.EASY: mark("Français simple"),
    View.ARABIC: mark("Arabe"),
    View.ENGLISH: mark("Anglais"),
    View.PAPER: mark("Papier"),
}
LANGUAGES: Mapping[View, str] = {View.PHONE: FRENCH.code, View.EASY: "fr-simple", View.ARABIC: "ar", View.ENGLISH: "en"}


@dataclass(frozen=True, slots=True)
class Screen:
    """What somebody sees at once (`_preview_screen.html`), in their language: a question, or words alone at either end.

    `heading` and `words`: of a screen that is no question; `specials`: the answers that are always there.
    """

    lang: str
    direction: str
    field: FieldView | None
    specials: Sequence[str] = ()
    heading: Said | None = None
    words: Said | None = None


class Line(NamedTuple):
    """A screen in the list of them all."""

    href: str
    words: Said
    is_present: bool


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """`participation/building/preview.html`, in the language of the author. `when`: the condition of the question, in words.

    `wrong`: why the question cannot be shown; `missing`: what is said in French for want of words; `translate`: where they are written.
    """

    title: Said
    back: str
    tabs: Sequence[tuple[str, str, bool]]
    lines: Sequence[Line]
    before: Line | None
    after: Line | None
    when: str
    wrong: Sequence[str]
    missing: Sequence[str]
    translate: str
    is_offered: bool
    """Whether the draft is written in this language."""
    language: Said
    voice: str
    """Where the question is heard in this language; empty where nobody recorded it."""
    voices: str
    """Where voices are recorded; empty for a screen that is no question."""


def view_asked(text: str) -> View:
    """Return the view that an address asks for; the telephone, in French, for any other word."""
    return View(text) if text in set(View) else View.PHONE


def preview_page(definition: Definition, place: str, view: View, asked: str, t: Translator) -> PreviewPage:
    """Return the page around a screen. `place`: the address of the draft; `asked`: the key of the screen, the first one for any other."""
    code = LANGUAGES[view]
    keys = [BEGINNING, *(question.key for question in definition.questions), END]
    present = keys.index(asked) if asked in keys else 0
    lines = [Line(_href(place, view, key), _named(definition, key, number, t), number == present) for number, key in enumerate(keys)]
    question = definition.question(keys[present])
    wrong = _wrong(definition, question)
    return PreviewPage(
        title=said(definition.title, t.language.code),
        back=place,
        tabs=tabs(place, view, keys[present], t),
        lines=lines,
        before=lines[present - 1] if present else None,
        after=lines[present + 1] if present + 1 < len(lines) else None,
        when=_when(definition, question, t) if not wrong else "",
        wrong=[problem.said(t) for problem in wrong],
        missing=[problem.said(t) for problem in _missing(definition, keys[present], code)],
        translate=f"{place}/langue/{code}",
        is_offered=code in definition.languages,
        language=Said(READABLE[code].name, READABLE[code].base, READABLE[code].direction),
        voice=f"{place}/voix/{question.audio[code]}" if question and code in question.audio else "",
        voices=f"{place}/question/{question.key}/voix" if question else "",
    )


def screen(definition: Definition, asked: str, t: Translator) -> Screen | None:
    """Return what stands on the telephone, in the language of `t`; None for a question that cannot be shown."""
    lang, code = t.language, t.language.code
    question = definition.question(asked)
    if question is None:
        words, heading = (definition.thanks, None) if asked == END else (definition.intro, said(definition.title, code))
        return Screen(lang.base, lang.direction, None, heading=heading, words=said(words, code))
    if not_drawn(question):
        return None
    kind = type_of(question)
    specials = [t.gettext(words) for words in SPECIALS.values()] if kind.takes_specials else []
    return Screen(lang.base, lang.direction, replace(field_view(question, {}, code, t), is_title=False), specials)


def tabs(place: str, view: View, asked: str, t: Translator) -> Sequence[tuple[str, str, bool]]:
    """Return the views: address, name, whether it is the present one. They keep the screen."""
    return [(_href(place, one, asked), t.gettext(words), one is view) for one, words in VIEWS.items()]


def printed_draft(found: QuestionnaireDraft, definition: Definition, asking: str, base_url: str, t: Translator) -> Paper:
    """Return a draft as it would be printed, in the language of `t`: there is no address yet where to answer it."""
    made = paper(imagined(found, definition, asking), imagined_version(found), definition, base_url, t)
    return replace(made, address=t.gettext(NO_ADDRESS), qr_svg="")


def _href(place: str, view: View, key: str) -> str:
    return f"{place}/apercu?vue={view}" + (f"&question={key}" if key != BEGINNING else "")


def _named(definition: Definition, key: str, number: int, t: Translator) -> Said:
    question = definition.question(key)
    if question is None:
        return Said(t.gettext(FIRST if key == BEGINNING else LAST), t.language.base, t.language.direction)
    label = said_in(question.label, t.language.code, t)
    return label._replace(words=f"{number}. {label.words}")


def _wrong(definition: Definition, question: Question | None) -> Sequence[Problem]:
    return [problem for problem in blockers(definition) if problem.key == question.key] if question else []


def _when(definition: Definition, question: Question | None, t: Translator) -> str:
    """Return who a question is asked of; nothing where it is asked of all."""
    if question is None or not question.show_if:
        return ""
    return t.gettext(ONLY, condition=in_words(parse(question.show_if), definition, t))


def _missing(definition: Definition, key: str, code: str) -> Sequence[Problem]:
    """Return the texts of a screen that have no words in a language; an interviewer's guidance is on no screen."""
    question = definition.question(key)
    found = missing_texts(replace(definition, languages=(code,), questions=(question,) if question else ()))
    if question is not None:
        return [problem for problem in found if problem.key == key and problem.message != WHERE_FRENCH_HAS_ONE["guidance"]]
    wanted = {OF_QUESTIONNAIRE[name] for name in (("thanks",) if key == END else ("title", "intro"))}
    return [problem for problem in found if problem.message in wanted]
