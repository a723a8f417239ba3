"""A questionnaire as a member of its committee reads it, what they said before, what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.core.language import READABLE, Translator, mark
from app.core.written_days import day_of
from app.participation.building.gates import asked
from app.participation.building.marks import Moved, marks
from app.participation.building.walkable import not_drawn
from app.participation.conditions import BadCondition, in_words, parse
from app.participation.definition import Definition, Question, Said, digest_of, said
from app.participation.display.field import said_in
from app.participation.forms.committee import control_of
from app.participation.models import CommitteeComment, CommitteeLink, QuestionnaireDraft, QuestionnaireVersion
from app.participation.questions import REGISTRY
from app.participation.rules import Gate, Opinion

ONLY = mark("Cette question est posée seulement %(condition)s.")
ANSWERED: Mapping[str, str] = {
    "information": mark("C’est à lire. Il n’y a rien à répondre."),
    "consent": mark("On répond oui ou non."),
    "one": mark("On choisit une seule réponse."),
    "scale": mark("On choisit une seule réponse."),
    "band": mark("On choisit une seule réponse."),
    "several": mark("On peut choisir plusieurs réponses."),
    "ranking": mark("On choisit ce qui compte le plus, dans l’ordre."),
    "short_text": mark("On écrit quelques mots."),
    "long_text": mark("On écrit ce que l’on veut."),
    "integer": mark("On écrit un nombre."),
    "month": mark("On écrit un mois et une année."),
    "commune": mark("On écrit le nom de sa commune."),
}
"""How one answers, by type."""
THOUGHT: Mapping[Opinion, str] = {
    Opinion.APPROVES: mark("Vous avez dit que vous êtes d’accord, le %(day)s."),
    Opinion.OBJECTS: mark("Vous avez dit que vous n’êtes pas d’accord, le %(day)s."),
}


class Tongue(NamedTuple):
    """A language to read in."""

    href: str
    code: str
    name: str
    base: str
    direction: str


class Mine(NamedTuple):
    """A remark that the member made before. `settled`: when it was dealt with; empty: not yet."""

    words: str
    day: str
    settled: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A question. `news`: that it changed since it was read; `control`: of the remark; `typed`: what stands in it."""

    number: int
    label: Said
    hint: Said
    why: Said
    before: str
    how: str
    choices: Sequence[Said]
    news: str
    mine: Sequence[Mine]
    control: str
    typed: str
    mistake: str


@dataclass(frozen=True, slots=True)
class AdvicePage:
    """`participation/committee/read.html`. `thought`: what the member last said; `marks`: hidden fields; `version`: published before."""

    at: str
    who: str
    name: str
    title: Said
    intro: Said
    thanks: Said
    tongues: Sequence[Tongue]
    items: Sequence[Item]
    mine: Sequence[Mine]
    typed: str
    mistake: str
    thought: Sequence[str]
    sha256: str
    marks: Sequence[tuple[str, str]]
    moved: Sequence[str]
    version: int | None
    stops: bool
    """Whether an objection keeps it from being published."""
    is_sensitive: bool


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """`participation/committee/published.html`. `lost`: words that came too late."""

    at: str
    who: str
    title: Said
    tongues: Sequence[Tongue]
    number: int
    day: str
    thought: str
    mine: Sequence[Mine]
    lost: Sequence[str]
    is_sensitive: bool


class Opened(NamedTuple):
    """What a link opens. `last`: the last published version."""

    at: str
    who: str
    link: CommitteeLink
    draft: QuestionnaireDraft
    definition: Definition
    comments: Sequence[CommitteeComment]
    last: QuestionnaireVersion | None


class Form(NamedTuple):
    """What stands in the form: remarks by key, mistakes by control, what changed since it was read."""

    typed: Mapping[str, str]
    mistakes: Mapping[str, str]
    moved: Moved | None = None


EMPTY = Form({}, {})


def advice_page(found: Opened, form: Form, t: Translator) -> AdvicePage:
    """Return the page that a member reads and fills, in the language of `t`."""
    definition, code = found.definition, t.language.code
    keys = {question.key for question in definition.questions}
    return AdvicePage(
        at=found.at,
        who=found.who,
        name=found.link.name,
        title=said(definition.title, code),
        intro=said(definition.intro, code),
        thanks=said(definition.thanks, code),
        tongues=tongues(found),
        items=[_item(number, one, found, form, t) for number, one in enumerate(definition.questions, 1)],
        mine=[_mine(one, t) for one in found.comments if one.question not in keys],
        typed=form.typed.get("", ""),
        mistake=t.gettext(form.mistakes[control_of("")]) if control_of("") in form.mistakes else "",
        thought=_thought(found, t),
        sha256=digest_of(found.draft.body),
        marks=[(f"lu-{key}", one) for key, one in marks(definition).items()],
        moved=_moved(form.moved, t) if form.moved else (),
        version=found.last.number if found.last else None,
        stops=Gate.COMMITTEE in asked(found.draft.gates).gates,
        is_sensitive=definition.sensitive,
    )


