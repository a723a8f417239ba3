"""What is sent is stored once, then moved by batches that tell no order."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.unit_of_work import again, unit_of_work
from app.participation.models import AccessCode, SentAnswer, SentNonce
from app.participation.record import Words
from app.participation.services import campaigns, moving
from app.participation.services.sending import CodeUsed
from tests.participation.making import WEEK, WRITTEN

ANSWERS = {"visite": "non"}


def test_what_is_sent_waits_then_makes_a_batch(maker, campaign, session):
    for _ in range(4):
        maker.send(campaign, ANSWERS, texts=[Words("dire", WRITTEN, "fr")])
    assert maker.move(campaign) == 0
    assert maker.responses(campaign) == []
    maker.send(campaign, ANSWERS, texts=[Words("dire", WRITTEN, "fr")])
    assert maker.move(campaign) == 5
    assert {(one.answers["visite"], one.week, one.channel) for one in maker.responses(campaign)} == {("non", WEEK, "lien")}
    assert [one.text for one in maker.verbatims(campaign)] == [WRITTEN] * 5
    assert session.scalars(select(SentAnswer)).all() == []


def test_five_retries_make_one_answer(maker, campaign, session):
    for _ in range(6):
        maker.send(campaign, ANSWERS, nonce="one and the same")
    assert len(session.scalars(select(SentAnswer)).all()) == 1
    (nonce,) = session.scalars(select(SentNonce)).all()
    assert (nonce.expires_at.minute, nonce.expires_at.second) == (0, 0)


def test_a_code_serves_once_and_is_gone(maker, session, doer):
    campaign = maker.campaign(needs_code=True)
    with unit_of_work(session):
        (code,) = campaigns.draw_codes(maker.context(), campaign, 1, doer)
    mark = campaigns.code_digest(maker.context(), campaign, f" {code.lower()[:4]}-{code.lower()[4:]} ")
    maker.send(campaign, ANSWERS, nonce="first", code=mark)
    assert session.scalars(select(AccessCode)).all() == []
    maker.send(campaign, ANSWERS, nonce="first", code=mark)
    with pytest.raises(CodeUsed):
        maker.send(campaign, ANSWERS, nonce="second", code=mark)
    assert len(session.scalars(select(SentAnswer)).all()) == 1


def test_processes_that_move_at_once_move_each_answer_once(app, maker, campaign, session):
    for number in range(30):
        maker.send(campaign, {"visite": str(number)})
    together = Barrier(6)

    def work(_turn):
        with Session(session.get_bind()) as own:
            together.wait()
            return again(own, lambda own: moving.move(own, campaign.id))

    with ThreadPoolExecutor(6) as pool:
        moved = list(pool.map(work, range(6)))
    assert sum(moved) == 30
    assert sorted(one.answers["visite"] for one in maker.responses(campaign)) == sorted(map(str, range(30)))
