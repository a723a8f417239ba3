import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[2]
SECRET = "s" * 48
TRACEBACK = "Traceback"


def environment(folder, **changes):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
    return {**kept, "REPERES_DATA_DIR": str(folder / "data"), "PYTHONUTF8": "1", **changes}


def command(*words):
    return [sys.executable, "-c", "from app.ops.cli import main; main()", *words]


@pytest.fixture
def reperes(tmp_path):
    """Run `reperes` as an operator does, in an environment of its own; what it said and how it ended."""

    def run(*words, **changes):
        return subprocess.run(
            command(*words), cwd=ROOT, env=environment(tmp_path, **changes), capture_output=True, text=True, timeout=60, check=False
        )

    return run


@pytest.fixture
def busy_port():
    """A port of this machine on which somebody listens already."""
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        somebody.listen()
        yield somebody.getsockname()[1]


@pytest.fixture
def free_port():
    """A port of this machine on which nobody listens."""
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        return somebody.getsockname()[1]


def test_help_names_the_commands(reperes):
    said = reperes("--help")

    assert said.returncode == 0
    for name in ("serve", "load", "migrate", "demo"):
        assert re.search(rf"^  {name}\b", said.stdout, re.MULTILINE), said.stdout


@pytest.mark.parametrize(
    ("words", "changes", "expected"),
    [
        (("serve",), {"PORT": "http"}, "PORT vaut « http »"),
        (("load",), {"PORT": "99999"}, "PORT vaut « 99999 »"),
        (("serve",), {"REPERES_ENV": "production", "REPERES_BASE_URL": "https://a.fr"}, "SECRET_KEY manque"),
        (("migrate",), {"REPERES_ENV": "production", "SECRET_KEY": SECRET}, "REPERES_BASE_URL manque"),
        (("serve",), {"REPERES_ENV": "staging"}, "REPERES_ENV vaut « staging »"),
        (("serve",), {"DATABASE_URL": "mysql://a/b"}, "DATABASE_URL"),
    ],
)
def test_what_the_environment_lacks_is_said_in_one_sentence(words, changes, expected, reperes):
    said = reperes(*words, **changes)

    assert expected in said.stderr
    assert TRACEBACK not in said.stderr
    assert said.returncode == 2


def test_help_is_given_even_where_the_environment_will_not_do(reperes):
    said = reperes("--help", PORT="http")

    assert "serve" in said.stdout + said.stderr
    assert TRACEBACK not in said.stderr


def test_an_unknown_command_is_said(reperes):
    said = reperes("dance")

    assert said.returncode == 2
    assert "dance" in said.stderr
    assert TRACEBACK not in said.stderr


def test_a_database_out_of_reach_is_said_without_a_trace(reperes):
    said = reperes("load", DATABASE_URL="postgresql://127.0.0.1:1/none?connect_timeout=2")

    assert said.returncode != 0
    assert TRACEBACK not in said.stderr
    assert "base" in said.stderr


def test_loading_makes_the_tables_that_it_needs_and_a_second_run_adds_nothing(reperes):
    first, second = reperes("load"), reperes("load")

    assert (first.returncode, second.returncode) == (0, 0)
    assert "4021 mairies ajoutées" in first.stderr
    assert re.search(r"\b0 mairie", second.stderr)


def test_a_port_that_is_taken_is_said_at_once(reperes, busy_port):
    began = time.monotonic()
    said = reperes("serve", PORT=str(busy_port))

    assert said.returncode not in (0, None)
    assert TRACEBACK not in said.stderr
    assert str(busy_port) in said.stderr
    assert "PORT" in said.stderr
    assert "répond à" not in said.stderr
    assert time.monotonic() - began < 20


def test_serving_for_the_first_time_migrates_loads_answers_and_stops_when_told(tmp_path, free_port):
    env = environment(tmp_path, PORT=str(free_port))
    process = subprocess.Popen(command("serve"), cwd=ROOT, env=env, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert wait_for(f"http://127.0.0.1:{free_port}/readyz") == 200
        page = urlopen(f"http://127.0.0.1:{free_port}/recherche?q=domiciliation+Privas", timeout=10).read().decode()
        assert "Mairie de Privas" in page
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == 0
    assert f"http://127.0.0.1:{free_port}" in errors
    assert TRACEBACK not in errors


def wait_for(address):
    for _ in range(400):
        try:
            with urlopen(address, timeout=5) as answer:  # noqa: S310 - our own address
                return answer.status
        except (URLError, ConnectionError):
            time.sleep(0.1)
    return None