def published_page(found: Opened, version: QuestionnaireVersion, lost: Sequence[str], t: Translator) -> PublishedPage:
    """Return the page that thanks a member once the questionnaire is published."""
    numbers = {question.key: number for number, question in enumerate(found.definition.questions, 1)}
    link = found.link
    return PublishedPage(
        at=found.at,
        who=found.who,
        title=said(found.definition.title, t.language.code),
        tongues=tongues(found),
        number=version.number,
        day=day_of(version.published_at, t),
        thought=t.gettext(THOUGHT[Opinion(link.opinion)], day=day_of(link.said_at, t)) if link.opinion and link.said_at else "",
        mine=[_mine(one, t, numbers.get(one.question)) for one in found.comments],
        lost=lost,
        is_sensitive=found.definition.sensitive,
    )


def tongues(found: Opened) -> list[Tongue]:
    """Return the languages of a draft."""
    languages = [READABLE[code] for code in found.definition.languages]
    return [Tongue(f"{found.at}?lang={one.code}", one.code, one.name, one.base, one.direction) for one in languages]


def _item(number: int, question: Question, found: Opened, form: Form, t: Translator) -> Item:
    code, control = t.language.code, control_of(question.key)
    kind = REGISTRY.get(question.type)
    offered = kind.offered(question) if kind and not not_drawn(question) else question.choices
    return Item(
        number=number,
        label=said(question.label, code),
        hint=said(question.hint, code),
        why=said(question.why, code),
        before=_before(question, found.definition, t),
        how=t.gettext(ANSWERED[question.type]) if question.type in ANSWERED else "",
        choices=[said_in(choice.label, code, t) for choice in offered],
        news=_news(question.key, form.moved, t),
        mine=[_mine(one, t) for one in found.comments if one.question == question.key],
        control=control,
        typed=form.typed.get(question.key, ""),
        mistake=t.gettext(form.mistakes[control]) if control in form.mistakes else "",
    )


def _before(question: Question, definition: Definition, t: Translator) -> str:
    if not question.show_if:
        return ""
    try:
        return t.gettext(ONLY, condition=in_words(parse(question.show_if), definition, t))
    except BadCondition:
        return ""


def _news(key: str, since: Moved | None, t: Translator) -> str:
    if since is None:
        return ""
    if key in since.new:
        return t.gettext("Cette question est nouvelle.")
    return t.gettext("Cette question a changé.") if key in since.changed else ""


def _moved(since: Moved, t: Translator) -> list[str]:
    told = []
    if since.changed:
        many = len(since.changed)
        told.append(t.ngettext("%(num)s question a changé.", "%(num)s questions ont changé.", many))
    if since.new:
        told.append(t.ngettext("%(num)s question est nouvelle.", "%(num)s questions sont nouvelles.", len(since.new)))
    if since.has_less:
        told.append(t.gettext("Une question est retirée, ou plusieurs. Vos mots sur elles sont en bas de la page."))
    if since.is_whole:
        told.append(t.gettext("Les mots du début ou de la fin ont changé."))
    return told or [t.gettext("L’ordre des questions a changé.")]


def _thought(found: Opened, t: Translator) -> list[str]:
    link = found.link
    if link.opinion is None or link.said_at is None:
        return []
    told = [t.gettext(THOUGHT[Opinion(link.opinion)], day=day_of(link.said_at, t))]
    if link.read_sha256 != digest_of(found.draft.body):
        told.append(t.gettext("Le questionnaire a changé depuis."))
        if link.opinion == Opinion.APPROVES:
            told.append(t.gettext("Votre accord ne compte plus. Relisez, puis dites ce que vous en pensez."))
        else:
            told.append(t.gettext("Votre désaccord compte toujours. Relisez : si cela vous va maintenant, dites-le."))
    return told


def _mine(comment: CommitteeComment, t: Translator, number: int | None = None) -> Mine:
    settled = t.gettext("L’équipe s’en est occupée, le %(day)s.", day=day_of(comment.settled_at, t)) if comment.settled_at else ""
    about = t.gettext("Question %(number)s", number=number) if number else ""
    return Mine(comment.words or "", day_of(comment.made_at, t), settled, about)
