"""The application under test, its database emptied after each test, and the client that inspects what it answers."""

import os
from dataclasses import dataclass

import pytest
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.orm import Session

from app import create_app
from app.config import Config
from app.core.keys import Keyring
from app.extensions import db
from app.ops.migrating import upgrade
from app.web import caching
from tests.support.dataset import furnish
from tests.support.inspector.client import InspectedClient
from tests.support.people import cookie_of

BASE_URL = "http://127.0.0.1:5000"


def make_config(data_dir, database_url, **changes) -> Config:
    """A configuration for tests: development, the CDN on, everything under one folder."""
    settings = {
        "environment": "development",
        "base_url": BASE_URL,
        "data_dir": data_dir,
        "database_url": database_url,
        "secret_key": "a secret that only tests share, long enough",  # pragma: allowlist secret
        "keyring": Keyring({"k1": b"k" * 32}),
        **changes,
    }
    return Config(**settings)


@pytest.fixture(scope="session")
def config(database, tmp_path_factory) -> Config:
    """The configuration of `app`."""
    return make_config(tmp_path_factory.mktemp("data"), database.url)


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory):
    """Where templates are kept compiled, for every process of the run and for the application of each database."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "templates"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def migrated_app(config, database, compiled_templates):
    """The application, on a database that the migrations made. Ask for `app` rather."""
    application = create_app(config)
    application.testing = True
    application.test_client_class = InspectedClient
    for language, templates in application.extensions["reperes_templates"].items():
        (compiled_templates / language).mkdir(exist_ok=True)
        templates.bytecode_cache = FileSystemBytecodeCache(str(compiled_templates / language))
    with application.app_context():
        upgrade()
    database.remember()
    yield application
    with application.app_context():
        db.engine.dispose()


@pytest.fixture
def app(migrated_app, database, monkeypatch):
    """The application, on an empty database; what the test writes is gone after it. No context is pushed."""
    monkeypatch.setattr(caching, "VERSION_KEPT_FOR", -1.0)
    yield migrated_app
    migrated_app.extensions["reperes_views"].take()  # readings counted and not written yet
    database.clean()


@pytest.fixture
def client(app) -> InspectedClient:
    """A client whose every answer is inspected."""
    return app.test_client()


@pytest.fixture
def session(app):
    """A session of the test's own, beside those of the requests: commit what the client must see."""
    with app.app_context():
        engine = db.engine
    with Session(engine) as opened:
        yield opened


@dataclass(frozen=True)
class Furnished:
    """The application with the data of the catalogue of pages; `ids` fills its paths."""

    client: InspectedClient
    ids: dict[str, str]

    def client_of(self, who: str, carrying: str = "") -> InspectedClient:
        """The client of somebody (`support.people`), of nobody when empty; `carrying`: the id of what their device carries."""
        if not (who or carrying):
            return self.client
        application = self.client.application
        client = application.test_client()
        if who:
            client.set_cookie("session", cookie_of(application, who))
        if carrying:
            client.set_cookie("enquete", self.ids[carrying])
        return client


@pytest.fixture(scope="module")
def furnished(migrated_app, database):
    """The application with a little real data, loaded once for the module: its tests only read."""
    with migrated_app.app_context():
        engine = db.engine
    with Session(engine) as opened:
        ids = furnish(opened)
    yield Furnished(migrated_app.test_client(), ids)
    migrated_app.extensions["reperes_views"].take()
    database.clean()
