"""What the rules of the house are checked against: an application of its own, and databases without a table."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.extensions import db
from app.ops.migrating import bind
from tests.support import postgresql
from tests.support.plugins.applications import make_config
from tests.support.postgresql import PostgresDatabase


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application as a developer runs it: development pages included, nothing in its database."""
    folder = tmp_path_factory.mktemp("house")
    return create_app(make_config(folder, f"sqlite:///{folder / 'house.sqlite3'}"))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without a table, on each engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    if reason := postgresql.absence():
        (pytest.fail if postgresql.is_required() else pytest.skip)(f"PostgreSQL: {reason}")
    database = PostgresDatabase.create()
    yield database.url
    database.close()


@pytest.fixture
def unmigrated_app(empty_database: str, tmp_path: Path) -> Iterator[Flask]:
    """An application over an empty database, within its context; its connections are closed afterwards."""
    app = create_app(make_config(tmp_path / "data", empty_database))
    bind(app)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
