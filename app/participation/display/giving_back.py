"""What those who ask see of what they give back: findings in order, where the page is, sentences of the results to start from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.core.language import FRENCH, READABLE, Translator
from app.core.written_days import day_of, day_text
from app.participation.definition import Definition, Said, said
from app.participation.display.campaigns import BASE, Heading, heading
from app.participation.display.given_back import Card, cards, receipt_place, receipt_words
from app.participation.display.public_results import public_results, sentence_text
from app.participation.models import Campaign, Finding
from app.participation.questions import type_of
from app.participation.results.reading import Read
from app.participation.services.giving_back import MOST_FINDINGS
from app.participation.settings import Context

BACK = "suite"


class Row(NamedTuple):
    """A finding in the list. `missing`: names of the languages of the campaign that it is not in."""

    card: Card
    href: str
    changed: str
    missing: str
    is_first: bool
    is_last: bool


class Start(NamedTuple):
    """A sentence of the public results that a finding may start from. `href`: the form, filled with it."""

    question: Said
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """The list. `shown`: since when the page is, empty before; `address`: of the page that people read; `site`: where words are typed."""

    heading: Heading
    base: str
    rows: Sequence[Row]
    shown: str
    address: str
    words: Sequence[str]
    site: str
    starts: Sequence[Start]
    has_results: bool
    is_full: bool


class Language(NamedTuple):
    """A language that a finding may be written in."""

    code: str
    name: str
    lang: str
    direction: str


def findings_page(  # noqa: PLR0913 - a campaign, all that is told of it, and how the page speaks
    here: Context, found: Campaign, definition: Definition, findings: Sequence[Finding], *, starts: Sequence[Start], t: Translator
) -> FindingsPage:
    """Return the page of findings."""
    base = f"{BASE}/{found.id}/{BACK}"
    shown = cards(findings, definition, FRENCH.code, t)
    return FindingsPage(
        heading=heading(found, definition, here.today, t),
        base=base,
        rows=[
            Row(card, f"{base}/{one.id}", day_text(one.changed_on, t), _missing(one, found), one is findings[0], one is findings[-1])
            for one, card in zip(findings, shown, strict=True)
        ],
        shown=day_of(found.given_back_at, t) if found.given_back_at else "",
        address=f"/enquetes/{found.slug}/{BACK}",
        words=receipt_words(found),
        site=receipt_place(here.settings.base_url),
        starts=starts,
        has_results=found.results_at is not None,
        is_full=len(findings) >= MOST_FINDINGS,
    )


def starts(found: Campaign, read: Read | None, t: Translator) -> list[Start]:
    """Return what everybody may read of each question in a sentence, in the language of who writes; nothing before results are shown."""
    if read is None:
        return []
    base = f"{BASE}/{found.id}/{BACK}/nouveau?question="
    questions = public_results(read, found.k, t).questions
    return [Start(one.title, sentence_text(one.sentence, t), f"{base}{one.key}") for one in questions if one.sentence]


def asked_about(definition: Definition, t: Translator) -> list[tuple[str, str]]:
    """Return the questions that a finding may come from: keys and words."""
    asked = [question for question in definition.questions if type_of(question).asks and question.type != "consent"]
    return [(question.key, said(question.label, t.language.code).words) for question in asked]


def languages(codes: Sequence[str]) -> list[Language]:
    """Return languages as the form names them."""
    return [Language(code, READABLE[code].name, READABLE[code].base, READABLE[code].direction) for code in codes]


def _missing(one: Finding, campaign: Campaign) -> str:
    return ", ".join(READABLE[code].name for code in campaign.languages if not (one.heard.get(code) and one.answer.get(code)))
