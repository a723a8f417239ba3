"""Reviewing what people wrote: kept as it is, with words masked, or put aside. What is masked or put aside is kept nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm.exc import StaleDataError

from app.core.audit import Doer, record
from app.core.errors import DomainError
from app.participation import review_queries
from app.participation.masking import MASK, is_masked_form
from app.participation.models import Campaign, Verbatim
from app.participation.rules import Review
from app.participation.settings import Context

REVIEWED = "survey:text-reviewed"


class TextMoved(DomainError):
    """Somebody reviewed the text meanwhile."""


class OtherWords(DomainError):
    """The text is not what was written with parts masked: words were changed, or added."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided of a text. `version`: of the text that was read; `words`: with its masks, where the review is to mask."""

    version: int
    review: Review
    words: str = ""
    tags: Sequence[str] = ()


def review_text(context: Context, campaign: Campaign, number: str, one: Decision, by: Doer) -> Verbatim:
    """Review a text, or review it again; raise NotThere, TextMoved, OtherWords.

    A text of which words are masked stays told as such, and one that was put aside stays so.
    """
    found = review_queries.text(context.session, campaign.id, number)
    if found.version != one.version or found.review == Review.DROPPED:
        raise TextMoved
    if one.review is Review.DROPPED:
        found.text, found.tags = None, []
    elif one.review is Review.REDACTED:
        if not is_masked_form(found.text or "", one.words):
            raise OtherWords
        found.text = one.words
    found.review = _state(found, one.review)
    if one.review is not Review.DROPPED:
        found.tags = list(one.tags)
    record(context.session, REVIEWED, by, ("campaign", campaign.id), found.review)
    try:
        context.session.flush()
    except StaleDataError:
        raise TextMoved from None
    return found


def _state(found: Verbatim, asked: Review) -> Review:
    if asked is Review.DROPPED:
        return Review.DROPPED
    return Review.REDACTED if MASK in (found.text or "") else Review.KEPT
