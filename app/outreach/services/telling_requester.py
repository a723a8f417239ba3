"""Telling who asked what becomes of it, after each step: by letter, or by short message where only a telephone was left."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import func, select

from app.core.clock import PARIS
from app.outreach.awaiting import by_when
from app.outreach.letters import requester as letters
from app.outreach.letters.requester import News, Occasion
from app.outreach.models import OutreachRequest, OutreachRequester, OutreachStep
from app.outreach.queries import Case, case_of
from app.outreach.rules import Requester
from app.outreach.services.opening import words_for_requester
from app.outreach.services.telling import FOLLOW, tell_requester
from app.outreach.settings import Context
from app.sms.services import dialled, is_mobile
from app.sms.services import post as post_sms
from app.web.translations import speaking

__all__ = ["Occasion", "tell"]

MOST_A_DAY = 6
"""Steps of one request in a day beyond which no short message leaves any more: a telephone is not to be flooded."""
_DAY = timedelta(days=1)
_OF_ITSELF = frozenset((Occasion.RECEIVED, Occasion.MERGED))
"""Told of one request alone, not of those that were merged into it."""
_NOT_TO_NEIGHBOURS = frozenset((Occasion.ASSIGNED, Occasion.PLANNED, Occasion.REOPENED))
"""When a team means to pass is not for whoever lives across the street: they learn that it came."""
_NOT_BY_SMS = frozenset((Occasion.RECEIVED,))
"""The page just said it, and nobody can have us write to a telephone that is not theirs."""


def tell(context: Context, case: Case, occasion: Occasion) -> int:
    """Write to who asked, and to who asked what was merged into it; return how many letters and short messages were posted.

    A mailbox or a telephone that was left many times is written to once: it may not be that of who left it.
    """
    count, told = 0, set[str]()
    for one in _cases(context, case, occasion):
        way = _way(context, one.request)
        posted = _tell_one(context, case, one, occasion) if way not in told else 0
        count += posted
        told.update([way] if way and posted else ())
    return count


def _way(context: Context, request: OutreachRequest) -> str:
    """By what who asked without an account is reached; empty where nothing was left."""
    left = context.session.get(OutreachRequester, request.id) if request.organisation_id is None else None
    if left is None:
        return ""
    phone = left.phone or ""
    return left.email or (dialled(phone) if is_mobile(phone) else "")


def _cases(context: Context, case: Case, occasion: Occasion) -> Iterator[Case]:
    """The request, then those that were merged into it, however often that happened."""
    yield case
    seen, last = {case.request.id}, [case.request.id]
    while last and occasion not in _OF_ITSELF:
        merged = select(OutreachRequest).where(OutreachRequest.merged_into_id.in_(last), OutreachRequest.id.not_in(seen))
        found = context.session.scalars(merged.order_by(OutreachRequest.id)).all()
        yield from (case_of(context.session, one) for one in found)
        last = [one.id for one in found]
        seen.update(last)


def _tell_one(context: Context, followed: Case, case: Case, occasion: Occasion) -> int:
    """`followed`: the request whose step it is; `case`: the one whose asker is told."""
    request = case.request
    is_neighbour = request.asked_as == Requester.NEIGHBOUR
    if request.is_example or request.purged_at is not None or (is_neighbour and occasion in _NOT_TO_NEIGHBOURS):
        return 0
    is_own_refusal = occasion is Occasion.REFUSED and request is followed.request
    news = News(
        occasion, request.id, request.organisation_id is not None, _day(context, followed.request, occasion),
        words_for_requester(context, request) if is_own_refusal else "",
    )  # fmt: skip
    return tell_requester(context, case, letters.letter(news)) or _send_sms(context, followed.request, request, news)


def _day(context: Context, request: OutreachRequest, occasion: Occasion) -> date | None:
    if occasion is Occasion.RECEIVED:
        return by_when(context.settings, "sorting", request.asked_at).astimezone(PARIS).date()
    at = request.planned_at if occasion is Occasion.PLANNED else None
    return at.astimezone(PARIS).date() if at is not None else None


def _send_sms(context: Context, followed: OutreachRequest, request: OutreachRequest, news: News) -> int:
    left = context.session.get(OutreachRequester, request.id)
    phone = (left.phone or "") if left is not None else ""
    if news.occasion in _NOT_BY_SMS or not is_mobile(phone) or _lately(context, followed) > MOST_A_DAY:
        return 0
    url = f"{context.settings.base_url}{FOLLOW}"
    post_sms(context.session, phone, letters.text_message(news, url, speaking(request.reads_in)), f"outreach-{news.occasion}")
    return 1


def _lately(context: Context, request: OutreachRequest) -> int:
    """How many steps a request made in a day."""
    made = (OutreachStep.request_id == request.id, OutreachStep.at > context.now - _DAY)
    return context.session.scalar(select(func.count()).select_from(OutreachStep).where(*made)) or 0
