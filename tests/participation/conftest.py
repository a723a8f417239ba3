"""A campaign that is open, and people of the organisation that asks."""

import pytest

from app.core.audit import Doer
from tests.participation.making import ASKING, Maker


@pytest.fixture
def maker(app, session):
    return Maker(app, session)


@pytest.fixture
def campaign(maker):
    return maker.campaign()


@pytest.fixture
def member(app, signed_in_as, maker):
    """`member(role="redacteur", organisation=ASKING, email=…)`: the client and the account of somebody of an organisation."""

    def sign_in(role="redacteur", organisation=ASKING, email="enquete@exemple.fr"):
        maker.organisation(organisation)
        client = app.test_client()
        return client, signed_in_as(client, email=email, organisations={organisation: role})

    return sign_in


@pytest.fixture
def editor(member):
    """The client and the account of somebody who edits for the organisation that asks."""
    return member()


@pytest.fixture
def doer():
    """Who acts, as the journal says it."""
    return Doer("organisation")
