"""The voices of a question, by language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.core.language import READABLE, Language, Translator
from app.participation.definition import Definition, Question, Said, said


class Voice(NamedTuple):
    """A question in one language. `href`: where its voice is heard, empty when it has none; `digest`: of that voice; `control`: id."""

    language: Language
    words: Said
    href: str
    digest: str
    control: str


@dataclass(frozen=True, slots=True)
class VoicesPage:
    """`participation/building/recordings.html`. `mistake`: what to mend in one control, `wrong`; `is_moved`: somebody changed a voice."""

    title: Said
    label: Said
    back: str
    here: str
    voices: Sequence[Voice]
    wrong: str
    mistake: str
    is_moved: bool


def voices_page(  # noqa: PLR0913 - a question, where it is, and what to mend
    definition: Definition, question: Question, place: str, t: Translator, *, wrong: str = "", mistake: str = "", is_moved: bool = False
) -> VoicesPage:
    """Return the page of the voices of a question. `place`: the address of the draft; `wrong`: the language whose file will not do."""
    return VoicesPage(
        title=said(definition.title, t.language.code),
        label=said(question.label, t.language.code),
        back=place,
        here=f"{place}/question/{question.key}/voix",
        voices=[_voice(question, code, place) for code in definition.languages],
        wrong=f"voix-{wrong}" if wrong else "",
        mistake=mistake,
        is_moved=is_moved,
    )


def _voice(question: Question, code: str, place: str) -> Voice:
    digest = question.audio.get(code, "")
    return Voice(READABLE[code], said(question.label, code), f"{place}/voix/{digest}" if digest else "", digest, f"voix-{code}")
