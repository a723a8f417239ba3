"""Published versions, and what differs between two of them, in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.core.language import Translator, mark
from app.core.written_days import day_of
from app.participation.building.differences import Aspect, Changed, Differences, Fate, Reworded, Span
from app.participation.conditions import BadCondition, in_words, parse
from app.participation.definition import Definition, Said, said
from app.participation.display.building.naming import language_name, place_name, question_name
from app.participation.display.campaigns import BASE, DIGEST_SHOWN, NEW, languages_text, state_text
from app.participation.models import Campaign, QuestionnaireVersion
from app.participation.questions import REGISTRY

DRAFT = "brouillon"
"""Stands for the draft where an address asks for a version."""
ASPECTS: Mapping[Aspect, str] = {
    Aspect.TYPE: mark("Le type de la question n’est plus le même."),
    Aspect.PICTO: mark("Un pictogramme a changé."),
    Aspect.ALONE: mark("Un choix qui va seul a changé."),
    Aspect.SETTINGS: mark("Un réglage a changé."),
    Aspect.AUDIO: mark("La voix enregistrée a changé."),
    Aspect.CHOICES_MOVED: mark("Les choix ne sont plus dans le même ordre."),
}
ALWAYS = mark("Posée à tout le monde")
ONLY = mark("Posée seulement %(condition)s")


class CampaignLine(NamedTuple):
    """A campaign that uses a version."""

    href: str
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A published version. `file`: its XLSForm."""

    number: int
    day: str
    digest: str
    asked: str
    file: str
    open_href: str
    since: str
    campaigns: Sequence[CampaignLine]


@dataclass(frozen=True, slots=True)
class WordsLine:
    """A text that says something else. `language`: its own name; `lang` and `direction`: of the words."""

    place: str
    language: Said
    before: Sequence[Span]
    after: Sequence[Span]


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question that differs. `told`: what became of it, sentences."""

    name: str
    label: Said
    told: Sequence[str]
    added: Sequence[Said]
    removed: Sequence[Said]
    words: Sequence[WordsLine]
    conditions: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class DifferencesPage:
    """What differs. `whole`: of the questionnaire itself."""

    told: Sequence[str]
    whole: Sequence[WordsLine]
    questions: Sequence[QuestionLine]
    count: str
    is_same: bool


class Compared(NamedTuple):
    """Two definitions, the earlier first."""

    before: Definition
    after: Definition


def version_lines(
    found: Sequence[tuple[QuestionnaireVersion, Definition]],
    campaigns: Mapping[int, Sequence[Campaign]],
    at: str,
    today: date,
    t: Translator,
) -> list[VersionLine]:
    """Return the versions, the last one first. `at`: the address of the draft."""
    return [
        VersionLine(
            number=one.number,
            day=day_of(one.published_at, t),
            digest=one.sha256[:DIGEST_SHOWN],
            asked=t.ngettext("%(num)s question", "%(num)s questions", _asked(definition)),
            file=f"{at}/versions/{one.id}/formulaire.xlsx",
            open_href=f"{NEW}?version={one.id}",
            since=f"{at}/versions/differences?de={one.number - 1}&a={one.number}" if one.number > 1 else "",
            campaigns=[CampaignLine(f"{BASE}/{of.id}", of.name, state_text(of, today, t)) for of in campaigns.get(one.id, ())],
        )
        for one, definition in found
    ]


def differences_page(found: Differences, both: Compared, t: Translator) -> DifferencesPage:
    """Return what differs, in words."""
    count = len(found.questions)
    return DifferencesPage(
        told=list(_of_whole(found, both, t)),
        whole=[_words(one, both, t) for one in found.whole],
        questions=[_question(one, both, t) for one in found.questions],
        count=t.ngettext("%(num)s question change.", "%(num)s questions changent.", count) if count else "",
        is_same=not found,
    )


def _asked(definition: Definition) -> int:
    return sum(question.type not in REGISTRY or REGISTRY[question.type].asks for question in definition.questions)


def _of_whole(found: Differences, both: Compared, t: Translator) -> Iterator[str]:
    before, after = both
    if Aspect.MINUTES in found.aspects:
        yield t.gettext("Durée annoncée : %(before)s minutes, puis %(after)s.", before=before.minutes, after=after.minutes)
    if Aspect.LANGUAGES in found.aspects:
        old, new = languages_text(before.languages), languages_text(after.languages)
        yield t.gettext("Langues : %(before)s ; puis : %(after)s.", before=old, after=new)
    if Aspect.SENSITIVE in found.aspects:
        yield t.gettext("Le sujet est maintenant sensible.") if after.sensitive else t.gettext("Le sujet n’est plus sensible.")


def _question(one: Changed, both: Compared, t: Translator) -> QuestionLine:
    before, after = both.before.question(one.key), both.after.question(one.key)
    conditions = None
    if one.is_asked_otherwise and before and after:
        conditions = (_condition(before.show_if, both.before, t), _condition(after.show_if, both.after, t))
    return QuestionLine(
        name=question_name(one.number, t),
        label=said(one.label, t.language.code),
        told=list(_told(one, both, t)),
        added=[said(text, t.language.code) for text in one.added],
        removed=[said(text, t.language.code) for text in one.removed],
        words=[_words(words, both, t) for words in one.words],
        conditions=conditions,
    )


def _told(one: Changed, both: Compared, t: Translator) -> Iterator[str]:
    if one.fate is Fate.ADDED:
        yield t.gettext("Nouvelle question.")
    if one.fate is Fate.REMOVED:
        yield t.gettext("Question retirée. Ses réponses restent dans les résultats.")
    if one.is_moved:
        yield t.gettext("Déplacée : c’était la question %(number)s.", number=one.was)
    for aspect in one.aspects:
        if aspect is Aspect.SENSITIVE:
            now = both.after.question(one.key)
            is_now = now is not None and now.sensitive
            yield t.gettext("La question est maintenant sensible.") if is_now else t.gettext("La question n’est plus sensible.")
        else:
            yield t.gettext(ASPECTS[aspect])


def _condition(text: str, definition: Definition, t: Translator) -> str:
    if not text:
        return t.gettext(ALWAYS)
    try:
        return t.gettext(ONLY, condition=in_words(parse(text), definition, t))
    except BadCondition:
        return text


def _words(one: Reworded, both: Compared, t: Translator) -> WordsLine:
    question = both.after.question(one.place.key) or both.before.question(one.place.key)
    return WordsLine(place_name(one.place, question, t), language_name(one.language), one.before, one.after)
