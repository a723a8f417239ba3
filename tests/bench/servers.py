"""Servers under measure: gunicorn with the same settings for all, each on a free port of this machine."""

import gzip
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from app.config import ROOT

WORKERS = 2
THREADS = 4
START_SECONDS = 60
POLL_SECONDS = 0.005


class ServerFailed(Exception):
    """A server stopped, or never answered; the message is what it said."""


@dataclass(frozen=True, slots=True)
class Page:
    """One answer: status, bytes that travelled, text."""

    status: int
    size: int
    text: str


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers; `started_in` is the time from the birth of its process to its first answer, in seconds."""

    port: int
    process: int
    started_in: float

    def page(self, path: str) -> Page:
        """Fetch a page as browsers do, compressed."""
        return _fetch(self.port, path)

    def pss_mb(self) -> float:
        """Return the largest proportional share of memory among the workers, in MB (10⁶ bytes)."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text(encoding="ascii").split()
        return max(pss_bytes(int(child)) for child in children) / 1e6


@contextmanager
def serving(
    application: str, first_path: str, log: Path, *, python: Path, worker_class: str = "sync", env: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Serve `module:app` with this interpreter until the block ends, once `first_path` was answered 200."""
    port = _free_port()
    command = [str(python), "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS), "--worker-class", worker_class]
    command += ["--threads", str(THREADS)] if worker_class == "gthread" else []
    command += ["--preload", "--log-level", "warning", application]
    with log.open("wb") as output:
        born = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env={**surroundings(), **(env or {})}, stdout=output, stderr=output)
        try:
            _wait(process, port, first_path, log)
            yield Server(port, process.pid, time.perf_counter() - born)
        finally:
            process.terminate()
            process.wait(timeout=30)


def surroundings() -> dict[str, str]:
    """Return the variables of this process, less the one that would have Python compile every module again at each start."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _wait(process: subprocess.Popen[bytes], port: int, path: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            page = _fetch(port, path)
        except (OSError, HTTPException):
            time.sleep(POLL_SECONDS)
            continue
        if page.status == 200:
            return
        break
    raise ServerFailed(log.read_text(encoding="utf-8", errors="replace")[-4000:])


def _fetch(port: int, path: str) -> Page:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    is_compressed = answer.getheader("Content-Encoding") == "gzip"
    return Page(answer.status, len(body), (gzip.decompress(body) if is_compressed else body).decode())


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def pss_bytes(process: int) -> int:
    """Return the proportional share of memory of a process."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024
