"""`reperes serve` with its worker beside it, as `make run` starts them."""

import os
import signal
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.config import Config
from app.core.encryption import give_keys
from app.core.language import FRENCH
from app.core.unit_of_work import unit_of_work
from app.mail.letters import Letter, Paragraph
from app.mail.services import post
from tests.ops.serving import answers, until

TO = "quelquun@exemple.fr"


def workers_of(parent):
    """Processes of the background that a server started, and that are alive."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words, state = (folder / "cmdline").read_bytes().split(b"\0"), (folder / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if words[-4:-1] == [b"worker", b"--parent", str(parent).encode()] and state != "Z":
            found.append(int(folder.name))
    return found


def write_to(environment):
    config = Config.from_env(environment)
    engine = create_engine(config.database_url)
    give_keys(engine, config.keyring)
    letter = Letter("sign-in", FRENCH, "Votre code", (Paragraph("123 456", is_secret=True),), "Repères")
    with Session(engine) as session, unit_of_work(session):
        post(session, TO, letter)
    engine.dispose()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="reads processes from /proc")
def test_the_worker_sends_comes_back_when_it_is_killed_and_ends_with_the_server_that_is_killed(served, environment, tmp_path):
    folder = tmp_path / "data" / "mails"
    (first,) = until(lambda: workers_of(served.pid))

    write_to(environment)
    (mail,) = until(lambda: list(folder.glob("*.eml")))
    assert TO in mail.read_text()

    os.kill(first, signal.SIGKILL)
    (second,) = until(lambda: [pid for pid in workers_of(served.pid) if pid != first])
    assert answers(environment["PORT"]) == 200

    served.kill()
    assert until(lambda: second not in workers_of(served.pid)), "the worker outlived its server"
    said = (tmp_path / "said").read_text()
    assert said.count("Le travail de fond est en marche.") >= 1
    assert "/developpement/courriels" in said
    assert "Traceback" not in said


def test_a_server_can_be_told_to_go_without_a_worker(environment, tmp_path):
    assert Config.from_env(environment).jobs
    assert not Config.from_env({**environment, "REPERES_JOBS": "off"}).jobs
