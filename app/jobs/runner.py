"""Runs sweeps: those that are due, each claimed in the database, each in a unit of work of its own. One that fails stops no other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from traceback import extract_tb

from sqlalchemy import Engine, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.unit_of_work import again, unit_of_work
from app.jobs.models import SweepRun
from app.jobs.sweeping import Sweep
from app.web.logs import logger

RUN_HOLDS = timedelta(minutes=15)
"""A run that has not finished by then was stopped: another may take it over."""
AFTER_TROUBLE = timedelta(minutes=5)
"""A sweep that failed is tried again by then, however seldom it is due."""
SLACK = timedelta(seconds=10)
"""The timer does not come at the same second of each minute."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A run that ended: how many things were done, and the name of the error when it failed."""

    name: str
    swept: int
    trouble: str = ""


def run_due(engine: Engine, sweeps: Iterable[Sweep], now: datetime) -> list[Ran]:
    """Run the sweeps whose time has come and that nobody is running; return what ran."""
    return [ran for sweep in sweeps if (ran := _run(engine, sweep, now, anyway=False)) is not None]


def run(engine: Engine, sweep: Sweep, now: datetime) -> Ran | None:
    """Run one sweep now, due or not; None when somebody is running it."""
    return _run(engine, sweep, now, anyway=True)


def _run(engine: Engine, sweep: Sweep, now: datetime, *, anyway: bool) -> Ran | None:
    try:
        with Session(engine) as session:
            if not _claim(session, sweep, now, anyway=anyway):
                return None
            ran = _swept(session, sweep, now)
            _record(session, sweep, now, ran)
            return ran
    except SQLAlchemyError as error:
        logger().error("sweep lost its database", sweep=sweep.name, error=type(error).__name__)
        return Ran(sweep.name, 0, type(error).__name__)


def _swept(session: Session, sweep: Sweep, now: datetime) -> Ran:
    try:
        with unit_of_work(session):
            count = sweep.run(session, now)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other sweeps must run
        logger().error("sweep failed", sweep=sweep.name, error=type(error).__name__, where=_where(error))
        return Ran(sweep.name, 0, type(error).__name__)
    if count:
        logger().info("swept", sweep=sweep.name, count=count)
    return Ran(sweep.name, count)


def _where(error: Exception) -> str:
    """The way to an error, without its message: it may hold what somebody wrote."""
    return " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in extract_tb(error.__traceback__))


def _claim(session: Session, sweep: Sweep, now: datetime, *, anyway: bool) -> bool:
    """Say that the run is ours; False when it is not due or somebody else's."""

    def take(session: Session) -> bool:
        last = session.get(SweepRun, sweep.name)
        if last is None:
            session.add(SweepRun(name=sweep.name, started_at=now))
            session.flush()
            return True
        if (_is_running(last, now) and sweep.is_alone) or not (anyway or _is_due(last, sweep, now)):
            return False
        same = (SweepRun.name == sweep.name, SweepRun.started_at.is_not_distinct_from(last.started_at))
        taken = update(SweepRun).where(*same).values(started_at=now)
        return bool(session.execute(taken, execution_options={"synchronize_session": False}).rowcount) or not sweep.is_alone  # type: ignore[attr-defined]

    try:
        return again(session, take)
    except IntegrityError:
        return not sweep.is_alone


def _is_running(last: SweepRun, now: datetime) -> bool:
    """Whether a run goes on. One that began in the future began before the clock was set back: it does not count."""
    if last.started_at is None or (last.finished_at is not None and last.finished_at >= last.started_at):
        return False
    return now - RUN_HOLDS < last.started_at <= now + SLACK


def _is_due(last: SweepRun, sweep: Sweep, now: datetime) -> bool:
    """Whether the time of a sweep has come: never run, stopped in the middle, failed a while ago, or simply its hour."""
    if last.started_at is None or last.finished_at is None or last.finished_at < last.started_at:
        return True
    pause = min(sweep.every, AFTER_TROUBLE) if last.trouble else sweep.every
    return last.started_at <= now - pause + SLACK or last.started_at > now + SLACK


def _record(session: Session, sweep: Sweep, now: datetime, ran: Ran) -> None:
    """Say how a run ended, unless another has taken it over since."""
    values = {"finished_at": max(utc_now(), now), "trouble": ran.trouble, **({"swept": ran.swept} if ran.swept else {})}
    ours = () if not sweep.is_alone else (SweepRun.started_at == now,)
    written = update(SweepRun).where(SweepRun.name == sweep.name, *ours).values(values)
    again(session, lambda session: session.execute(written, execution_options={"synchronize_session": False}))
