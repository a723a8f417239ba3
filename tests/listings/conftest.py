"""A listing whose correspondent is asked, on an ordinary Tuesday morning."""

import pytest

from tests.listings.corresponding import agreed, path_of, sweep
from tests.support.factories import PRIVAS


@pytest.fixture
def morning(at):
    return at("2026-03-03 10:00")


@pytest.fixture
def listing(directory):
    structure = directory.structure(nom="Les Tilleuls")
    made = directory.fixed(PRIVAS, structure=structure, nom="Accueil de jour", telephone="04 75 00 00 01", hours="Tu 09:00-12:00")
    directory.publish()
    return made


@pytest.fixture
def link_to(morning, session, config, outbox):
    """Ask about the listing of a service; the path of the link that its mail brings."""

    def ask(service) -> str:
        agreed(session, service.structure)
        assert sweep(session, config) == 1
        return path_of(outbox()[-1][1])

    return ask


@pytest.fixture
def link(listing, link_to):
    return link_to(listing)
