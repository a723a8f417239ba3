import logging
import os
import socket
import threading
import time

import pytest
from structlog.testing import capture_logs

from app.jobs import queue as queues
from app.jobs import worker
from app.jobs.queue import each_minute, open_queue

REDIS = "redis://127.0.0.1:6379/0"


def redis_absence():
    """Why the queue cannot be tried on Redis; None when it can."""
    try:
        import redis  # noqa: F401
    except ImportError:
        return "its client is not installed"
    try:
        socket.create_connection(("127.0.0.1", 6379), timeout=1).close()
    except OSError:
        return "no Redis answers at 127.0.0.1:6379"
    return None


@pytest.fixture(params=["", REDIS], ids=["embedded", "redis"])
def queue(request, tmp_path, monkeypatch):
    """A queue of its own."""
    if request.param and (reason := redis_absence()):
        pytest.skip(reason)
    monkeypatch.setattr(queues, "NAME", f"reperes-test-{os.getpid()}")
    opened = open_queue(request.param, tmp_path)
    opened.flush()
    yield opened
    opened.flush()
    opened.storage.close()


def test_each_minute_is_told_once(queue):
    told = []
    each_minute(queue, lambda: told.append(1))
    consumer = queue.create_consumer(workers=1)
    consumer.start()
    end = time.monotonic() + 5
    while not told and time.monotonic() < end:
        time.sleep(0.05)
    consumer.stop(graceful=True)

    assert told == [1]


def test_the_lookout_goes_on_after_a_look_that_failed(monkeypatch):
    monkeypatch.setattr(worker, "LOOK_EVERY", 0.01)
    looks, seen = [], threading.Event()

    def look():
        looks.append(1)
        if len(looks) == 1:
            raise RuntimeError
        seen.set()

    lookout = worker.Lookout(look)
    lookout.start()
    assert seen.wait(5)
    lookout.end()
    assert not lookout.is_alive()


def test_the_lookout_ends_the_process_of_a_parent_that_is_gone(monkeypatch):
    monkeypatch.setattr(worker, "LOOK_EVERY", 0.01)
    killed = []
    monkeypatch.setattr(worker.os, "kill", lambda *words: killed.append(words))
    lookout = worker.Lookout(lambda: pytest.fail("looked for nobody"), parent=1 << 30)
    lookout.start()
    lookout.join(5)

    assert killed == [(os.getpid(), worker.signal.SIGTERM)]


def test_the_embedded_queue_is_a_file_of_the_data(tmp_path):
    open_queue("", tmp_path).storage.close()

    assert (tmp_path / "queue.sqlite3").exists()


def test_a_queue_that_is_gone_is_said_once_a_minute(tmp_path):
    open_queue("", tmp_path).storage.close()
    with capture_logs() as events:
        for _ in range(3):
            logging.getLogger("huey.consumer.Worker").error("Error reading from queue")

    assert [(event["event"], event["said"]) for event in events] == [("queue", "Error reading from queue")]
