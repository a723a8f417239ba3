"""What leads to answers is forgotten in time, and nothing else is."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import retention
from app.core.clock import utc_now
from app.core.retention import purge
from app.core.tokens import new_token
from app.core.unit_of_work import unit_of_work
from app.participation.carried import Carried
from app.participation.models import AccessCode, CampaignDraft, PaperEntry, Response, SentAnswer, SentNonce, Verbatim
from app.participation.record import Words
from app.participation.rules import Channel, Review
from app.participation.services import campaigns, drafts
from tests.participation.making import WRITTEN

ANSWERS, TEXT = {"visite": "non"}, (Words("dire", WRITTEN, "fr"),)


@pytest.fixture
def purged(app, session):
    """Purge so many days later; return how many rows are left of a table."""

    def after(days: float, rows: type) -> int:
        purge(session, retention.merged(app.extensions["reperes"]), utc_now() + timedelta(days=days))
        return len(session.scalars(select(rows)).all())

    return after


def test_a_draft_that_nobody_came_back_to(maker, campaign, session, purged):
    carried = Carried(campaign.version_id, Channel.LINK, utc_now(), ANSWERS)
    with unit_of_work(session):
        drafts.put_aside(maker.context(), campaign, carried)
    assert purged(7, CampaignDraft) == 1
    assert purged(8.1, CampaignDraft) == 0


def test_that_something_was_sent(maker, campaign, purged):
    maker.send(campaign, ANSWERS)
    assert purged(0.9, SentNonce) == 1
    assert purged(1.1, SentNonce) == 0
    assert purged(1.1, SentAnswer) == 1


def test_codes_of_a_campaign_that_is_over(maker, session, purged, doer):
    campaign = maker.campaign(needs_code=True)
    with unit_of_work(session):
        campaigns.draw_codes(maker.context(), campaign, 3, doer)
    assert purged(300, AccessCode) == 3
    with unit_of_work(session):
        campaigns.close_campaign(maker.context(), campaign, doer)
    assert purged(0, AccessCode) == 0


def test_a_sheet_typed_once(maker, campaign, session, purged):
    with unit_of_work(session):
        session.add(
            PaperEntry(
                id=new_token(), campaign_id=campaign.id, version_id=campaign.version_id, sheet=1, turn=1,
                entered_on=maker.context().today, body="{}",
            )
        )  # fmt: skip
    assert purged(60, PaperEntry) == 1
    assert purged(61.1, PaperEntry) == 0


def test_texts_that_nobody_reviewed_and_not_those_that_somebody_kept(maker, campaign, session, purged, doer):
    for _ in range(5):
        maker.send(campaign, ANSWERS, texts=TEXT)
    maker.move(campaign)
    with unit_of_work(session):
        maker.verbatims(campaign)[0].review = Review.KEPT
        campaigns.close_campaign(maker.context(), campaign, doer)
    assert purged(179, Verbatim) == 5
    assert purged(181, Verbatim) == 1
    assert purged(4000, Response) == 5


def test_what_stayed_apart_of_too_few_people(maker, campaign, purged):
    for _ in range(7):
        maker.send(campaign, ANSWERS)
    maker.move(campaign)
    maker.send(campaign, ANSWERS, texts=TEXT)
    maker.end(campaign)
    assert purged(179, SentAnswer) == 1
    assert purged(181, SentAnswer) == 0
    assert purged(181, Response) == 7
