"""People send answers while workers of the web and what moves answers are killed: each acknowledged answer is there, once.

`REPERES_LOAD=full`: fifty a second for a minute; otherwise for some seconds, so that the suite stays short.
"""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import create_app
from app.accounts.models import Organisation
from app.config import ROOT, Config
from app.core.audit import Doer
from app.core.clock import today, utc_now
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.participation.carried import Carried, sealed
from app.participation.definition import read
from app.participation.display.checking import seen
from app.participation.models import Response, SentAnswer
from app.participation.record import Record, unpacked
from app.participation.rules import Channel, iso_week
from app.participation.services.campaigns import Plan, open_campaign
from app.participation.settings import Context, settings_of
from tests.ops.serving import serving
from tests.participation.making import question, text

IS_FULL = os.environ.get("REPERES_LOAD") == "full"
RATE, SECONDS = 50, 60 if IS_FULL else 6
AT_ONCE, RETRIES = 24, 60
WAIT, CUT, CUTS = 20.0, 0.001, 4
"""Seconds: one person in ten has a network that is cut before the answer comes, several times."""
MOVE = """
import time
from app import create_app
from app.config import Config
from app.core.clock import today, utc_now
from app.extensions import db
from app.participation.clock import sweep_participation
app = create_app(Config.from_env())
with app.app_context():
    print("ready", flush=True)
    while True:
        sweep_participation(db.session(), utc_now())
        db.session.remove()
        time.sleep(0.05)
"""
ASKED = {
    "code": "essai-de-charge", "title": text("Essai"), "intro": text("Essai"), "thanks": text("Merci"), "languages": ["fr"],
    "questions": [question("numero", "integer", settings={"min": 0, "max": 100_000})],
}  # fmt: skip


class Crowd:
    """People who went through all questions, and send."""

    def __init__(self, environment) -> None:
        self.app = create_app(Config.from_env(environment))
        self.config = self.app.extensions["reperes"]
        with self.app.app_context():
            self.engine = db.engine
        context = Context(Session(self.engine, expire_on_commit=False), settings_of(self.config), utc_now())
        with context.session as session, unit_of_work(session):
            asking = Organisation(name="Qui demande (exemple)", created_at=utc_now(), verified_at=utc_now())
            session.add(asking)
            session.flush()
            self.campaign = open_campaign(context, asking.id, read(ASKED), Plan("Exemple", ("fr",)), Doer("organisation"))
        self.page = f"http://127.0.0.1:{environment['PORT']}/enquetes/{self.campaign.slug}/envoyer"
        self.acknowledged: set[int] = set()
        self.retried = 0
        self._local = threading.local()

    def cookies(self, number: int) -> dict[str, str]:
        """What the device of one person carries."""
        carried = Carried(self.campaign.version_id, Channel.LINK, utc_now(), {"numero": number}, nonce=f"nonce of {number}")
        (whole,) = sealed(self.config.keyring, self.campaign.id, carried)
        return {"enquete": whole}

    def seen(self, number: int) -> str:
        """What the page of somebody says that they read before sending."""
        return seen(Record(self.campaign.version_id, Channel.LINK, iso_week(today()), {"numero": number}))

    def send(self, number: int) -> None:
        """Send the answers of one person until they are acknowledged, as somebody does whose network comes and goes."""
        cookies = self.cookies(number)
        for turn in range(RETRIES):
            try:
                self._send(number, cookies, CUT if number % 10 == 0 and turn < CUTS else WAIT)
            except requests.RequestException:
                time.sleep(0.2)
            if number in self.acknowledged:
                return
            self.retried += 1

    def _send(self, number: int, cookies: dict[str, str], wait: float) -> None:
        token, kept = self._form(cookies)
        answer = requests.post(
            self.page,
            data={"csrf_token": token, "vu": self.seen(number)},
            cookies={**cookies, **kept},
            timeout=(WAIT, wait),
            allow_redirects=False,
        )
        if answer.status_code == 303 and answer.headers["Location"].endswith("/merci"):
            self.acknowledged.add(number)

    def _form(self, cookies: dict[str, str]) -> tuple[str, dict[str, str]]:
        """The token of a form and the session that it goes with, asked once a thread."""
        if not hasattr(self._local, "form"):
            page = requests.get(self.page, cookies=cookies, timeout=WAIT, allow_redirects=False)
            found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
            if not found:
                msg = f"no form in an answer {page.status_code}"
                raise requests.RequestException(msg)
            self._local.form = (found[1], {"session": page.cookies["session"]})
        return self._local.form


def children(number: int) -> list[int]:
    """The processes that a process started."""
    return [int(one) for one in Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii").split()]


@pytest.fixture
def crowd(environment, tmp_path):
    with serving({**environment, "REPERES_JOBS": "off"}, tmp_path / "said"):
        made = Crowd(environment)
    yield made
    made.engine.dispose()


def test_every_acknowledged_answer_is_stored_once(crowd, environment, tmp_path):
    numbers = range(RATE * SECONDS)
    with serving(environment, tmp_path / "said") as process, ThreadPoolExecutor(AT_ONCE) as pool:
        mover, killed = moving(environment), 0
        assert mover.stdout is not None
        assert mover.stdout.readline() == b"ready\n"
        started = time.monotonic()
        for number in numbers:
            time.sleep(max(0.0, started + number / RATE - time.monotonic()))
            pool.submit(crowd.send, number)
            if number in (len(numbers) // 3, 2 * len(numbers) // 3):
                for child in children(process.pid):
                    os.kill(child, signal.SIGKILL)
                    killed += 1
                end(mover)
                mover = moving(environment)
        pool.shutdown(wait=True)
        end(mover)
    assert killed >= 4, "two workers of the web, twice"
    assert crowd.acknowledged == set(numbers)
    assert crowd.retried >= len(numbers) // 10, "nobody was cut: this proved too little"
    with Session(crowd.engine) as session:
        moved = [one["numero"] for one in session.scalars(select(Response.answers))]
        waiting = [unpacked(one.body or "").answers["numero"] for one in session.scalars(select(SentAnswer))]
    assert moved, "nothing was moved while people answered"
    assert Counter([*moved, *waiting]) == Counter(numbers)


def moving(environment) -> subprocess.Popen[bytes]:
    """What moves answers, again and again."""
    return subprocess.Popen(
        [sys.executable, "-c", MOVE], cwd=ROOT, env=dict(environment), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process, whatever it is doing."""
    process.kill()
    process.communicate()
