"""A service that receives orientations, an organisation that sends them, and somebody of each who signs in."""

import pytest

from tests.listings.keeping import keep
from tests.orientations.making import Maker
from tests.support.factories import PRIVAS

SENDING, RECEIVING = "Mission locale de l’Exemple", "Accueil de jour de l’Exemple"


@pytest.fixture
def service(directory, session):
    """A service in Privas that receives orientations by the e-mail of its sheet."""
    made = directory.fixed(
        PRIVAS, nom="Domiciliation des Tilleuls", kinds=("domiciliation",), courriel="tilleuls@exemple.fr", telephone="04 65 71 00 01",
        receives_orientations=True,
    )  # fmt: skip
    directory.publish()
    return made


@pytest.fixture
def sender(app, signed_in_as):
    """The client and the account of somebody who orients; the organisation is verified."""
    client = app.test_client()
    return client, signed_in_as(client, email="emetteur@exemple.fr", organisations={SENDING: "membre"})


@pytest.fixture
def receiver(app, session, service, signed_in_as):
    """The client and the account of somebody whose organisation keeps the service."""
    client = app.test_client()
    account = signed_in_as(client, email="destinataire@exemple.fr", organisations={RECEIVING: "membre"})
    keep(session, service, RECEIVING)
    return client, account


@pytest.fixture
def maker(app, session):
    return Maker(app, session)


@pytest.fixture
def orientation(maker, service, sender):
    """`orientation(state, **values)`: one towards the service."""

    def make(state, **values):
        return maker.orientation(service, sender[1], SENDING, state, **values)

    return make
