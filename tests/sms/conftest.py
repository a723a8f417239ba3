import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sqlalchemy.orm import Session

from app.config import SmsGateway
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.sms.models import OutgoingSms
from app.sms.sending import sweep_sms
from app.sms.services import post
from tests.support.plugins.applications import make_config

MOBILE, DIALLED = "06 39 98 01 02", "+33639980102"
WORDS = "Rappel : vous avez un rendez-vous demain."
TOKEN = "jeton-d-essai"  # noqa: S105 - of a gateway that tests run


class Gateway(ThreadingHTTPServer):
    """A gateway of this machine: what it took, and what it answers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.taken: list[dict[str, str]] = []
        self.signed: list[str | None] = []
        self.paths: list[str] = []
        self.answers: list[int] = []
        """Statuses to answer, the next first; then 202."""
        self.location = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/messages"


class _Handler(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.paths.append(self.path)
        self.server.taken.append(said)
        self.server.signed.append(self.headers["Authorization"])
        status = self.server.answers.pop(0) if self.server.answers else 202
        if not status:
            self.close_connection = True
            return
        self.send_response(status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def gateway():
    server = Gateway()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def posted(session):
    """Put messages into the outbox: `posted("06 …")` returns the numbers of their rows."""

    def put(*recipients, text=WORDS):
        with unit_of_work(session):
            messages = [post(session, recipient, text, "rappel") for recipient in recipients]
        return [message.id for message in messages]

    return put


@pytest.fixture
def sweep(app):
    """Sweep the outbox towards a gateway (a folder without one), with a session of its own; how many messages left."""

    def run(url: str = "", **changes) -> int:
        settings = SmsGateway(url=url, token=TOKEN, sender="Reperes") if url else None
        config = make_config(app.extensions["reperes"].data_dir, "sqlite://", sms=settings, **changes)
        with app.app_context():
            engine = db.engine
        with Session(engine) as session:
            return sweep_sms(config)(session, utc_now())

    return run


@pytest.fixture
def row(session):
    """The row of a message as it is now."""

    def read(number):
        session.rollback()
        session.expire_all()
        return session.get_one(OutgoingSms, number)

    return read
