"""What the pages of a question show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.clock import PARIS
from app.core.language import Translator
from app.core.written_days import day_text
from app.listings.asking_mails import unknown
from app.listings.asking_screens import Screen
from app.listings.models import Question
from app.listings.rules import Part
from app.listings.services.answering import Answer, is_started
from app.listings.services.renewing import Ending, Other

_SECTIONS = {Part.HOURS: "horaires", Part.CONTACT: "venir", Part.CONDITIONS: "pour-qui"}
"""The section of `listings.sections` in which each part is written first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One part to confirm: `listings/question.html`, `listings/part.html`."""

    token: str
    number: int
    count: int
    part: str
    title: str
    names: tuple[str, ...]
    sentences: tuple[str, ...]
    is_known: bool
    """Whether the public reads anything of it."""
    mark: str
    waiting: tuple[Screen, ...]
    """On the first page, all that waits for an answer and that the public reads, when there are several."""
    answer: str
    """The answer given before; empty when there is none."""
    before: str
    """The path of the part before this one; empty for the first."""
    edit: str
    """Where somebody with an account writes it themselves; empty when nobody has one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One part and what was answered, with its place."""

    number: int
    title: str
    names: tuple[str, ...]
    sentences: tuple[str, ...]
    said: str
    lacks: str
    """Where what has changed is still to be written; empty when nothing is."""


@dataclass(frozen=True, slots=True)
class Thanks:
    """`listings/thanks.html`."""

    token: str
    lines: tuple[Line, ...]
    is_whole: bool
    """Whether nothing waits for an answer."""
    sheet: str
    """The path of what the public reads."""
    others: tuple[Other, ...]


@dataclass(frozen=True, slots=True)
class Over:
    """`listings/link_over.html`."""

    is_stopped: bool
    may_write: bool
    last: str
    """The day of the last mail, in words; empty when there was none."""


def asked(token: str, number: int, shown: Sequence[Screen], question: Question, t: Translator) -> Asked:
    """Return one of the parts of a question, by its place from 1 on."""
    screen = shown[number - 1]
    has_account = question.correspondent.account_id is not None
    return Asked(
        token=token,
        number=number,
        count=len(shown),
        part=screen.part,
        title=title(screen.part, t),
        names=screen.names,
        sentences=_said(screen, t),
        is_known=bool(screen.sentences),
        mark=screen.mark,
        waiting=_waiting(question.answers, shown) if number == 1 else (),
        answer=question.answers.get(screen.keys[0], ""),
        before=f"/vrai/{token}/{number - 1}" if number > 1 else "",
        edit=f"/mes-fiches/services/{screen.services[0]}/modifier/{_SECTIONS[screen.part]}" if has_account else "",
    )


def thanks(token: str, given: Mapping[str, str], shown: Sequence[Screen], others: Sequence[Other], t: Translator) -> Thanks:
    """Return what was answered, and what the public reads now."""
    lines = tuple(
        Line(
            number,
            title(screen.part, t),
            screen.names,
            _said(screen, t),
            _answered(given.get(screen.keys[0], ""), t),
            _lacks(token, number, given, screen),
        )
        for number, screen in enumerate(shown, 1)
    )
    sheet = f"/services/{shown[0].services[0]}" if shown else "/"
    is_whole = not next_place(given, shown) and not any(line.lacks for line in lines)
    return Thanks(token, lines, is_whole, sheet, tuple(others))


def over(ending: Ending, t: Translator) -> Over:
    """Return why a link is over."""
    last = day_text(ending.last.astimezone(PARIS).date(), t) if ending.last else ""
    return Over(ending.is_stopped, ending.may_write, last)


def next_place(given: Mapping[str, str], shown: Sequence[Screen], after: int = 0) -> int:
    """Return the place, from 1 on, of the next part without an answer, those before it last; 0 when there is none."""
    waiting = [place for place, screen in enumerate(shown, 1) if not all(key in given for key in screen.keys)]
    return next((place for place in waiting if place > after), next(iter(waiting), 0))


def title(part: Part, t: Translator) -> str:
    """Return the name of a part, said to who gives the service."""
    return {
        Part.HOURS: t.gettext("Vos horaires"),
        Part.CONTACT: t.gettext("Comment on vous joint"),
        Part.CONDITIONS: t.gettext("Qui peut venir, et comment"),
    }[part]


def _waiting(given: Mapping[str, str], shown: Sequence[Screen]) -> tuple[Screen, ...]:
    found = (screen for screen in shown if screen.sentences and not is_started(given, screen))
    waiting = tuple(screen for screen in found if not all(key in given for key in screen.keys))
    return waiting if len(waiting) > 1 else ()


def _lacks(token: str, number: int, given: Mapping[str, str], screen: Screen) -> str:
    return f"/vrai/{token}/{number}/dire" if is_started(given, screen) else ""


def _said(screen: Screen, t: Translator) -> tuple[str, ...]:
    return screen.sentences or (unknown(screen, t),)


def _answered(said: str, t: Translator) -> str:
    return {
        Answer.YES.value: t.gettext("Vous l’avez confirmé."),
        Answer.NO.value: t.gettext("Vous avez dit ce qui a changé."),
        Answer.LATER.value: t.gettext("Vous ne le dites pas maintenant."),
    }.get(said, t.gettext("Vous n’avez pas encore répondu."))
