from contextlib import contextmanager
from datetime import timedelta

import pytest

from app import create_app
from app.core.clock import utc_now
from app.core.tokens import new_token
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.jobs.models import SweepRun
from app.mail.models import OutgoingMail
from app.ops.migrating import upgrade
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
    assert ready.json == {
        "status": "ok",
        "checks": {"database": True, "migrations": True, "outbox": True, "sms": True, "jobs": True},
        "details": {
            "outbox": {"waiting": 0, "late_seconds": 0, "given_up": 0, "perhaps_twice": 0},
            "sms": {"waiting": 0, "late_seconds": 0, "given_up": 0, "perhaps_twice": 0},
            "jobs": {"last_finished": None, "failing": []},
        },
    }


@pytest.fixture
def kept(session):
    """Keep rows as if work had gone on: `kept(row, …)`."""

    def keep(*rows):
        with unit_of_work(session):
            session.add_all(rows)

    return keep


def mail(**changes):
    now = utc_now()
    names = {"purpose": "sign-in", "subject": "", "message_id": new_token(), "created_at": now, "next_try_at": now}
    return OutgoingMail(**{**names, **changes})


@pytest.mark.parametrize(("minutes", "expected"), [(14, "ok"), (16, "degraded")])
def test_mail_that_waits_too_long_is_told_while_pages_go_on(minutes, expected, plain, kept):
    kept(mail(next_try_at=utc_now() - timedelta(minutes=minutes)), SweepRun(name="outbox", finished_at=utc_now()))
    ready = plain.get("/readyz")

    assert (ready.status_code, ready.json["status"]) == (200, expected)
    assert ready.json["details"]["outbox"]["waiting"] == 1
    assert ready.json["details"]["outbox"]["late_seconds"] // 60 == minutes


@pytest.mark.parametrize(("minutes", "expected"), [(9, True), (11, False)])
def test_jobs_that_have_stopped_are_told_while_pages_go_on(minutes, expected, plain, kept):
    kept(SweepRun(name="outbox", finished_at=utc_now() - timedelta(minutes=minutes)))
    ready = plain.get("/readyz")

    assert (ready.status_code, ready.json["checks"]["jobs"]) == (200, expected)


def test_jobs_that_never_ran_while_mail_waits_are_told(plain, kept):
    kept(mail())

    assert plain.get("/readyz").json["checks"]["jobs"] is False


def test_mail_that_was_given_up_or_may_have_gone_twice_is_counted_for_a_week(plain, kept):
    for days in (1, 8):
        then = utc_now() - timedelta(days=days)
        kept(mail(gave_up_at=then, trouble="smtp-550"), mail(sent_at=then, trouble="interrupted"), mail(sent_at=then, trouble="smtp-451"))
    found = plain.get("/readyz").json["details"]["outbox"]

    assert (found["given_up"], found["perhaps_twice"], found["waiting"]) == (1, 1, 0)


def test_sweeps_whose_last_run_failed_are_named(plain, kept):
    kept(SweepRun(name="attempts", trouble="RuntimeError"), SweepRun(name="outbox", finished_at=utc_now()))

    assert plain.get("/readyz").json["details"]["jobs"]["failing"] == ["attempts"]


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
