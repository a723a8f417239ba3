"""The form of a question, in plain words; what two people wrote of it at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.core.language import Translator, mark
from app.participation.building.told import Told, ToldChoice, types_for
from app.participation.definition import Definition, Question
from app.participation.display.building.types import KINDS, PICTO_NAMES, TITLES
from app.participation.forms.building import question as form
from app.participation.forms.building.question import Given, Row, longest_of
from app.participation.forms.building.settings import TICKED
from app.participation.questions import REGISTRY
from app.participation.questions.ranking import FEWEST_PICK, RANKS
from app.web.forms import FieldError

NAMES: Mapping[str, str] = {
    form.LABEL: mark("La question"),
    form.HINT: mark("Une aide, sous la question"),
    form.WHY: mark("Pourquoi vous posez cette question"),
    form.GUIDANCE: mark("Pour la personne qui pose les questions"),
}
OF_A_PAGE: Mapping[str, str] = {form.LABEL: mark("Le titre de la page"), form.HINT: mark("Le texte de la page")}
TOLD: Mapping[str, str] = {
    form.LABEL: mark("Une seule idée, en quinze mots au plus."),
    form.WHY: mark("Ce que vous ferez des réponses. Chaque personne peut le lire."),
    form.GUIDANCE: mark("Elle seule le lit, quand elle pose la question de vive voix."),
}
SETTINGS: Mapping[str, tuple[str, str]] = {
    "min": (mark("Le plus petit nombre accepté"), ""),
    "max": (mark("Le plus grand nombre accepté"), ""),
    "unite": (mark("Ce que l’on compte"), mark("Écrit après le nombre : jours, personnes, fois.")),
    "nombre": (mark("Combien en choisir, au plus"), mark("Il faut davantage de choix que cela.")),
    "debut": (mark("Premier mois possible"), mark("Par exemple 01/2020. Vide : aucun.")),
    "fin": (mark("Dernier mois possible"), mark("Par exemple 12/2027. Vide : aucun.")),
    "passe": (mark("Jamais après le mois où la personne répond"), ""),
    "obligatoire": (
        mark("Demander de ne pas laisser vide"),
        mark("La personne peut toujours dire qu’elle ne sait pas, ou qu’elle préfère ne pas répondre."),
    ),
    "oui": (mark("Les mots du oui"), mark("Vides : « Oui, je suis d’accord ».")),
    "non": (mark("Les mots du non"), mark("Vides : « Non, j’arrête ici ».")),
}
"""By control: its name, and what to know."""
TICKS = frozenset(("passe", "obligatoire"))
OPTIONAL = frozenset((form.HINT, form.WHY, form.GUIDANCE, "unite", "debut", "fin", "oui", "non"))
FIGURES = frozenset(("min", "max"))
STARTERS: Mapping[str, tuple[str, Sequence[str]]] = {
    "scale": ("", ("Très mal", "Mal", "Moyen", "Bien", "Très bien")),
    "consent": ("Acceptez-vous de répondre à ces questions ?", ()),
}
"""What the form of a new question says at first, in French as questionnaires are written: to change or to keep."""
NOTHING_SAID = mark("(rien)")
TICKED_TOLD, NOT_TICKED = mark("oui"), mark("non")


@dataclass(frozen=True, slots=True)
class Control:
    """A text to write, a box to tick (`is_tick`) or a number to choose (`options`). `rows`: 1 for a line."""

    id: str
    label: str
    hint: str
    value: str
    mistake: str
    rows: int = 1
    is_optional: bool = False
    is_figures: bool = False
    is_tick: bool = False
    options: Sequence[str] = ()


class RowView(NamedTuple):
    """A choice being written. `number`: its place."""

    row: Row
    number: int
    mistake: str


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """`participation/building/question.html`. `types`: those that it may become; `told`: what to say of its list of choices."""

    given: Given
    kind: str
    asks: bool
    texts: Sequence[Control]
    aside: Sequence[Control]
    settings: Sequence[Control]
    rows: Sequence[RowView]
    mistake: str
    picks_alone: bool
    types: Sequence[tuple[str, str]]
    pictos: Sequence[tuple[str, str]]
    errors: Sequence[FieldError]
    is_aside_open: bool
    is_full: bool

    @property
    def fields(self) -> frozenset[str]:
        """Ids that the summary of errors may lead to."""
        controls = (*self.texts, *self.aside, *self.settings)
        return frozenset((*(one.id for one in controls), *(form.words_id(one.row) for one in self.rows), form.CHOICES, CONDITIONS))


CONDITIONS = "conditions"


class Looker(NamedTuple):
    """A question whose condition looks at what goes away."""

    number: int
    key: str
    label: str


def question_page(given: Given, base_type: str, t: Translator, *, is_published: bool = False) -> QuestionPage:
    """Return the form of a question. `base_type`: the type that it has now, which a published question keeps."""
    kind = REGISTRY[given.type]
    wrong = {name: t.gettext(message, **values) for name, (message, values) in given.mistakes.items()}
    names = {**NAMES, **({} if kind.asks else OF_A_PAGE)}
    texts = {name: _text(given, name, t.gettext(names[name]), wrong, t) for name in longest_of(given.type)}
    aside = [texts[form.GUIDANCE]]
    rows = given.rows if kind.takes_choices else ()
    others = [] if is_published else [name for name in types_for(base_type) if name != given.type]
    return QuestionPage(
        given=given,
        kind=t.gettext(KINDS[given.type].name),
        asks=kind.asks,
        texts=[texts[form.LABEL], texts[form.HINT], *([texts[form.WHY]] if kind.asks else [])],
        aside=aside,
        settings=[_setting(name, value, wrong.get(name, ""), t) for name, value in given.settings.items()],
        rows=[RowView(row, number, wrong.get(form.words_id(row), "")) for number, row in enumerate(rows, 1)],
        mistake=wrong.get(form.CHOICES, ""),
        picks_alone=given.type == "several",
        types=[(name, t.gettext(KINDS[name].name)) for name in others],
        pictos=[(name, t.gettext(label)) for name, label in PICTO_NAMES.items()],
        errors=[FieldError(name, message) for name, message in wrong.items()],
        is_aside_open=any(one.value or one.mistake for one in aside) or bool(given.picto),
        is_full=len(given.rows) >= form.MOST_CHOICES,
    )


def starter(type_name: str) -> Told:
    """Return what the form of a new question says at first."""
    label, words = STARTERS.get(type_name, ("", ()))
    settings = {"latest": "now"} if type_name == "month" else {}
    return Told(type_name, label, choices=tuple(ToldChoice("", one) for one in words), settings=settings)


def lookers_told(definition: Definition, lookers: Sequence[Question]) -> list[Looker]:
    """Return the questions whose conditions look at what goes away, by their numbers."""
    numbers = {one.key: number for number, one in enumerate(definition.questions, 1)}
    return [Looker(numbers.get(one.key, 0), one.key, one.label.get("fr", "")) for one in lookers]


class Difference(NamedTuple):
    """Something that two people wrote otherwise."""

    name: str
    theirs: str
    mine: str


def differences(saved: Told, written: Told, t: Translator) -> list[Difference]:
    """Return what two people say otherwise of a question, field by field, in words."""
    one, other = _in_words(saved, t), _in_words(written, t)
    nothing = t.gettext(NOTHING_SAID)
    names = list(dict.fromkeys((*one, *other)))
    return [
        Difference(name, one.get(name) or nothing, other.get(name) or nothing) for name in names if one.get(name, "") != other.get(name, "")
    ]


def _in_words(said: Told, t: Translator) -> Mapping[str, str]:
    names = {**NAMES, **({} if REGISTRY[said.type].asks else OF_A_PAGE)}
    texts = zip(names.values(), (said.label, said.hint, said.why, said.guidance), strict=True)
    alone, ticks = t.gettext(ALONE), {True: t.gettext(TICKED_TOLD), False: t.gettext(NOT_TICKED)}
    rows = [(one.words, _picto(one.picto, t), alone if one.exclusive else "") for one in said.choices]
    values = {name: ticks[value] if isinstance(value, bool) else str(value) for name, value in said.settings.items()}
    return {
        t.gettext(mark("Le type")): t.gettext(KINDS[said.type].name),
        **{t.gettext(name): words for name, words in texts},
        t.gettext(mark("Les choix")): "\n".join(" · ".join(filter(None, row)) for row in rows),
        **{t.gettext(TITLES[name]): value for name, value in values.items() if name in TITLES},
        t.gettext(SENSITIVE): ticks[said.sensitive],
        t.gettext(mark("Le pictogramme")): _picto(said.picto, t),
    }


ALONE = mark("va seul")
SENSITIVE = mark("Question sensible")


def _picto(name: str, t: Translator) -> str:
    return t.gettext(PICTO_NAMES[name]) if name in PICTO_NAMES else ""


def _text(given: Given, name: str, label: str, wrong: Mapping[str, str], t: Translator) -> Control:
    is_page = name == form.HINT and not REGISTRY[given.type].asks
    told = t.gettext(TOLD[name]) if name in TOLD and REGISTRY[given.type].asks else ""
    rows = {form.LABEL: 2, form.HINT: 8 if is_page else 2}.get(name, 2)
    return Control(name, label, told, given.texts.get(name, ""), wrong.get(name, ""), rows, is_optional=name in OPTIONAL and not is_page)


def _setting(name: str, value: str, mistake: str, t: Translator) -> Control:
    label, told = SETTINGS[name]
    return Control(
        name,
        t.gettext(label),
        t.gettext(told) if told else "",
        value,
        mistake,
        is_optional=name in OPTIONAL,
        is_figures=name in FIGURES,
        is_tick=name in TICKS,
        options=[str(number) for number in range(FEWEST_PICK, len(RANKS) + 1)] if name == "nombre" else (),
    )


__all__ = ["CONDITIONS", "TICKED", "QuestionPage", "differences", "lookers_told", "question_page", "starter"]
