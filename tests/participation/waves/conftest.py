"""A followed campaign, its waves, and people who answer with a code."""

import pytest

from app.core.tokens import new_token
from app.core.unit_of_work import unit_of_work
from app.participation.record import Record
from app.participation.rules import Channel
from app.participation.services import sending, waves
from app.participation.services.following import mark_of
from app.participation.services.waves import NextWave
from tests.participation.making import WEEK


@pytest.fixture
def next_wave(maker, session):
    """`next_wave(campaign, **asked)`: the next wave of a campaign that is over."""

    def make(campaign, **asked):
        with unit_of_work(session):
            wanted = NextWave(**{"wave": campaign.wave + 1, "version": campaign.version_id, **asked})
            return waves.open_next(maker.context(), campaign.id, wanted, maker.by)

    return make


@pytest.fixture
def send_coded(maker, session):
    """`send_coded(campaign, answers, code)`: the answers of somebody who chose a code (empty: none)."""

    def send(campaign, answers, code=""):
        with unit_of_work(session):
            follow = mark_of(maker.context(), campaign, code) if code else ""
            record = Record(campaign.version_id, Channel.LINK, WEEK, dict(answers), (), follow)
            sending.send(maker.context(), campaign, record, sending.Proof(new_token()))

    return send
