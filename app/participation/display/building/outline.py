"""A questionnaire being built, on one page: where it is, what is wrong and where, its questions."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.core.language import FRENCH, READABLE, Translator, mark
from app.core.written_days import day_of
from app.participation.building.lineage import Lineage, broken
from app.participation.building.texts import stale, texts
from app.participation.checking import Problem, problems, remarks
from app.participation.conditions import BadCondition, in_words, parse
from app.participation.definition import Definition, Question, Said, digest_of, said
from app.participation.definition import parse as parse_definition
from app.participation.display.building.naming import problem_text
from app.participation.display.building.types import KINDS
from app.participation.display.field import said_in
from app.participation.models import QuestionnaireDraft, QuestionnaireVersion
from app.participation.questions import REGISTRY

MISSING = "missing"
HARMLESS = frozenset((MISSING, "no-consent", "nothing-asked"))
"""Problems beside which conditions may still be looked at."""
CHOICES_SHOWN = 5
ONLY = mark("Posée seulement %(condition)s.")
SHOWN_ONLY = mark("Montrée seulement %(condition)s.")


class Heading(NamedTuple):
    """What a page about a part of a draft says of the whole. `languages`: beside French, with their own names."""

    href: str
    title: Said
    languages: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Card:
    """A question. `more`: choices that are not shown; `missing`: texts to translate; `problems`, `remarks`: sentences."""

    key: str
    number: int
    kind: str
    label: Said
    choices: Sequence[Said]
    more: int
    condition: str
    problems: Sequence[str]
    remarks: Sequence[str]
    is_sensitive: bool


class LanguageLine(NamedTuple):
    """A language. `state`: what is to translate, or to read again."""

    code: str
    name: str
    state: str


class Told(NamedTuple):
    """A problem, told at the top: where it is (a link to its question), and what."""

    href: str
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Outline:
    """`participation/building/outline.html`. `undoes`: the version that may be undone; `may_drop`: nothing was published of it."""

    heading: Heading
    state: str
    changed: str
    told: Sequence[Told]
    cards: Sequence[Card]
    languages: Sequence[LanguageLine]
    undoes: int | None
    may_drop: bool
    is_sensitive: bool


def heading(found: QuestionnaireDraft, definition: Definition, href: str, t: Translator) -> Heading:
    """Return how the pages of a draft name it."""
    others = [(code, READABLE[code].name) for code in definition.languages if code != FRENCH.code]
    return Heading(f"{href}/{found.id}", said(definition.title, t.language.code), others)


def outline(found: QuestionnaireDraft, of_it: Heading, past: Lineage, last: QuestionnaireVersion | None, t: Translator) -> Outline:
    """Return the page of a draft. `last`: its last published version."""
    definition = parse_definition(found.body)
    wrong = [*problems(definition), *broken(definition, past)]
    odd = remarks(definition) if {one.code for one in wrong} <= HARMLESS else ()
    cards = [_card(number, one, definition, wrong, odd, t) for number, one in enumerate(definition.questions, 1)]
    return Outline(
        heading=of_it,
        state=state_text(found, last, t),
        changed=t.gettext("Changé le %(day)s", day=day_of(found.updated_at, t)),
        told=[*_told_of_whole(wrong, of_it, t), *_told_of_questions(cards, t)],
        cards=cards,
        languages=_languages(found, definition, t),
        undoes=found.version if found.previous else None,
        may_drop=found.questionnaire_id is None,
        is_sensitive=definition.sensitive,
    )


def state_text(found: QuestionnaireDraft, last: QuestionnaireVersion | None, t: Translator) -> str:
    """Return where a draft is, in words."""
    if last is None:
        return t.gettext("En préparation")
    if last.sha256 == digest_of(found.body):
        return t.gettext("Publié, version %(number)s", number=last.number)
    return t.gettext("Publié, version %(number)s ; des changements ne sont pas publiés", number=last.number)


def kind_text(question: Question, t: Translator) -> str:
    """Return the type of a question in plain words."""
    return t.gettext(KINDS[question.type].name) if question.type in KINDS else question.type


def condition_text(question: Question, definition: Definition, t: Translator) -> str:
    """Return when a question is asked, in plain words; as it is written where it cannot be read."""
    if not question.show_if:
        return ""
    try:
        condition = in_words(parse(question.show_if), definition, t)
    except BadCondition:
        condition = question.show_if
    asks = question.type not in REGISTRY or REGISTRY[question.type].asks
    return t.gettext(ONLY if asks else SHOWN_ONLY, condition=condition)


def _card(number: int, question: Question, definition: Definition, wrong: Sequence[Problem], odd: Sequence[Problem], t: Translator) -> Card:  # noqa: PLR0913, PLR0917 - a question, and all that is said of it
    offered = REGISTRY[question.type].offered(question) if question.type in REGISTRY else question.choices
    mine = [one for one in wrong if one.key == question.key]
    missing = sum(one.code == MISSING for one in mine)
    return Card(
        key=question.key,
        number=number,
        kind=kind_text(question, t),
        label=said(question.label, FRENCH.code),
        choices=[said_in(one.label, FRENCH.code, t) for one in offered[:CHOICES_SHOWN]],
        more=max(0, len(offered) - CHOICES_SHOWN),
        condition=condition_text(question, definition, t),
        problems=[*(problem_text(one, definition, t) for one in mine if one.code != MISSING), *([_missing(missing, t)] if missing else [])],
        remarks=[one.said(t) for one in odd if one.key == question.key],
        is_sensitive=question.sensitive,
    )


def _missing(count: int, t: Translator) -> str:
    return t.ngettext(
        "%(num)s texte n’est pas écrit dans toutes les langues.", "%(num)s textes ne sont pas écrits dans toutes les langues.", count
    )


def _told_of_whole(wrong: Sequence[Problem], of_it: Heading, t: Translator) -> Iterator[Told]:
    for one in wrong:
        if not one.key:
            yield Told(
                f"{of_it.href}/presentation" if one.code == MISSING else f"{of_it.href}/ajouter", t.gettext("Le questionnaire"), one.said(t)
            )


def _told_of_questions(cards: Sequence[Card], t: Translator) -> Iterator[Told]:
    for card in cards:
        for what in card.problems:
            yield Told(f"#q-{card.key}", t.gettext("Question %(number)s", number=card.number), what)


def _languages(found: QuestionnaireDraft, definition: Definition, t: Translator) -> list[LanguageLine]:
    old = Counter(code for _, code in stale(definition, found.stamps))
    written = [text for _, text in texts(definition) if text.get(FRENCH.code)]
    others = [code for code in definition.languages if code != FRENCH.code]
    return [LanguageLine(code, READABLE[code].name, _language_state(written, code, old, t)) for code in others]


def _language_state(written: Sequence[Mapping[str, str]], code: str, old: Mapping[str, int], t: Translator) -> str:
    missing, again = sum(not text.get(code) for text in written), old.get(code, 0)
    told = [
        t.ngettext("%(num)s texte à traduire", "%(num)s textes à traduire", missing) if missing else "",
        t.ngettext("%(num)s texte à revoir", "%(num)s textes à revoir", again) if again else "",
    ]
    return " · ".join(filter(None, told)) or t.gettext("Tout est traduit")
