"""Reads of what people wrote: what waits for its review, what was kept."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.participation.definition import Definition
from app.participation.models import Campaign, Verbatim
from app.participation.organising_queries import definitions
from app.participation.rules import READABLE_REVIEWS, Review

PAGE = 20


class TextRow(NamedTuple):
    """A text, without its words."""

    id: str
    version: int
    question: str
    review: Review
    tags: Sequence[str]


class Wanted(NamedTuple):
    """Which texts: of a question, in a state, with a tag; empty: all. `page`: from 1."""

    question: str = ""
    review: str = ""
    tag: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """Texts to show, in their order, among `count`; `waiting`, `dropped`: how many of the campaign wait, were put aside."""

    texts: Sequence[Verbatim]
    count: int
    waiting: int
    dropped: int
    page: int
    pages: int


def rows(session: Session, campaign: Campaign) -> list[TextRow]:
    """Return all the texts of a campaign, without their words, in no order that tells anything."""
    wanted = select(Verbatim.id, Verbatim.version_id, Verbatim.question, Verbatim.review, Verbatim.tags)
    found = session.execute(wanted.where(Verbatim.campaign_id == campaign.id).order_by(Verbatim.id))
    return [TextRow(one.id, one.version_id, one.question, Review(one.review), one.tags) for one in found]


def asking(session: Session, found: Iterable[TextRow]) -> Mapping[int, Definition]:
    """Return the definitions that texts answer, by version, the latest first."""
    by_version = definitions(session, {one.version for one in found})
    return {number: by_version[number] for number in sorted(by_version, reverse=True)}


def tags_of(found: Iterable[TextRow]) -> list[str]:
    """Return the tags in use, the most frequent first."""
    counted = Counter(tag for one in found for tag in one.tags)
    return sorted(counted, key=lambda tag: (-counted[tag], tag))


def texts(session: Session, found: Sequence[TextRow], order: Sequence[str], wanted: Wanted, shown: Collection[Review]) -> Found:
    """Return a page of texts by question, those that wait first. `order`: keys of questions; `shown`: the states that may be read."""
    rank = {key: number for number, key in enumerate(order)}
    kept = [
        one
        for one in found
        if one.review in shown
        and wanted.question in ("", one.question)
        and wanted.review in ("", one.review)
        and (not wanted.tag or wanted.tag in one.tags)
    ]
    kept.sort(key=lambda one: (rank.get(one.question, len(rank)), one.review != Review.WAITING, one.id))
    pages = max(1, -(-len(kept) // PAGE))
    page = min(wanted.page, pages)
    ids = [one.id for one in kept[(page - 1) * PAGE : page * PAGE]]
    by_id = {text.id: text for text in session.scalars(select(Verbatim).where(Verbatim.id.in_(ids)))}
    counted = Counter(one.review for one in found)
    return Found([by_id[one] for one in ids if one in by_id], len(kept), counted[Review.WAITING], counted[Review.DROPPED], page, pages)


def reviewed(session: Session, campaign: Campaign) -> Sequence[Verbatim]:
    """Return what was reviewed and kept, by question."""
    wanted = select(Verbatim).where(Verbatim.campaign_id == campaign.id, Verbatim.review.in_(sorted(READABLE_REVIEWS)))
    return session.scalars(wanted.order_by(Verbatim.question, Verbatim.id)).all()


def text(session: Session, campaign: int, number: str) -> Verbatim:
    """Return a text of a campaign; raise NotThere."""
    found = session.get(Verbatim, number) if number.isprintable() else None  # PostgreSQL refuses some signs
    if found is None or found.campaign_id != campaign:
        raise NotThere
    return found
