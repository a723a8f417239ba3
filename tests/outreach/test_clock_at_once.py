"""The clock among others: two workers, a team that answers, one that fails, one that is killed. Once each, nothing lost."""

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
from app.outreach.models import OutreachAssignment, OutreachReminder, OutreachRequest, OutreachStep
from app.outreach.rules import Action, Actor, Mover, State
from app.outreach.services import reminding
from app.outreach.services.moving import move
from tests.outreach.making import GOING, SORTING
from tests.outreach.watching import GOES, SORTS, TUESDAY, Watch, paris, sweep
from tests.support.plugins.accounts import account_of

SECOND = "deuxieme@exemple.fr"
MORNING = "2027-06-09 10:00"


@pytest.fixture
def watch(session, config, maker):
    return Watch(session, config, maker)


@pytest.fixture(autouse=True)
def sides(session, maker):
    """Somebody who sorts, somebody of each of two teams."""
    maker.team(sector=maker.sector())
    for email, organisation in ((SORTS, SORTING), (GOES, GOING), (SECOND, "Deuxième maraude de l’Exemple")):
        account_of(session, email, [], {organisation: "membre"})
    maker.team("Deuxième équipe exemple", organisation="Deuxième maraude de l’Exemple", rank=2)


def next_steps(session, request=None):
    wanted = select(func.count()).select_from(OutreachStep).where(OutreachStep.action == Action.NEXT_TEAM)
    return session.scalar(wanted if request is None else wanted.where(OutreachStep.request_id == request.id))


def test_workers_at_once_ask_one_next_team(watch, app, maker, config, session):
    made = [maker.request(State.ASSIGNED, at=TUESDAY) for _ in range(8)]
    with app.app_context():
        engine = db.engine
    start, trouble = threading.Barrier(3), []

    def work():
        with Session(engine) as own:
            start.wait()
            try:
                sweep(own, config, MORNING)
            except Exception as error:  # noqa: BLE001 - shown by the test
                trouble.append(error)

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert trouble == []
    assert watch.written() == {(SORTS, "outreach-answering"): len(made), (SECOND, "outreach-assigned"): len(made)}
    assert [next_steps(session, one) for one in made] == [1] * len(made)
    running = select(func.count()).select_from(OutreachAssignment).where(OutreachAssignment.ended_at.is_(None))
    assert session.scalar(running) == len(made)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_team_that_answers_at_the_same_instant_keeps_it(maker, watch, monkeypatch, session, database):
    """The answer comes once the clock has read the request: it reads it again. On PostgreSQL the row is locked, the answer waits."""
    made = maker.request(State.ASSIGNED, at=TUESDAY)
    read, team = Timed.due_next, made.team_id

    def answered_meanwhile(timed, own, calendar, found):
        monkeypatch.setattr(Timed, "due_next", read)
        with Session(session.get_bind()) as other, unit_of_work(other):
            theirs = other.get(OutreachRequest, made.id)
            theirs.planned_at = paris("2027-06-09 20:00")
            move(watch.context(MORNING)._replace(session=other), theirs, Action.PLAN, Mover(Actor.TEAM))
        return read(timed, own, calendar, found)

    monkeypatch.setattr(Timed, "due_next", answered_meanwhile)
    watch.sweep(MORNING)
    assert not watch.written()
    assert watch.done(made) == []
    assert (made.state, made.team_id, next_steps(session)) == (State.PLANNED, team, 0)


def test_one_that_fails_stops_no_other_and_leaves_nothing_half_done(maker, watch, monkeypatch, session):
    made = [maker.request(State.ASSIGNED, at=TUESDAY) for _ in range(3)]
    teams = [one.team_id for one in made]
    write = reminding._write

    def fail(context, case, actor, about, due):
        write(context, case, actor, about, due)
        if case.request.id == made[1].id:
            raise RuntimeError

    monkeypatch.setattr(reminding, "_write", fail)
    monkeypatch.setattr(watching, "BATCH", 2)
    with pytest.raises(watching.SomeFailed):
        watch.sweep(MORNING)
    assert watch.written() == {(SORTS, "outreach-answering"): 2, (SECOND, "outreach-assigned"): 2}
    assert [watch.done(one) for one in made] == [["answering"], [], ["answering"]]
    assert (made[1].team_id, next_steps(session, made[1])) == (teams[1], 0)
    monkeypatch.setattr(reminding, "_write", write)
    assert watch.sweep("2027-06-09 11:00") == 1
    assert watch.written() == {(SORTS, "outreach-answering"): 1, (SECOND, "outreach-assigned"): 1}


KILLED = """
import os, sys
from datetime import datetime
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from app.core.encryption import give_keys
from app.core.unit_of_work import unit_of_work
from app.outreach.clock import sweep_outreach
from app.outreach.services import reminding
from tests.support.plugins.applications import make_config
import app.models, pathlib, signal

config = make_config(pathlib.Path(sys.argv[1]), sys.argv[2])
engine = create_engine(config.database_url)
give_keys(engine, config.keyring)
write, left = reminding._write, [3]

def killed(*said):
    write(*said)
    said[0].session.flush()
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)

reminding._write = killed
with Session(engine) as session, unit_of_work(session):
    sweep_outreach(config)(session, datetime.fromisoformat(sys.argv[3]))
"""


def test_a_killed_worker_loses_nothing_and_repeats_nothing(maker, watch, session, config):
    made = [maker.request(State.ASSIGNED, at=TUESDAY) for _ in range(6)]
    session.commit()
    at = paris(MORNING)
    words = [sys.executable, "-c", KILLED, str(config.data_dir), config.database_url, at.isoformat()]
    killed = subprocess.run(words, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False, capture_output=True, text=True, timeout=60)
    assert killed.returncode == -9, killed.stderr
    session.rollback()
    assert session.scalar(select(func.count()).select_from(OutgoingMail)) == 4
    assert session.scalar(select(func.count()).select_from(OutreachReminder)) == next_steps(session) == 2
    watch.sweep(at)
    assert watch.written() == {(SORTS, "outreach-answering"): 6, (SECOND, "outreach-assigned"): 6}
    assert [next_steps(session, one) for one in made] == [1] * 6
