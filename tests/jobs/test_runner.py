import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine, select
from structlog.testing import capture_logs

from app.core.attempts import Attempt
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.jobs import runner
from app.jobs.models import SweepRun
from app.jobs.sweeping import Sweep

HOUR = timedelta(hours=1)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Counting:
    """A sweep that counts its runs."""

    def __init__(self, *, error=None, found=1):
        self.runs = 0
        self.error = error
        self.found = found

    def __call__(self, session, now):
        self.runs += 1
        if self.error:
            session.add(Attempt(bucket=f"left {self.runs}", at=now))
            session.flush()
            raise self.error
        return self.found


@pytest.fixture
def engine(app):
    with app.app_context():
        return db.engine


@pytest.fixture
def last(session):
    """What is remembered of a sweep."""

    def read(name="counting"):
        session.rollback()
        session.expire_all()
        return session.get(SweepRun, name)

    return read


def counting(run, every=HOUR, **changes):
    return Sweep("counting", every, run, **changes)


def test_a_sweep_runs_when_its_time_comes_and_not_before(engine, last):
    run = Counting()
    for moment in (NOW, NOW, NOW + HOUR / 2, NOW + HOUR, NOW + HOUR):
        runner.run_due(engine, [counting(run)], moment)

    assert run.runs == 2
    assert last().started_at == NOW + HOUR
    assert last().finished_at >= NOW + HOUR
    assert (last().swept, last().trouble) == (1, "")


def test_what_was_done_last_stays_when_there_is_nothing_to_do(engine, last):
    runner.run_due(engine, [counting(Counting(found=7))], NOW)
    runner.run_due(engine, [counting(Counting(found=0))], NOW + HOUR)

    assert last().swept == 7


def test_a_sweep_of_each_minute_runs_each_minute_though_the_timer_is_never_quite_on_time(engine):
    run = Counting()
    for seconds in (0.9, 60.1, 120.8, 180.2):
        runner.run_due(engine, [counting(run, timedelta(minutes=1))], NOW + timedelta(seconds=seconds))

    assert run.runs == 4


def test_one_that_fails_is_undone_and_said_and_the_next_one_runs(engine, last, session):
    failing, other = Counting(error=RuntimeError("about quelquun@exemple.fr")), Counting()
    with capture_logs() as events:
        ran = runner.run_due(engine, [counting(failing), Sweep("other", HOUR, other)], NOW)

    assert [(one.name, one.swept, one.trouble) for one in ran] == [("counting", 0, "RuntimeError"), ("other", 1, "")]
    assert (last().trouble, last("other").trouble) == ("RuntimeError", "")
    assert session.scalars(select(Attempt)).all() == []
    assert [event["error"] for event in events if event["event"] == "sweep failed"] == ["RuntimeError"]
    assert "quelquun" not in repr(events)


def test_one_that_failed_is_tried_again_soon(engine, last):
    run = Counting(error=RuntimeError())
    daily = counting(run, timedelta(days=1))
    runner.run_due(engine, [daily], NOW)
    runner.run_due(engine, [daily], NOW + timedelta(minutes=1))
    run.error = None
    runner.run_due(engine, [daily], NOW + timedelta(minutes=5))

    assert run.runs == 2
    assert last().trouble == ""


def test_a_run_that_goes_on_is_left_alone_and_one_that_was_stopped_is_taken_over(engine, session):
    run = Counting()
    with unit_of_work(session):
        session.add(SweepRun(name="counting", started_at=NOW, finished_at=NOW - HOUR))

    assert runner.run_due(engine, [counting(run)], NOW + timedelta(minutes=14)) == []
    assert runner.run(engine, counting(run), NOW + timedelta(minutes=14)) is None
    assert len(runner.run_due(engine, [counting(run)], NOW + timedelta(minutes=16))) == 1


def test_one_whose_rows_are_claimed_waits_for_nobody(engine, session):
    with unit_of_work(session):
        session.add(SweepRun(name="counting", started_at=NOW))

    assert runner.run(engine, counting(Counting(), is_alone=False), NOW + timedelta(seconds=2))


def test_a_clock_that_was_set_back_stops_nothing(engine):
    run = Counting()
    for moment in (NOW, NOW - timedelta(days=30), NOW - timedelta(days=30) + HOUR):
        runner.run_due(engine, [counting(run)], moment)

    assert run.runs == 3


def test_a_named_sweep_runs_at_once(engine):
    run = Counting()
    for _ in range(2):
        assert runner.run(engine, counting(run), utc_now())

    assert run.runs == 2


def test_two_workers_at_once_run_a_sweep_once(engine):
    began, run = threading.Barrier(4), Counting()

    def work():
        began.wait()
        runner.run_due(engine, [counting(run)], NOW)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert run.runs == 1


def test_a_database_that_is_gone_is_said_and_not_raised(tmp_path, monkeypatch):
    monkeypatch.setattr("app.core.unit_of_work.TIMES", 1)
    gone = create_engine(f"sqlite:///{tmp_path / 'empty.sqlite3'}")

    (ran,) = runner.run_due(gone, [counting(Counting())], NOW)

    assert ran.trouble == "OperationalError"
    gone.dispose()
