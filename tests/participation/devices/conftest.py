"""Devices of a campaign."""

import pytest

from app.participation.rules import Channel
from tests.participation.devices.device_pages import PEERS, Device
from tests.participation.making import SMALL


@pytest.fixture
def device(app, session, maker):
    """`device(channel, definition=SMALL)`: a device that a link may open."""

    def make(channel, definition=SMALL):
        return Device(app.test_client(), session, maker, maker.campaign(definition), channel)

    return make


@pytest.fixture
def kiosk(device):
    return device(Channel.KIOSK).open()


@pytest.fixture
def interviewer(device):
    return device(Channel.INTERVIEWER, PEERS).open()
