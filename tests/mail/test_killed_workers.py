"""A worker is killed while it sends, again and again: no mail is lost, and one that goes twice goes under the same name."""

import base64
import os
import subprocess
import sys
import threading
from collections import Counter
from datetime import timedelta

from sqlalchemy import select, update

from app.config import ROOT
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.mail.models import OutgoingMail

MAILS = 12
ROUNDS = 2
TAKEN_A_ROUND = 3


def start(config, server, said):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
    env = {
        **kept,
        "REPERES_DATA_DIR": str(config.data_dir),
        "DATABASE_URL": config.database_url,
        "REPERES_KEYS": "k1:" + base64.b64encode(b"k" * 32).decode(),
        "SMTP_URL": f"smtp+plain://127.0.0.1:{server.port}",
        "REPERES_MAIL_FROM": "bonjour@reperes.exemple.fr",
    }
    words = [sys.executable, "-c", "from app.ops.cli import main; main()", "sweep", "outbox"]
    return subprocess.Popen(words, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=said)


def test_no_mail_is_lost_when_workers_are_killed(config, posted, sweep, server, session):
    posted(*(f"quelquun{n}@exemple.fr" for n in range(MAILS)))
    expected = set(session.scalars(select(OutgoingMail.message_id)))
    for round_number in range(ROUNDS):
        enough = threading.Event()
        until = len(server.taken) + TAKEN_A_ROUND + round_number % 2

        def look(until=until, enough=enough):
            if len(server.taken) >= until:
                enough.set()
                threading.Event().wait(0.3)

        server.meanwhile = look
        log = config.data_dir / "worker.log"
        with log.open("wb") as said:
            worker = start(config, server, said)
        try:
            assert enough.wait(60), log.read_text()
        finally:
            worker.kill()
            worker.wait()
        with unit_of_work(session):
            held = OutgoingMail.claimed_at.is_not(None)
            session.execute(update(OutgoingMail).where(held).values(claimed_at=utc_now() - timedelta(minutes=11)))
    server.meanwhile = lambda: None
    sweep(server.port)

    sent = Counter(name.strip("<>") for name in server.names)
    assert set(sent) == expected
    assert sum(count - 1 for count in sent.values()) <= ROUNDS
    session.rollback()
    assert session.scalars(select(OutgoingMail).where(OutgoingMail.sent_at.is_(None))).all() == []
