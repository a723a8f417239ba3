"""Drafts of the organisation that asks."""

import pytest

from tests.participation.building.making import Builder


@pytest.fixture
def builder(app, session):
    return Builder(app, session)


@pytest.fixture
def draft(builder):
    return builder.draft()
