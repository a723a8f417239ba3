"""A vote in a room, as it stands: words, bars, numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.core.language import Translator, mark
from app.core.written_days import day_of
from app.directory.display.qr import qr_svg
from app.participation.definition import Said, said
from app.participation.display.campaigns import BASE
from app.participation.forms.votes import HOW_MANY, Hands, control_of
from app.participation.models import RoomVote
from app.participation.vote_queries import NOBODY, Count
from app.web.forms import FieldError
from app.web.horizontal_bars import Bars, Row, horizontal_bars

VOTES = f"{BASE}/votes"
VOICES = mark("%(many)s (%(share)s %%)")
NO_VOICE = mark("0")


class Line(NamedTuple):
    """A vote in a list."""

    href: str
    question: Said
    state: str
    is_open: bool
    is_example: bool


class Choice(NamedTuple):
    """What one may choose, and how many did. `control`: what raised hands are typed in."""

    code: str
    label: Said
    counted: Count
    control: str
    hands: str
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class VotePage:
    """A vote in a language. `bars`: drawn in that language; `voices`: how many in all."""

    number: int
    href: str
    slug: str
    question: Said
    choices: Sequence[Choice]
    bars: Bars
    voices: int
    is_open: bool
    is_example: bool

    @property
    def phones(self) -> int:
        """How many voted by telephone."""
        return sum(choice.counted.phones for choice in self.choices)


class Shared(NamedTuple):
    """How people come to vote: an address that is read aloud, and its square code."""

    address: str
    bare: str
    qr_svg: str


def vote_page(found: RoomVote, counts: Mapping[str, Count], t: Translator, hands: Hands | None = None) -> VotePage:
    """Return a vote as it stands. `hands`: what was typed of them."""
    code, typed = t.language.code, hands or Hands({}, ())
    question = said(found.question, code)
    choices = [
        Choice(
            one["code"], said(one["label"], code), counts.get(one["code"], NOBODY), control_of(one["code"]),
            typed.typed.get(one["code"], ""), one["code"] in typed.wrong,
        )
        for one in found.choices
    ]  # fmt: skip
    voices = sum(choice.counted.all for choice in choices)
    rows = [_row(choice, voices, t) for choice in choices]
    return VotePage(
        number=found.id,
        href=f"{VOTES}/{found.id}",
        slug=found.slug,
        question=question,
        choices=choices,
        bars=horizontal_bars(question.words, _description(rows, t), rows, t.language.direction),
        voices=voices,
        is_open=found.closed_at is None,
        is_example=found.is_example,
    )


def vote_lines(found: Sequence[tuple[RoomVote, int]], t: Translator) -> list[Line]:
    """Return votes in a list, each with how many voices it has."""
    return [_line(one, voices, t) for one, voices in found]


def shared(found: RoomVote, base_url: str) -> Shared:
    """Return how people come to vote."""
    address = f"{base_url}/vote/{found.slug}"
    return Shared(address, address.partition("://")[2], qr_svg(address))


def hands_errors(page: VotePage, t: Translator) -> list[FieldError]:
    """Return what is to be mended in raised hands."""
    told = t.gettext(HOW_MANY)
    return [
        FieldError(one.control, t.gettext("%(choice)s : %(what)s", choice=one.label.words, what=told))
        for one in page.choices
        if one.is_wrong
    ]


def _row(choice: Choice, voices: int, t: Translator) -> Row:
    many = choice.counted.all
    text = t.gettext(VOICES, many=many, share=round(100 * many / voices)) if voices else t.gettext(NO_VOICE)
    return Row(choice.label.words, many / voices if voices else 0, text)


def _description(rows: Sequence[Row], t: Translator) -> str:
    return " ; ".join(t.gettext("%(choice)s : %(what)s", choice=row.name, what=row.text) for row in rows)


def _line(found: RoomVote, voices: int, t: Translator) -> Line:
    counted = t.ngettext("%(num)s voix", "%(num)s voix", voices) if voices else t.gettext("Aucune voix pour le moment")
    day = day_of(found.opened_at, t)
    state = t.gettext("Ouvert le %(day)s · %(counted)s", day=day, counted=counted)
    over = t.gettext("Vote du %(day)s, terminé · %(counted)s", day=day, counted=counted)
    return Line(f"{VOTES}/{found.id}", said(found.question, t.language.code), state if found.closed_at is None else over,
                found.closed_at is None, found.is_example)  # fmt: skip
