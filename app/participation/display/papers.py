"""A questionnaire on paper: its questions numbered, what to tick, room to write, each condition in plain words before its question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.core.language import READABLE, Translator, mark
from app.directory.display.qr import qr_svg
from app.participation.conditions import in_words, parse
from app.participation.definition import Definition, Question, Said
from app.participation.display.campaigns import DIGEST_SHOWN, address_of
from app.participation.display.field import MONTH, TYPED_COMMUNE, YEAR_LABEL, said_in
from app.participation.display.given_back import receipt_place, receipt_words
from app.participation.labels import SPECIALS
from app.participation.models import Campaign, QuestionnaireVersion
from app.participation.questions import type_of
from app.participation.questions.ranking import Ranking
from app.participation.rules import Special

UNSAID = Said("", "", "")


class Draws(StrEnum):
    """How room is made for an answer."""

    BOXES = "cases"
    RANKS = "rangs"
    BLANKS = "blancs"
    LINES = "lignes"
    NOTHING = "rien"


TICK_ONE, TICK_SOME = mark("Cochez une seule case."), mark("Cochez tout ce qui convient.")
RANK = mark("Écrivez 1 dans la case de votre premier choix, puis continuez jusqu’à %(last)s.")
STOP_HERE = mark("Si vous répondez non, arrêtez-vous ici et gardez cette feuille.")
NO_NAMES, GROUP_KEPT = mark("N’écrivez pas de nom ni de numéro de téléphone."), mark("Nous gardons le groupe de communes, pas la commune.")
NUMBER = mark("Nombre")
ONLY = mark("Répondez seulement %(condition)s.")
LINES: Mapping[str, int] = {"short_text": 1, "long_text": 5}
BLANKS: Mapping[str, Sequence[str]] = {"integer": (NUMBER,), "month": (MONTH, YEAR_LABEL), "commune": (TYPED_COMMUNE,)}


@dataclass(frozen=True, slots=True)
class Box:
    """One thing to tick. `is_alone`: it goes with no other."""

    label: Said
    is_alone: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A question. `number`: its place in the questionnaire, as conditions and who types sheets say it; `before`: when to answer it.

    `specials`: answers that are always there; `blanks`: what each room to write is for.
    """

    number: int
    label: Said
    hint: Said
    why: Said
    before: str
    how: str
    draws: Draws
    boxes: Sequence[Box] = ()
    blanks: Sequence[str] = ()
    unit: Said = UNSAID
    lines: int = 0
    specials: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole questionnaire, in one language."""

    title: Said
    intro: Said
    thanks: Said
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet to print. `template`: code of the language of the texts around; `digest`: first signs of the version's SHA-256.

    `words`: those that lead to what was decided; `site`: where they are typed.
    """

    sheet: Sheet
    template: str
    lang: str
    direction: str
    asking: str
    address: str
    qr_svg: str
    version: int
    digest: str
    words: Sequence[str]
    site: str


def paper(campaign: Campaign, version: QuestionnaireVersion, definition: Definition, base_url: str, t: Translator) -> Paper:
    """Return the questionnaire of a campaign as it is printed, in the language of `t`."""
    address = address_of(campaign, base_url)
    return Paper(
        sheet=sheet(definition, t),
        template=t.language.code,
        lang=t.language.base,
        direction=READABLE[t.language.code].direction,
        asking=campaign.name,
        address=address.partition("://")[2],
        qr_svg=qr_svg(address),
        version=version.number,
        digest=version.sha256[:DIGEST_SHOWN],
        words=receipt_words(campaign),
        site=receipt_place(base_url),
    )


def sheet(definition: Definition, t: Translator) -> Sheet:
    """Return a questionnaire in the language of `t`, in French where it is not written in it."""
    code = t.language.code
    return Sheet(
        title=said_in(definition.title, code, t),
        intro=said_in(definition.intro, code, t),
        thanks=said_in(definition.thanks, code, t),
        items=[_item(number, question, definition, t) for number, question in enumerate(definition.questions, 1)],
    )


def _item(number: int, question: Question, definition: Definition, t: Translator) -> Item:
    kind, code = type_of(question), t.language.code
    offered = kind.offered(question)
    condition = in_words(parse(question.show_if), definition, t) if question.show_if else ""
    return Item(
        number=number,
        label=said_in(question.label, code, t),
        hint=said_in(question.hint, code, t),
        why=said_in(question.why, code, t),
        before=t.gettext(ONLY, condition=condition) if condition else "",
        how=_how(question, t),
        draws=_draws(question),
        boxes=[Box(said_in(choice.label, code, t), choice.exclusive) for choice in offered],
        blanks=[t.gettext(label) for label in BLANKS.get(kind.name, ())],
        unit=said_in(question.settings.get("unit", {}), code, t),
        lines=LINES.get(kind.name, 0),
        specials=[t.gettext(SPECIALS[one]) for one in Special] if kind.asks and kind.takes_specials else (),
    )


def _draws(question: Question) -> Draws:
    kind = type_of(question)
    if not kind.asks:
        return Draws.NOTHING
    if kind.name in BLANKS:
        return Draws.BLANKS
    if isinstance(kind, Ranking):
        return Draws.RANKS
    return Draws.BOXES if kind.offered(question) else Draws.LINES


def _how(question: Question, t: Translator) -> str:
    """Return what to do with the boxes, or what to know before writing; nothing where there is nothing to say."""
    kind = type_of(question)
    if kind.is_text:
        return t.gettext(NO_NAMES)
    if kind.name == "commune":
        return t.gettext(GROUP_KEPT)
    if isinstance(kind, Ranking):
        return t.gettext(RANK, last=len(kind.controls(question)))
    if kind.name == "consent":
        return t.gettext(STOP_HERE)
    if kind.name == "several":
        return t.gettext(TICK_SOME)
    return t.gettext(TICK_ONE) if kind.offered(question) else ""
