"""Somebody who answers."""

import pytest

from tests.participation.answering.answering_pages import Somebody


@pytest.fixture
def somebody(client, campaign):
    return Somebody(client, campaign)
