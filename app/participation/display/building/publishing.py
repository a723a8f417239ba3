"""What keeps a questionnaire from being published, told as a list; what may be done once it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.core.language import EASY_FRENCH, FRENCH, Translator
from app.core.written_days import day_of, day_text
from app.participation.building.easy_reading import Reading, easy_texts
from app.participation.building.gates import GateState, Lack, Lacking
from app.participation.building.labels import GATES, GATES_MEAN
from app.participation.building.texts import stale, texts
from app.participation.checking import Problem
from app.participation.definition import Definition, Said
from app.participation.display.building.naming import DraftHead, head_of, language_name, place_name, problem_text, question_name
from app.participation.display.campaigns import BASE, DIGEST_SHOWN, NEW, state_text
from app.participation.models import Campaign, QuestionnaireDraft, QuestionnaireVersion
from app.participation.queries import is_open
from app.participation.release_queries import Readiness
from app.participation.rules import Channel, Gate

OF_CONDITIONS = frozenset(("unreadable", "unknown-key", "itself", "circle", "later-question", "comparison", "never"))
"""Problems that are mended where the condition of the question is written."""


class Act(NamedTuple):
    """Where something is mended."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """What static checks refuse, and where it is mended."""

    where: str
    words: str
    act: Act | None


@dataclass(frozen=True, slots=True)
class GateLine:
    """One gate. `state`: in words; `lacks`: what is to be done, one sentence each."""

    name: str
    means: str
    state: str
    is_asked: bool
    is_shut: bool
    lacks: Sequence[str]
    acts: Sequence[Act]


@dataclass(frozen=True, slots=True)
class Movable:
    """An open campaign that asks an older version. `has_paper`: sheets of that version may be about."""

    number: int
    href: str
    name: str
    state: str
    version: int
    may_move: bool
    has_paper: bool


@dataclass(frozen=True, slots=True)
class VersionHead:
    """A published version in one line."""

    number: int
    day: str
    digest: str
    open_href: str


@dataclass(frozen=True, slots=True)
class PublishPage:
    """`participation/building/publish.html`. `last`: the last version; `is_current`: it says what the draft says."""

    head: DraftHead
    sha256: str
    problems: Sequence[ProblemLine]
    gates: Sequence[GateLine]
    is_ready: bool
    waiting: int
    last: VersionHead | None
    is_current: bool
    next_number: int
    campaigns: Sequence[Movable]
    may_open: bool
    takes_code: bool


@dataclass(frozen=True, slots=True)
class EasyLine:
    """A text as respondents read it in easy French. `is_easy`: it is written so; otherwise they read the French."""

    place: str
    words: Said
    is_easy: bool


class Published(NamedTuple):
    """What was published of a draft, last first, and the campaigns of each version; `movable`: numbers of those that may be moved."""

    versions: Sequence[QuestionnaireVersion]
    campaigns: Mapping[int, Sequence[Campaign]]
    movable: frozenset[int]
    may_open: bool


def page(draft: QuestionnaireDraft, ready: Readiness, done: Published, today: date, t: Translator) -> PublishPage:
    """Return the page that publishes a draft."""
    head = head_of(draft, ready.definition, t)
    last = done.versions[0] if done.versions else None
    lines = [_gate(one, ready.definition, draft, head.at, t) for one in ready.gates]
    return PublishPage(
        head=head,
        sha256=ready.sha256,
        problems=[_problem(one, ready.definition, head.at, t) for one in ready.problems],
        gates=lines,
        is_ready=ready.is_ready,
        waiting=len(ready.problems) + sum(line.is_shut for line in lines),
        last=version_head(last, t) if last else None,
        is_current=last is not None and last.sha256 == ready.sha256,
        next_number=(last.number if last else 0) + 1,
        campaigns=list(_movable(done, today, t)),
        may_open=done.may_open,
        takes_code=any(one.code == "code-taken" for one in ready.problems),
    )


def version_head(version: QuestionnaireVersion, t: Translator) -> VersionHead:
    """Return how a version is told."""
    day, digest = day_of(version.published_at, t), version.sha256[:DIGEST_SHOWN]
    return VersionHead(version.number, day, digest, f"{NEW}?version={version.id}")


def easy_lines(definition: Definition, t: Translator) -> list[EasyLine]:
    """Return what respondents read in easy French, in their order."""
    numbers = {question.key: number for number, question in enumerate(definition.questions, 1)}
    written = dict(texts(definition))
    return [
        EasyLine(
            place=" – ".join((
                *((question_name(numbers[place.key], t),) if place.key else ()), place_name(place, definition.question(place.key), t)
            )),
            words=words,
            is_easy=bool(written[place].get(EASY_FRENCH.code)),
        )
        for place, words in easy_texts(definition)
    ]  # fmt: skip


def reading_text(noted: Reading, t: Translator) -> str:
    """Return who read the easy French, and when."""
    day = day_text(noted.on, t)
    return t.ngettext("%(num)s personne l’a lu, le %(day)s.", "%(num)s personnes l’ont lu, le %(day)s.", noted.people, day=day)


def _problem(problem: Problem, definition: Definition, at: str, t: Translator) -> ProblemLine:
    numbers = {question.key: number for number, question in enumerate(definition.questions, 1)}
    if problem.key in numbers:
        where = question_name(numbers[problem.key], t)
        page = f"{at}/question/{problem.key}{'/condition' if problem.code in OF_CONDITIONS else ''}"
        return ProblemLine(where, problem_text(problem, definition, t), Act(t.gettext("Corriger"), page))
    where = t.gettext("Le questionnaire")
    if problem.code.startswith("code-"):
        return ProblemLine(where, problem.said(t), None)
    is_of_questions = problem.code == "nothing-asked"
    return ProblemLine(where, problem.said(t), Act(t.gettext("Corriger"), at if is_of_questions else f"{at}/presentation"))


def _gate(state: GateState, definition: Definition, draft: QuestionnaireDraft, at: str, t: Translator) -> GateLine:
    told = state.lacks if state.is_asked else [one for one in state.lacks if one.what is Lack.OBJECTION]
    says = t.gettext("Pas demandé") if not state.is_asked else t.gettext("Reste à faire") if state.lacks else t.gettext("C’est bon")
    return GateLine(
        name=t.gettext(GATES[state.gate]),
        means=t.gettext(GATES_MEAN[state.gate]),
        state=says,
        is_asked=state.is_asked,
        is_shut=state.is_shut,
        lacks=[sentence for one in told for sentence in _sentences(one, t)],
        acts=list(_acts(state, definition, draft, at, t)) if state.is_asked or told else (),
    )


def _sentences(lacking: Lacking, t: Translator) -> Iterator[str]:
    many = lacking.many
    if lacking.what is Lack.OBJECTION:
        for name in lacking.names:
            yield t.gettext("%(name)s n’est pas d’accord. Cela reste vrai tant que cette personne ne dit pas autre chose.", name=name)
        return
    yield {
        Lack.MISSING: lambda: t.ngettext("Il manque %(num)s texte.", "Il manque %(num)s textes.", many),
        Lack.STALE: lambda: t.ngettext(
            "%(num)s traduction est à relire : le français a changé.", "%(num)s traductions sont à relire : le français a changé.", many
        ),
        Lack.NO_EASY_FRENCH: lambda: t.gettext("Le questionnaire n’est pas écrit en français simple."),
        Lack.UNREAD: lambda: t.gettext("Personne n’a encore lu le français simple."),
        Lack.REWRITTEN: lambda: t.gettext("Un texte a changé depuis la lecture : faites relire."),
        Lack.APPROVALS: lambda: t.ngettext(
            "Il manque %(num)s accord sur le texte tel qu’il est.", "Il manque %(num)s accords sur le texte tel qu’il est.", many
        ),
        Lack.SHEET: lambda: t.gettext("Il reste à remplir : %(fields)s.", fields=" · ".join(t.gettext(name) for name in lacking.names)),
    }[lacking.what]()


def _acts(state: GateState, definition: Definition, draft: QuestionnaireDraft, at: str, t: Translator) -> Iterator[Act]:
    if state.gate is Gate.COMMITTEE:
        yield Act(t.gettext("Ouvrir la page du comité"), f"{at}/comite")
    elif state.gate is Gate.DATA_SHEET:
        yield Act(t.gettext("Remplir la fiche") if state.lacks else t.gettext("Relire la fiche"), f"{at}/donnees")
    elif any(one.what is Lack.NO_EASY_FRENCH for one in state.lacks):
        yield Act(t.gettext("Choisir les langues"), f"{at}/presentation")
    elif state.gate is Gate.EASY_FRENCH:
        yield Act(t.gettext("Noter une lecture"), f"{at}/publier/lecture")
    else:
        for code in _to_translate(definition, draft.stamps):
            yield Act(t.gettext("Traduire : %(language)s", language=language_name(code).words), f"{at}/langue/{code}")


def _to_translate(definition: Definition, stamps: Mapping[str, str]) -> list[str]:
    """Return the languages in which something is missing, or older than its French."""
    old = {language for _place, language in stale(definition, stamps)}
    said_in_french = [text for place, text in texts(definition) if text.get(FRENCH.code) and place.part != "summary"]
    missing = {code for code in definition.languages if any(not text.get(code) for text in said_in_french)}
    return [code for code in definition.languages if code in old | missing and code != FRENCH.code]


def _movable(done: Published, today: date, t: Translator) -> Iterator[Movable]:
    for version in done.versions[1:]:
        for one in done.campaigns.get(version.id, ()):
            if is_open(one, today):
                yield Movable(
                    number=one.id, href=f"{BASE}/{one.id}", name=one.name, state=state_text(one, today, t), version=version.number,
                    may_move=one.id in done.movable, has_paper=Channel.PAPER in one.channels,
                )  # fmt: skip
