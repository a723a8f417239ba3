"""The page of one question: what it asks, what was answered or typed already, where it leads."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core.language import READABLE, Language, Translator, mark
from app.participation.answers import special_of
from app.participation.carried import Carried
from app.participation.definition import Question
from app.participation.display.beginning import GENERIC
from app.participation.display.devices import is_answered_alone
from app.participation.display.field import FieldView, field_view
from app.participation.display.places import Offer, offers
from app.participation.display.reader import Reader
from app.participation.labels import SPECIALS
from app.participation.models import Campaign
from app.participation.questions import type_of
from app.participation.questions.base import Given, Mistake
from app.participation.walking import asks, walk
from app.web.forms import FieldError

SPECIAL = mark("Vous avez répondu : « %(words)s »")
ALONE = mark("Vous avez déjà répondu. Votre réponse est gardée, et cachée ici.")
TOO_MUCH = mark("Vos réponses écrites prennent trop de place : raccourcissez ce texte.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands. `at`: the address of the campaign; `step`: from 1, on this person's own way; `is_change`: asked again."""

    at: str
    step: int
    is_change: bool

    @property
    def action(self) -> str:
        """The address of the page: it tells neither the question nor its answer."""
        return f"{self.at}/{self.step}{'?suite=verifier' if self.is_change else ''}"


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """`participation/question.html`. `title`: generic where the questionnaire is sensitive; the heading is then that title."""

    title: str
    is_generic: bool
    action: str
    key: str
    progress: str
    field: FieldView
    errors: Sequence[FieldError]
    note: str
    """What was answered before, where the form cannot show it."""
    specials: Sequence[tuple[str, str]]
    languages: Sequence[Language]
    """Those to change to, and the present one; none where there is nothing to change."""
    offers: Sequence[Offer] = ()
    """Local places that may help, after the answer just given."""
    voice: str = ""
    """Where the question is heard, read by somebody in the language shown; empty where nobody did."""


def question_page(reader: Reader, place: Place, question: Question, refused: tuple[Given, Mistake] | None = None) -> QuestionPage:
    """Return the page of a question; `refused`: what was just sent, and why it will not do."""
    kind, found, t = type_of(question), reader.found, reader.t
    given, mistake = refused or (_shown(found, question), None)
    is_generic = reader.definition.sensitive
    field = replace(field_view(question, given, reader.code, t, mistake=mistake), is_title=not is_generic)
    return QuestionPage(
        title=t.gettext(GENERIC) if is_generic else field.label.words,
        is_generic=is_generic,
        action=place.action,
        key=question.key,
        progress=_progress(reader, place, question),
        field=field,
        errors=[FieldError(field.wrong, field.mistake)] if mistake else [],
        note=_note(reader, question),
        specials=[(str(one), t.gettext(words)) for one, words in SPECIALS.items()] if kind.takes_specials else [],
        languages=_languages(reader.campaign, t),
        offers=() if place.is_change else offers(reader, place.step),
        voice=f"{place.at}/voix/{digest}" if (digest := question.audio.get(reader.code)) else "",
    )


def _shown(found: Carried, question: Question) -> Given:
    """What the form shows: what was typed and not taken, else the answer, unless it was given alone."""
    if found.typed and found.typed[0] == question.key:
        return found.typed[1]
    answer = found.answers.get(question.key)
    is_shown = answer is not None and not special_of(answer) and not is_answered_alone(found, question)
    return type_of(question).shown(question, answer) if is_shown else {}


def _note(reader: Reader, question: Question) -> str:
    answer = reader.found.answers.get(question.key)
    if answer is not None and is_answered_alone(reader.found, question):
        return reader.t.gettext(ALONE)
    special = special_of(answer)
    return reader.t.gettext(SPECIAL, words=reader.t.gettext(SPECIALS[special])) if special else ""


def _progress(reader: Reader, place: Place, question: Question) -> str:
    """« Question 3 sur 8 » when 8 is certain; pages that ask nothing have no number."""
    if not type_of(question).asks:
        return ""
    way, questions = walk(reader.definition, reader.found.answers), reader.definition.questions
    number = len(asks(way.questions[: place.step]))
    if way.total is None:
        return reader.t.gettext("Question %(number)s", number=number)
    after = () if way.is_done else questions[questions.index(way.questions[-1]) + 1 :]
    return reader.t.gettext("Question %(number)s sur %(total)s", number=number, total=len(asks((*way.questions, *after))))


def _languages(campaign: Campaign, t: Translator) -> Sequence[Language]:
    found = [READABLE[code] for code in campaign.languages]
    return found if found != [t.language] else []
