"""A sector whose requests somebody sorts, a team that goes, an organisation that asks; somebody of each signs in."""

import pytest

from tests.outreach.making import ASKING, GOING, SORTING, Maker


@pytest.fixture
def maker(app, session):
    return Maker(app, session)


@pytest.fixture
def sector(maker):
    return maker.sector()


@pytest.fixture
def team(maker, sector):
    return maker.team(sector=sector)


@pytest.fixture
def member(app, signed_in_as):
    """`member(organisation, email)`: the client and the account of somebody of an organisation."""

    def sign_in(organisation, email):
        client = app.test_client()
        return client, signed_in_as(client, email=email, organisations={organisation: "membre"})

    return sign_in


@pytest.fixture
def sorter(member, sector):
    """The client and the account of somebody who sorts."""
    return member(SORTING, "tri@exemple.fr")


@pytest.fixture
def goer(member, team):
    """The client and the account of somebody of the team."""
    return member(GOING, "equipe@exemple.fr")


@pytest.fixture
def asker(member, maker):
    """The client and the account of somebody whose organisation asks."""
    maker.organisation(ASKING)
    return member(ASKING, "demande@exemple.fr")


@pytest.fixture
def coordinator(app, signed_in_as):
    """The client and the account of a coordinator of the département, second factor given."""
    client = app.test_client()
    return client, signed_in_as(client, email="departement@exemple.fr", roles=[("coordinateur", "07")], second_factor=True)
