"""What was heard and what was decided of it: written, put in order, shown to everybody, or shown no more."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm.exc import StaleDataError

from app.core.audit import Doer, record
from app.core.errors import DomainError
from app.participation import giving_queries, queries
from app.participation.models import Campaign, Finding
from app.participation.rules import Decision
from app.participation.settings import Context

SHOWN, HIDDEN = "survey:given-back", "survey:given-back-hidden"
MOST_FINDINGS = 30
"""Of a campaign: a page that nobody reads to its end says nothing."""


class FindingMoved(DomainError):
    """Somebody changed the finding meanwhile."""


class NothingToShow(DomainError):
    """There is no finding to show."""


class TooManyFindings(DomainError):
    """There are as many findings as a page may hold."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a finding says: `question`, the key of the one that it comes from, or nothing; `heard`, `answer`: texts by languages."""

    question: str
    heard: Mapping[str, str]
    decision: Decision
    answer: Mapping[str, str]


def add(context: Context, campaign: int, one: Said) -> Finding:
    """Add a finding after the others; raise TooManyFindings."""
    _locked(context, campaign)
    before = giving_queries.findings(context.session, campaign)
    if len(before) >= MOST_FINDINGS:
        raise TooManyFindings
    made = Finding(campaign_id=campaign, place=before[-1].place + 1 if before else 1, **_columns(context, one))
    context.session.add(made)
    context.session.flush()
    return made


def change(context: Context, campaign: int, number: int, version: int, one: Said) -> Finding:
    """Have a finding say something else; raise NotThere, FindingMoved when it is no more at the version that was read."""
    found = giving_queries.finding(context.session, campaign, number)
    if found.version != version:
        raise FindingMoved
    columns = _columns(context, one)
    if all(getattr(found, name) == value for name, value in columns.items() if name != "changed_on"):
        return found
    for name, value in columns.items():
        setattr(found, name, value)
    try:
        context.session.flush()
    except StaleDataError:
        raise FindingMoved from None
    return found


def drop(context: Context, campaign: int, number: int, by: Doer) -> None:
    """Take a finding away; with the last one, the page is shown no more. Raise NotThere."""
    of_it = _locked(context, campaign)
    context.session.delete(giving_queries.finding(context.session, campaign, number))
    context.session.flush()
    if not giving_queries.how_many(context.session, campaign):
        _hide(context, of_it, by)


def move(context: Context, campaign: int, number: int, *, is_up: bool) -> None:
    """Have a finding change places with the one before or after it; at an end it stays. Whoever writes in one is not disturbed."""
    _locked(context, campaign)
    order = [one.id for one in giving_queries.findings(context.session, campaign)]
    rank = order.index(giving_queries.finding(context.session, campaign, number).id)
    other = rank - 1 if is_up else rank + 1
    if 0 <= other < len(order):
        order[rank], order[other] = order[other], order[rank]
    for place, one in enumerate(order, 1):  # not by the rows: their version tells of words alone
        context.session.execute(update(Finding).where(Finding.id == one).values(place=place))
    context.session.expire_all()


def show(context: Context, campaign: int, by: Doer) -> None:
    """Show the findings to everybody; raise NothingToShow."""
    found = _locked(context, campaign)
    if not giving_queries.how_many(context.session, campaign):
        raise NothingToShow
    if found.given_back_at is None:
        found.given_back_at = context.now
        record(context.session, SHOWN, by, ("campaign", campaign))
    context.session.flush()


def hide(context: Context, campaign: int, by: Doer) -> None:
    """Show the findings no more."""
    _hide(context, _locked(context, campaign), by)


def _hide(context: Context, found: Campaign, by: Doer) -> None:
    if found.given_back_at is not None:
        found.given_back_at = None
        record(context.session, HIDDEN, by, ("campaign", found.id))
    context.session.flush()


def _locked(context: Context, campaign: int) -> Campaign:
    """The campaign, whose findings nobody else puts in order meanwhile; raise NotThere."""
    context.session.execute(select(Campaign.id).where(Campaign.id == campaign).with_for_update())
    return queries.campaign(context.session, campaign)


def _columns(context: Context, one: Said) -> dict[str, object]:
    return {
        "question": one.question,
        "heard": dict(one.heard),
        "decision": str(one.decision),
        "answer": dict(one.answer),
        "changed_on": context.today,
    }
