"""« Vous avez dit, nous avons fait »: each finding with its decision, as everybody reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.language import Translator
from app.core.written_days import day_text
from app.participation.definition import Definition, Said, said
from app.participation.labels import DECISIONS
from app.participation.models import Campaign, Finding
from app.participation.rules import Decision

THANKED = "/enquetes/suite"
PICTOS: Mapping[Decision, str] = {Decision.DONE: "yes", Decision.DOING: "arrow", Decision.LATER: "calendar", Decision.NO: "no"}
"""Names of `app.participation.pictograms`: a decision is never told by a colour alone."""
"""Where the three words are typed."""


@dataclass(frozen=True, slots=True)
class Card:
    """A finding. `question`: words of the one that it comes from, None where it is of none; `word`, `picto`: the decision."""

    number: int
    question: Said | None
    heard: Said
    decision: Decision
    word: str
    picto: str
    answer: Said


@dataclass(frozen=True, slots=True)
class GivenBackPage:
    """The whole page. `answered`: of how many people, empty where it is not told; `words`: the receipt; no cards before it is shown."""

    title: Said
    who: str
    answered: str
    words: Sequence[str]
    cards: Sequence[Card]
    changed: str
    results: str
    is_example: bool


def cards(found: Sequence[Finding], definition: Definition, code: str, t: Translator) -> list[Card]:
    """Return findings as they are read in a language, in French where they are not in it."""
    return [_card(one, definition, code, t) for one in found]


def given_back_page(  # noqa: PLR0913 - a campaign, what is shown of it, and how the page speaks
    campaign: Campaign, definition: Definition, found: Sequence[Finding], answered: int | None, *, results: str, code: str, t: Translator
) -> GivenBackPage:
    """Return the page; `found`: nothing before it is shown; `results`: where anybody reads them, if they do."""
    last = max((one.changed_on for one in found), default=None)
    return GivenBackPage(
        title=said(definition.title, code),
        who=campaign.name,
        answered=t.gettext("Environ %(number)s personnes ont répondu.", number=answered) if answered else "",
        words=receipt_words(campaign),
        cards=cards(found, definition, code, t),
        changed=day_text(last, t) if last else "",
        results=results,
        is_example=campaign.is_example,
    )


def receipt_words(campaign: Campaign) -> list[str]:
    """Return the three words of a campaign."""
    return campaign.receipt.split("-")


def receipt_place(base_url: str) -> str:
    """Return the address where they are typed, as somebody writes it."""
    return f"{base_url}{THANKED}".partition("://")[2]


def _card(one: Finding, definition: Definition, code: str, t: Translator) -> Card:
    question, decision = definition.question(one.question), Decision(one.decision)
    return Card(
        number=one.id,
        question=said(question.label, code) if question else None,
        heard=said(one.heard, code),
        decision=decision,
        word=t.gettext(DECISIONS[decision]),
        picto=PICTOS[decision],
        answer=said(one.answer, code),
    )
