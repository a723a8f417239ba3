"""An environment of one’s own, and a server in it."""

import os
import socket

import pytest

from tests.ops.serving import serving


@pytest.fixture
def environment(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
    return {**kept, "PORT": str(port), "REPERES_DATA_DIR": str(tmp_path / "data"), "PYTHONUTF8": "1"}


@pytest.fixture
def served(environment, tmp_path):
    """A server that answers; its errors go to the file `said`."""
    with serving(environment, tmp_path / "said") as process:
        yield process
