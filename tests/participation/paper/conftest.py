"""A campaign that is answered on paper, and two people who type."""

import pytest

from tests.participation.paper.typing_pages import ASKED


@pytest.fixture
def campaign(maker):
    return maker.campaign(ASKED)


@pytest.fixture
def first(member):
    """Who types first."""
    return member("membre", email="une@exemple.fr")[0]


@pytest.fixture
def second(member):
    """Who types after them."""
    return member("membre", email="deux@exemple.fr")[0]
