"""The server is killed while people decide, again and again: what was acknowledged stands, once, and its letter is in the outbox."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from flask.sessions import SecureCookieSessionInterface
from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import create_app
from app.accounts.models import Account, DeviceSession, Membership, Organisation
from app.config import Config
from app.core.clock import utc_now
from app.core.tokens import digest
from app.core.unit_of_work import unit_of_work
from app.directory.models import Keeping, Service
from app.extensions import db
from app.mail.models import OutgoingMail
from app.orientations.models import Orientation, OrientationStep
from app.orientations.rules import Action, Actor, Mover, State
from app.orientations.services.moving import move
from app.orientations.settings import Context, settings_of
from tests.ops.serving import kill_all, serving

MANY, ROUNDS, AT_ONCE, PER_ROUND = 24, 3, 4, 5
DEVICE = "a device that only this test knows"


class World:
    """The database of the server, and a browser of somebody who may decide."""

    def __init__(self, environment):
        self.app = create_app(Config.from_env(environment))
        self.base = f"http://127.0.0.1:{environment['PORT']}"
        with self.app.app_context():
            self.engine = db.engine

    def furnish(self) -> list[int]:
        """Add what is to be decided; return the numbers."""
        now = utc_now()
        with Session(self.engine) as session, unit_of_work(session):
            service = session.scalars(select(Service).order_by(Service.id).limit(1)).one()
            sending, receiving = (Organisation(name=name, created_at=now, verified_at=now) for name in ("Qui oriente", "Qui reçoit"))
            accounts = [Account(email=f"{who}@exemple.fr", created_at=now, last_seen_at=now) for who in ("emetteur", "destinataire")]
            session.add_all([sending, receiving, *accounts])
            session.flush()
            for account, organisation in zip(accounts, (sending, receiving), strict=True):
                session.add(Membership(account_id=account.id, organisation_id=organisation.id, role="membre", created_at=now))
            session.add(Keeping(organisation_id=receiving.id, structure_id=service.structure_id, way="moderation", since=now))
            session.add(DeviceSession(account_id=accounts[1].id, token_digest=digest(DEVICE), created_at=now, last_seen_at=now))
            context = Context(session, settings_of(self.app.extensions["reperes"]), now)
            made = [
                Orientation(
                    service_id=service.id, structure_id=service.structure_id, kind="domiciliation", departement="07",
                    organisation_id=sending.id, sender_id=accounts[0].id, recorded_at=now, created_at=now, state_since=now,
                    last_action_at=now,
                )
                for _ in range(MANY)
            ]  # fmt: skip
            session.add_all(made)
            session.flush()
            for one in made:
                move(context, one, Action.SEND, Mover(Actor.SENDER, accounts[0].id, sending.id))
            return [one.id for one in made]

    def browser(self) -> requests.Session:
        signed = SecureCookieSessionInterface().get_signing_serializer(self.app).dumps({"device": DEVICE})
        browser = requests.Session()
        browser.cookies.set("session", signed, domain="127.0.0.1")
        return browser

    def decide(self, browser: requests.Session, number: int) -> bool:
        """Open the page, say that the service will call, send; return whether that was acknowledged."""
        path = f"{self.base}/orientations/{number}/decision/accepter"
        try:
            page = browser.get(path, timeout=20, allow_redirects=False)
            if page.status_code != 200:
                return False
            (form,) = html.fromstring(page.text).xpath("//form[contains(@action, '/decision/accepter')]")
            hidden = {field.get("name"): field.get("value", "") for field in form.xpath(".//input[@type='hidden']")}
            data = {**hidden, "day": "2026-12-15", "hour": "10:00", "place": "Sur place"}
            answer = browser.post(path, data=data, timeout=20, allow_redirects=False)
        except requests.RequestException:
            return False
        return answer.status_code == 303


@pytest.fixture
def world(environment, tmp_path):
    environment["REPERES_JOBS"] = "off"
    with serving(environment, tmp_path / "said"):
        made = World(environment)
    yield made
    made.engine.dispose()


def test_nothing_acknowledged_is_lost_and_nothing_is_decided_twice(world, environment, tmp_path):
    waiting = world.furnish()
    acknowledged: set[int] = set()
    for round_number in range(ROUNDS + 1):
        enough = threading.Event()
        goal = MANY if round_number == ROUNDS else len(acknowledged) + PER_ROUND

        def work(number, enough=enough, goal=goal):
            if not (enough.is_set() and goal < MANY) and world.decide(world.browser(), number):
                acknowledged.add(number)
                if len(acknowledged) >= goal:
                    enough.set()

        with serving(environment, tmp_path / "said") as process, ThreadPoolExecutor(AT_ONCE) as pool:
            for number in waiting:
                if number not in acknowledged:
                    pool.submit(work, number)
            if round_number < ROUNDS:
                assert enough.wait(60)
                kill_all(process)
    with Session(world.engine) as session:
        states = {row.id: row.state for row in session.execute(select(Orientation.id, Orientation.state))}
        steps = Counter(session.scalars(select(OrientationStep.orientation_id).where(OrientationStep.action == Action.ACCEPT)))
        letters = session.scalars(select(OutgoingMail.id)).all()
    assert {states[number] for number in acknowledged} == {State.ACCEPTED}
    accepted = {number for number, state in states.items() if state == State.ACCEPTED}
    assert accepted == set(waiting)
    assert steps == Counter(waiting)
    assert len(letters) == len(waiting)
