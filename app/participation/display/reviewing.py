"""What people wrote, to be reviewed or read: by question, with what may tell who they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlencode

from app.core.language import READABLE, Translator
from app.core.numbers import row_number
from app.core.tokens import digest
from app.participation.definition import Definition, Said, said
from app.participation.display.campaigns import BASE
from app.participation.forms.reviewing import ReviewGiven, tags_line
from app.participation.labels import REVIEWS
from app.participation.masking import suspects
from app.participation.models import Campaign, Verbatim
from app.participation.review_queries import Found, TextRow, Wanted
from app.participation.rules import READABLE_REVIEWS, Review
from app.web.forms import FieldError

TAG_SIGNS = 10
"""Of the mark that stands for a tag in an address: what people wrote there is read by nobody else."""


class Choice(NamedTuple):
    """One thing to choose in a filter."""

    value: str
    words: str
    is_chosen: bool


class Suspect(NamedTuple):
    """Words that may tell who somebody is. `id`: of the control that hides them."""

    id: str
    words: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A text. `rank`: on its page, for ids; `action`: where its review is sent; `line`: its tags as a form shows them."""

    rank: int
    action: str
    version: int
    question: Said
    words: Said
    language: str
    state: str
    is_waiting: bool
    tags: Sequence[str]
    line: str
    suspects: Sequence[Suspect]


class Listed(NamedTuple):
    """What a page of texts is made of. `asking`: definitions, the latest first; `may_review`: whoever reads decides."""

    asking: Mapping[int, Definition]
    rows: Sequence[TextRow]
    wanted: Wanted
    tags: Sequence[str]
    may_review: bool


@dataclass(frozen=True, slots=True)
class TextsPage:
    """`participation/texts.html`. `groups`: texts under their question; `known_tags`: those in use."""

    groups: Sequence[tuple[Said, Sequence[Card]]]
    found: Found
    questions: Sequence[Choice]
    states: Sequence[Choice]
    tags: Sequence[Choice]
    known_tags: Sequence[str]
    previous: str
    next: str


def wanted_of(args: Mapping[str, str], questions: Sequence[str], tags: Sequence[str]) -> Wanted:
    """Return which texts an address asks for; what it asks that is nowhere is not asked."""
    question, review = args.get("question", ""), args.get("etat", "")
    tag = next((one for one in tags if mark_of(one) == args.get("etiquette")), "")
    return Wanted(
        question if question in questions else "", review if review in set(Review) else "", tag, max(1, row_number(args.get("page")) or 1)
    )


def query_of(wanted: Wanted, page: int | None = None) -> str:
    """Return what comes after `?` in the address of these texts, with its `?`; nothing when it says nothing."""
    tag = mark_of(wanted.tag) if wanted.tag else ""
    number = wanted.page if page is None else page
    pairs = {"question": wanted.question, "etat": wanted.review, "etiquette": tag, "page": str(number) if number > 1 else ""}
    query = urlencode({name: value for name, value in pairs.items() if value})
    return f"?{query}" if query else ""


def mark_of(tag: str) -> str:
    """Return what stands for a tag in an address."""
    return digest(tag)[:TAG_SIGNS]


def texts_page(campaign: Campaign, listed: Listed, found: Found, t: Translator) -> TextsPage:
    """Return the page of texts; `found`: those to show."""
    wanted = listed.wanted._replace(page=found.page)
    cards = [card(campaign, text, listed.asking, wanted, t, rank=rank) for rank, text in enumerate(found.texts, 1)]
    keys = order_of(listed.asking, listed.rows)
    states = [*([Review.WAITING] if listed.may_review else ()), *sorted(READABLE_REVIEWS)]
    path = f"{BASE}/{campaign.id}/textes"
    return TextsPage(
        groups=[(question, list(own)) for question, own in groupby(cards, key=lambda one: one.question)],
        found=found,
        questions=[Choice(key, label_of(listed.asking, key, t).words, key == wanted.question) for key in keys],
        states=[Choice(str(one), t.gettext(REVIEWS[one]), one == wanted.review) for one in states],
        tags=[Choice(mark_of(tag), tag, tag == wanted.tag) for tag in listed.tags],
        known_tags=listed.tags,
        previous=f"{path}{query_of(wanted, found.page - 1)}" if found.page > 1 else "",
        next=f"{path}{query_of(wanted, found.page + 1)}" if found.page < found.pages else "",
    )


def card(  # noqa: PLR0913 - a text, where it is on its page, what a form brought
    campaign: Campaign,
    text: Verbatim,
    asking: Mapping[int, Definition],
    wanted: Wanted,
    t: Translator,
    *,
    rank: int = 1,
    given: ReviewGiven | None = None,
) -> Card:
    """Return a text as its review shows it; `given`: what was just sent."""
    language = READABLE.get(text.language, READABLE["fr"])
    words = text.text or ""
    ticked = given.hide if given else ()
    return Card(
        rank=rank,
        action=f"{BASE}/{campaign.id}/textes/{text.id}{query_of(wanted)}",
        version=text.version,
        question=label_of(asking, text.question, t),
        words=Said(words, language.base, language.direction),
        language=language.name,
        state=t.gettext(REVIEWS[Review(text.review)]),
        is_waiting=text.review == Review.WAITING,
        tags=list(text.tags),
        line=given.tags if given else tags_line(list(text.tags)),
        suspects=[Suspect(f"cacher-{number}", one, one in ticked) for number, one in enumerate(suspects(words), 1)],
    )


def order_of(asking: Mapping[int, Definition], rows: Sequence[TextRow]) -> list[str]:
    """Return the keys of the questions that have texts, in the order of the latest version."""
    used = {row.question for row in rows}
    found = [question.key for definition in asking.values() for question in definition.questions if question.key in used]
    return list(dict.fromkeys([*found, *sorted(used)]))


def label_of(asking: Mapping[int, Definition], key: str, t: Translator) -> Said:
    """Return the words of a question, as its latest version says it."""
    question = next((found for definition in asking.values() if (found := definition.question(key))), None)
    return said(question.label, t.language.code) if question else Said(key, "", "ltr")


def review_errors(given: ReviewGiven, t: Translator) -> list[FieldError]:
    """Return what is to mend."""
    return [FieldError(control, t.gettext(message)) for control, message in given.mistakes.items()]
