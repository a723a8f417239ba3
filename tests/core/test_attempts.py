"""Attempts are counted by rows: the same after a restart, from another process, and whatever becomes of the request."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import attempts
from app.core.attempts import Attempt, Limit, TooManyAttempts, spend
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.extensions import db

HOUR = timedelta(hours=1)
FEW = Limit("essai", "10.0.0.1", 3, HOUR)


@pytest.fixture
def engine(app):
    with app.app_context():
        return db.engine


def spent(engine, *limits: Limit) -> bool:
    try:
        spend(engine, "clé", limits)
    except TooManyAttempts:
        return False
    return True


def test_the_limit_holds_and_lets_go_with_time(engine, at) -> None:
    at("2026-11-23 10:00")
    assert [spent(engine, FEW) for _ in range(5)] == [True, True, True, False, False]
    at("2026-11-23 11:01")
    assert spent(engine, FEW)


def test_what_is_refused_does_not_keep_the_door_shut(engine, at) -> None:
    at("2026-11-23 10:00")
    assert [spent(engine, FEW) for _ in range(3)] == [True, True, True]
    at("2026-11-23 10:59")
    assert not spent(engine, FEW)
    at("2026-11-23 11:01")
    assert spent(engine, FEW)


def test_each_subject_and_purpose_has_its_own_count(engine, monday) -> None:
    for _ in range(4):
        spent(engine, FEW)
    assert spent(engine, FEW._replace(subject="10.0.0.2"))
    assert spent(engine, FEW._replace(purpose="autre"))
    assert not spent(engine, FEW._replace(subject="10.0.0.2"), FEW)


def test_no_row_says_who_tried(engine, session, monday) -> None:
    spent(engine, FEW)
    assert "10.0.0.1" not in session.scalars(select(Attempt.bucket)).one()


def test_many_at_once_do_not_slip_through(engine) -> None:
    with ThreadPoolExecutor(8) as threads:
        passed = list(threads.map(lambda _: spent(engine, FEW), range(16)))
    assert sum(passed) == 3


def test_what_no_limit_looks_at_is_forgotten(engine, session, at) -> None:
    at("2026-11-23 10:00")
    spent(engine, FEW)
    at("2026-11-25 10:00")
    spent(engine, FEW)
    with unit_of_work(session):
        assert attempts.forget(session, utc_now()) == 1
    with Session(engine) as other:
        assert len(other.scalars(select(Attempt)).all()) == 1
