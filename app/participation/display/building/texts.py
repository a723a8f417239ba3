"""What a questionnaire says of itself: its languages with what is left to translate, what somebody else changed meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.core.language import READABLE, Translator, mark
from app.participation.building.languages import OTHERS, State, lines, worded
from app.participation.building.presenting import MINUTES, SENSITIVE, values_of
from app.participation.definition import Definition, Said, said
from app.participation.forms.building.texts import NAMES
from app.web.forms import FieldError

PARTS: Mapping[str, str] = {
    "title": mark("Titre"), "intro": mark("Présentation"), "thanks": mark("Remerciement"), "summary": mark("Résumé pour les collègues"),
    MINUTES: mark("Combien de minutes pour répondre"), SENSITIVE: mark("Le sujet est sensible"),
}  # fmt: skip


class LanguageLine(NamedTuple):
    """A language of a questionnaire. `missing`, `stale`: texts to translate, translations to read again."""

    code: str
    lang: str
    direction: str
    name: str
    href: str
    missing: int
    stale: int
    is_asked: bool


class Clash(NamedTuple):
    """A part that somebody else changed. `stands`: what they left."""

    control: str
    name: str
    stands: str


@dataclass(frozen=True, slots=True)
class PresentationPage:
    """`participation/building/presentation.html`."""

    title: Said
    at: str
    languages: Sequence[LanguageLine]
    clashes: Sequence[Clash]

    @property
    def clash_links(self) -> Sequence[FieldError]:
        """Return what the summary of a conflict leads to."""
        return [FieldError(one.control, one.name) for one in self.clashes]


def presentation_page(
    definition: Definition, stamps: Mapping[str, str], at: str, t: Translator, clashes: Sequence[str] = ()
) -> PresentationPage:
    """Return the page of a draft; `clashes`: parts that somebody else changed meanwhile."""
    standing = values_of(definition)
    shown = [code for code in OTHERS if code in {*definition.languages, *worded(definition)}]
    return PresentationPage(
        title=said(definition.title, t.language.code),
        at=at,
        languages=[_line(definition, stamps, code, at) for code in shown],
        clashes=[Clash(NAMES[name], t.gettext(PARTS[name]), standing[name]) for name in clashes],
    )


def _line(definition: Definition, stamps: Mapping[str, str], code: str, at: str) -> LanguageLine:
    states = [line.state for line in lines(definition, code, stamps)]
    language = READABLE[code]
    missing, stale = states.count(State.MISSING), states.count(State.STALE)
    is_asked = code in definition.languages
    return LanguageLine(code, language.base, language.direction, language.name, f"{at}/langue/{code}", missing, stale, is_asked)
