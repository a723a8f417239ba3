"""A phone on a round of tonight, before a server of its own."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.core.encryption import give_keys
from app.core.keys import Keyring
from tests.support.browsing.evening import EVENING, PHONE, Evening, is_kept, sign_in
from tests.support.browsing.serving import serving
from tests.support.browsing.visitor import Visitor


@pytest.fixture(scope="session")
def night_server(tmp_path_factory):
    """A server, and its database."""
    folder = Path(tmp_path_factory.mktemp("night"))
    with serving(folder, cdn="off") as live:
        engine = create_engine(f"sqlite:///{folder / 'live.sqlite3'}")
        give_keys(engine, Keyring({"k1": b"k" * 32}))
        yield live, engine
        engine.dispose()


@pytest.fixture
def evening(night_server):
    with Session(night_server[1]) as session:
        yield Evening(session)


@pytest.fixture
def walker(browser, night_server):
    """Somebody on foot; a network that is cut makes browsers complain, so their complaints are not looked at."""
    somebody = Visitor(browser, night_server[0])
    yield somebody
    somebody.close()
    assert somebody.outside == []


@pytest.fixture
def phone(walker, evening):
    """The list of the round, open and kept."""
    page = walker.page(**PHONE)
    page.clock.set_system_time(EVENING)
    sign_in(page, walker, evening.cookies[0])
    page.goto(evening.path)
    is_kept(page)
    return page
