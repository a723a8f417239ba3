"""The clock among others: two workers, somebody who answers, one that fails, one that is killed. Once each, nothing lost."""

import os
import subprocess
import sys
import threading

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.config import ROOT
from app.core.unit_of_work import unit_of_work
from app.core.workflow.timed import Timed
from app.extensions import db
from app.jobs import watching
from app.mail.models import OutgoingMail
from app.orientations.models import Orientation, OrientationReminder
from app.orientations.rules import Action, Actor, Mover, State
from app.orientations.services import reminding
from app.orientations.services.moving import move
from tests.orientations.watching import SENDER, TARGET, TUESDAY, Watch, paris, sweep


@pytest.fixture
def watch(session, config, maker):
    return Watch(session, config, maker)


def test_two_workers_at_once_write_once(watch, app, orientation, config):
    for _ in range(12):
        orientation(State.SENT, at=TUESDAY)
    with app.app_context():
        engine = db.engine
    start, trouble = threading.Barrier(3), []

    def work():
        with Session(engine) as own:
            start.wait()
            try:
                sweep(own, config, "2027-06-15 10:00")
            except Exception as error:  # noqa: BLE001 - shown by the test
                trouble.append(error)

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert trouble == []
    assert watch.written() == {(TARGET, "orientation-target-second"): 12, (SENDER, "orientation-sender-warned"): 12}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_who_answers_at_the_same_instant_is_not_reminded(orientation, watch, monkeypatch, session, database):
    """The answer comes once the clock has read the orientation: it reads it again. On PostgreSQL the row is locked, the answer waits."""
    made = orientation(State.SENT, at=TUESDAY)
    read = Timed.due_next

    def answered_meanwhile(timed, own, calendar, found):
        monkeypatch.setattr(Timed, "due_next", read)
        with Session(session.get_bind()) as other, unit_of_work(other):
            meanwhile = watch.context("2027-06-11 10:00")._replace(session=other)
            move(meanwhile, other.get(Orientation, made.id), Action.ASK, Mover(Actor.TARGET))
        return read(timed, own, calendar, found)

    monkeypatch.setattr(Timed, "due_next", answered_meanwhile)
    watch.sweep("2027-06-11 10:00")
    assert not watch.written()
    assert watch.done(made) == []
    assert made.state == State.INCOMPLETE


def test_one_that_fails_stops_no_other_and_loses_nothing(orientation, watch, monkeypatch, session, config):
    first, second, third = (orientation(State.SENT, at=TUESDAY) for _ in range(3))
    write = reminding._write

    def fail(context, case, actor, due):
        write(context, case, actor, due)
        if case.orientation.id == second.id:
            raise RuntimeError

    monkeypatch.setattr(reminding, "_write", fail)
    monkeypatch.setattr(watching, "BATCH", 2)
    with pytest.raises(watching.SomeFailed):
        watch.sweep("2027-06-11 10:00")
    assert watch.written() == {(TARGET, "orientation-target-first"): 2}
    assert [watch.done(one) for one in (first, second, third)] == [["target-first"], [], ["target-first"]]
    monkeypatch.setattr(reminding, "_write", write)
    assert watch.sweep("2027-06-11 11:00") == 1
    assert watch.written() == {(TARGET, "orientation-target-first"): 1}


KILLED = """
import os, sys
from datetime import datetime
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from app.core.encryption import give_keys
from app.core.unit_of_work import unit_of_work
from app.core.workflow.timed import Timed
from app.orientations.clock import sweep_orientations
from app.orientations.services import reminding
from tests.support.plugins.applications import make_config
import app.models, pathlib, signal

config = make_config(pathlib.Path(sys.argv[1]), sys.argv[2])
engine = create_engine(config.database_url)
give_keys(engine, config.keyring)
write, left = reminding._write, [5]

def killed(*said):
    write(*said)
    said[0].session.flush()
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)

reminding._write = killed
with Session(engine) as session, unit_of_work(session):
    sweep_orientations(config)(session, datetime.fromisoformat(sys.argv[3]))
"""


def test_a_killed_worker_loses_nothing_and_repeats_nothing(orientation, watch, session, config):
    for _ in range(6):
        orientation(State.SENT, at=TUESDAY)
    session.commit()
    at = paris("2027-06-15 10:00")
    words = [sys.executable, "-c", KILLED, str(config.data_dir), config.database_url, at.isoformat()]
    killed = subprocess.run(words, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False, capture_output=True, text=True, timeout=60)
    assert killed.returncode == -9, killed.stderr
    session.rollback()
    assert session.scalar(select(func.count()).select_from(OutgoingMail)) == 4
    assert session.scalar(select(func.count()).select_from(OrientationReminder)) == 6
    watch.sweep(at)
    assert watch.written() == {(TARGET, "orientation-target-second"): 6, (SENDER, "orientation-sender-warned"): 6}
