from contextlib import contextmanager

import pytest
from flask_migrate import upgrade

from app import create_app
from app.extensions import db
from tests.support import postgresql
from tests.support.plugins.applications import make_config
from tests.support.postgresql import PostgresDatabase

NOBODY_THERE = "postgresql+psycopg://127.0.0.1:1/none?connect_timeout=2"


@contextmanager
def asked(folder, database_url):
    """A client of an application on this database; its connections are closed afterwards."""
    app = create_app(make_config(folder / "data", database_url))
    yield app.test_client()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty(request, tmp_path):
    """The address of a database without a table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    if reason := postgresql.absence():
        (pytest.fail if postgresql.is_required() else pytest.skip)(f"PostgreSQL: {reason}")
    database = PostgresDatabase.create()
    yield database.url
    database.close()


def test_a_process_that_answers_is_alive_and_ready_on_a_migrated_database(plain):
    alive, ready = plain.get("/healthz"), plain.get("/readyz")

    assert (alive.status_code, alive.json) == (200, {"status": "ok"})
    assert ready.status_code == 200
    assert ready.json == {"status": "ok", "checks": {"database": True, "migrations": True}}


def test_health_is_kept_by_nobody(plain):
    for path in ("/healthz", "/readyz"):
        assert plain.get(path).headers["Cache-Control"] == "no-store"


def test_a_database_that_was_not_migrated_is_not_ready(empty, tmp_path):
    with asked(tmp_path, empty) as client:
        alive, ready = client.get("/healthz"), client.get("/readyz")

    assert alive.status_code == 200
    assert ready.status_code == 503
    assert ready.json == {"status": "unavailable", "checks": {"database": True, "migrations": False}}


def test_a_listing_on_a_database_that_was_not_migrated_is_a_page_that_asks_to_come_back(empty, tmp_path):
    with asked(tmp_path, empty) as client:
        response = client.get("/services/1")

    assert response.status_code == 503
    assert "Le site se repose un instant" in response.text


@pytest.mark.parametrize("address", [NOBODY_THERE, "sqlite:////nowhere/at/all/reperes.sqlite3"])
def test_a_database_that_is_gone_is_not_ready_but_the_process_lives(address, tmp_path):
    with asked(tmp_path, address) as client:
        alive, ready, page = client.get("/healthz"), client.get("/readyz"), client.get("/services/1")

    assert alive.status_code == 200
    assert ready.status_code == 503
    assert ready.json["checks"]["database"] is False
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "60"
    assert "Le site se repose un instant" in page.text


def test_a_file_that_is_no_database_is_not_ready(tmp_path):
    file = tmp_path / "garbage.sqlite3"
    file.write_bytes(b"this is no database at all, only words, words and more words" * 100)

    with asked(tmp_path, f"sqlite:///{file}") as client:
        ready, page = client.get("/readyz"), client.get("/services/1")

    assert ready.status_code == 503
    assert page.status_code == 503


def test_a_database_that_comes_back_is_ready_again_by_itself(tmp_path):
    file, away = tmp_path / "there.sqlite3", tmp_path / "away.sqlite3"
    with asked(tmp_path, f"sqlite:///{file}") as client:
        with client.application.app_context():
            upgrade()
            db.engine.dispose()
        before = client.get("/readyz").status_code
        with client.application.app_context():
            db.engine.dispose()
        file.rename(away)
        file.mkdir()
        during = client.get("/readyz").status_code
        file.rmdir()
        away.rename(file)
        after = client.get("/readyz").status_code

    assert (before, during, after) == (200, 503, 200)
