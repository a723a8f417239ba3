"""A whole questionnaire on one page, for who asks it where there may be no network."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.core.language import READABLE, Translator, mark
from app.participation.conditions import Compared, Condition, Known, in_words, parse
from app.participation.conditions.tree import And, Not
from app.participation.definition import Definition, Question, Said
from app.participation.display.devices import guidance_of
from app.participation.display.field import FieldView, field_view, said_in
from app.participation.forms.entering import BESIDE, SheetGiven, prefix_of
from app.participation.forms.queueing import may_be_empty
from app.participation.labels import SPECIALS
from app.participation.questions import type_of
from app.participation.rules import Channel
from app.participation.services.queueing import Standing
from app.web.forms import FieldError

ONLY = mark("Cette question se pose seulement %(condition)s.")
NUMBERED = mark("Question %(number)s : %(what)s")
NONE_APART = mark("Pas de réponse à part")
WHY: Mapping[Standing, str] = {
    Standing.LAST: mark("L’enquête est terminée : ne posez plus ces questions. Ce qui attend sur cet appareil part encore."),
    Standing.OVER: mark("L’enquête est terminée depuis plus de deux heures : plus rien ne part d’ici."),
    Standing.CLOSED: mark("Cet appareil n’est pas ouvert pour poser les questions, ou son lien a été retiré : rien ne part d’ici."),
    Standing.CODED: mark("Cette enquête demande un code à chaque personne. Il faut le réseau : posez les questions en ligne."),
}


class Tongue(NamedTuple):
    """A language in which the questions may be read. `at`: what follows the address of the page."""

    code: str
    at: str
    is_present: bool

    @property
    def language(self) -> Any:
        """Its name, its direction."""
        return READABLE[self.code]


@dataclass(frozen=True, slots=True)
class Step:
    """A question. `before`: when to ask it, in words; `when`: the same, for the script, as JSON (empty: always); `specials`: as ticked.

    `is_alone`: the person reads and answers, the screen turned; `may_skip`: to say that they need not; `why`: why it is asked.
    """

    number: int
    field: FieldView
    before: str
    when: str
    beside: str
    specials: Sequence[tuple[str, str, bool]]
    guidance: Said | None
    is_alone: bool
    may_skip: bool
    is_optional: bool


@dataclass(frozen=True, slots=True)
class InterviewPage:
    """`participation/queue.html`. `why`: what is said where nobody is asked; `shown`: ids that errors may lead to."""

    title: Said
    intro: Said
    minutes: int
    tongues: Sequence[Tongue]
    code: str
    version: int
    channel: Channel | None
    why: str
    takes: bool
    steps: Sequence[Step]
    errors: Sequence[FieldError]
    shown: frozenset[str]


class Here(NamedTuple):
    """On what device, in which language of the campaign. `trouble`: what stops the whole of what was sent, marked for translation."""

    standing: Standing
    channel: Channel | None
    languages: Sequence[str]
    code: str
    version: int
    trouble: str = ""


def interview_page(definition: Definition, here: Here, given: SheetGiven, t: Translator) -> InterviewPage:
    """Return the page: every question where somebody may ask, none elsewhere."""
    asks = here.standing is Standing.ASKS
    numbered = list(enumerate(definition.questions, 1)) if asks else []
    steps = [_step(number, question, definition, here, given, t) for number, question in numbered]
    wrong = [FieldError(step.field.wrong, _numbered(step, t)) for step in steps if step.field.mistake]
    return InterviewPage(
        title=said_in(definition.title, here.code, t),
        intro=said_in(definition.intro, here.code, t),
        minutes=definition.minutes,
        tongues=[Tongue(one, f"?langue={one}", one == here.code) for one in here.languages] if len(here.languages) > 1 and asks else (),
        code=here.code,
        version=here.version,
        channel=here.channel,
        why=t.gettext(WHY[here.standing]) if not asks else "",
        takes=here.standing in (Standing.ASKS, Standing.LAST),
        steps=steps,
        errors=[*([FieldError("", t.gettext(here.trouble))] if here.trouble else ()), *wrong],
        shown=frozenset().union(*(step.field.ids for step in steps)),
    )


def as_plain(condition: Condition) -> dict[str, Any]:
    """Return a condition as values that JSON takes, for the script that skips questions; the server decides in the end."""
    if isinstance(condition, Known):
        return {"known": condition.key}
    if isinstance(condition, Compared):
        return {"key": condition.key, "by": condition.by, "value": condition.value}
    if isinstance(condition, Not):
        return {"not": as_plain(condition.of)}
    return {"and" if isinstance(condition, And) else "or": [as_plain(one) for one in condition.of]}


def _step(  # noqa: PLR0913, PLR0917 - a question, its place, what was noted, and how the page speaks
    number: int, question: Question, definition: Definition, here: Here, given: SheetGiven, t: Translator
) -> Step:
    prefix, kind = prefix_of(question), type_of(question)
    condition = parse(question.show_if) if question.show_if else None
    ticked = given.beside.get(question.key, "")
    apart = {"": t.gettext(NONE_APART), **{str(one): t.gettext(words) for one, words in SPECIALS.items()}}
    is_alone = question.sensitive and here.channel is Channel.INTERVIEWER
    return Step(
        number=number,
        field=field_view(
            question, given.given.get(question.key, {}), here.code, t, prefix=prefix, mistake=given.mistakes.get(question.key)
        ),
        before=t.gettext(ONLY, condition=in_words(condition, definition, t)) if condition else "",
        when=json.dumps(as_plain(condition)) if condition else "",
        beside=f"{prefix}{BESIDE}",
        specials=[(code, words, ticked == code) for code, words in apart.items()] if kind.asks and kind.takes_specials else (),
        guidance=guidance_of(question, here.code),
        is_alone=is_alone,
        may_skip=question.sensitive and not is_alone,
        is_optional=may_be_empty(question),
    )


def _numbered(step: Step, t: Translator) -> str:
    return t.gettext(NUMBERED, number=step.number, what=step.field.mistake)
