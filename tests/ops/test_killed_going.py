"""The server is killed while a coordination sorts and a team sends its attempts, again and again.

What was acknowledged stands, once, its letter is in the outbox; what a phone sends again because nobody answered is one attempt.
"""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import requests
from flask.sessions import SecureCookieSessionInterface
from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import create_app
from app.accounts.models import Account, DeviceSession, Membership, Organisation
from app.config import Config
from app.core.clock import PARIS, utc_now
from app.core.tokens import digest
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.mail.models import OutgoingMail
from app.outreach.models import (
    OutreachAssignment,
    OutreachAttempt,
    OutreachNote,
    OutreachPassage,
    OutreachRequest,
    OutreachRound,
    OutreachSector,
    OutreachStep,
    OutreachTeam,
    OutreachTeamSector,
)
from app.outreach.rules import Action, Actor, Mover, NoteKind, Requester, Result, State
from app.outreach.services.moving import move
from app.outreach.settings import Context, settings_of
from tests.ops.serving import kill_all, serving

SORTED, TRIED, ROUNDS, AT_ONCE, PER_ROUND = 16, 16, 3, 4, 6
DEVICE = "a device that only this test knows"


class World:
    """The database of the server, and a browser of somebody who sorts and goes."""

    def __init__(self, environment):
        self.app = create_app(Config.from_env(environment))
        self.base = f"http://127.0.0.1:{environment['PORT']}"
        self.to_sort: list[int] = []
        self.to_try: list[int] = []
        with self.app.app_context():
            self.engine = db.engine

    def furnish(self) -> None:
        """Add a sector, a team on its round, what is to be sorted, and whom the team goes towards now."""
        now = utc_now()
        context = Context(Session(self.engine), settings_of(self.app.extensions["reperes"]), now)
        with context.session as session, unit_of_work(session):
            sorting, going = (Organisation(name=name, created_at=now, verified_at=now) for name in ("Qui trie", "Qui va"))
            account = Account(email="equipe@exemple.fr", created_at=now, last_seen_at=now)
            session.add_all([sorting, going, account])
            session.flush()
            for organisation in (sorting, going):
                session.add(Membership(account_id=account.id, organisation_id=organisation.id, role="membre", created_at=now))
            session.add(DeviceSession(account_id=account.id, token_digest=digest(DEVICE), created_at=now, last_seen_at=now))
            sector = OutreachSector(name="Exemple", departement="07", organisation_id=sorting.id, created_at=now)
            team = OutreachTeam(name="Équipe exemple", departement="07", organisation_id=going.id, created_at=now)
            session.add_all([sector, team])
            session.flush()
            session.add(OutreachTeamSector(team_id=team.id, sector_id=sector.id))
            starts, ends = ((now + timedelta(hours=hours)).astimezone(PARIS) for hours in (-1, 2))
            self.round = OutreachRound(team_id=team.id, day=starts.date(), starts=starts.time(), ends=ends.time())
            session.add(self.round)
            session.flush()
            self.to_sort = [self._request(context, sector).id for _ in range(SORTED)]
            planned = [self._request(context, sector) for _ in range(TRIED)]
            for one in planned:
                one.team_id, one.planned_at = team.id, now
                move(context, one, Action.ASSIGN, Mover(Actor.COORDINATOR))
                move(context, one, Action.PLAN, Mover(Actor.TEAM))
                session.add(OutreachPassage(round_id=self.round.id, request_id=one.id, planned_at=now, placed_at=now))
            self.to_try = [one.id for one in planned]
            self.team, self.number = team.id, self.round.id

    @staticmethod
    def _request(context: Context, sector: OutreachSector) -> OutreachRequest:
        made = OutreachRequest(
            asked_as=Requester.PARTNER, commune="07186", departement="07", sector_id=sector.id, asked_at=context.now,
            state_since=context.now, last_action_at=context.now,
        )  # fmt: skip
        context.session.add(made)
        context.session.flush()
        move(context, made, Action.ROUTE, Mover(Actor.CLOCK))
        return made

    def browser(self) -> requests.Session:
        signed = SecureCookieSessionInterface().get_signing_serializer(self.app).dumps({"device": DEVICE})
        browser = requests.Session()
        browser.cookies.set("session", signed, domain="127.0.0.1")
        return browser

    def deal(self, browser: requests.Session, number: int) -> bool:
        """Give a request to the team, or tell an attempt; return whether that was acknowledged."""
        try:
            if number in self.to_sort:
                path = f"/aller-vers/demandes/{number}/attribuer"
                return self._send(browser, path, path, team=self.team)
            day, there = (f"/aller-vers/tournees/{self.number}/{piece}" for piece in ("jour", "tentatives"))
            told = {"demande": number, "resultat": Result.NOT_FOUND, "heure": "", "note": "Personne (exemple).", "marque": mark(number)}
            return self._send(browser, day, there, **told)
        except requests.RequestException:
            return False

    def _send(self, browser: requests.Session, page: str, path: str, **data) -> bool:
        opened = browser.get(f"{self.base}{page}", timeout=20, allow_redirects=False)
        if opened.status_code != 200:
            return False
        form = html.fromstring(opened.text).xpath(f"//form[contains(@action, '{path}')]")[0]
        hidden = {field.get("name"): field.get("value", "") for field in form.xpath(".//input[@type='hidden']")}
        answer = browser.post(f"{self.base}{path}", data={**hidden, **data}, timeout=20, allow_redirects=False)
        return answer.status_code == 303


def mark(number: int) -> str:
    """What the phone of this test drew for the attempt at a request."""
    return f"a-mark-of-a-phone-{number:06}"


@pytest.fixture
def world(environment, tmp_path):
    environment["REPERES_JOBS"] = "off"
    with serving(environment, tmp_path / "said"):
        made = World(environment)
    yield made
    made.engine.dispose()


def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(world, environment, tmp_path):
    world.furnish()
    waiting = [number for pair in zip(world.to_sort, world.to_try, strict=True) for number in pair]
    acknowledged: set[int] = set()
    for round_number in range(ROUNDS + 1):
        enough = threading.Event()
        goal = len(waiting) if round_number == ROUNDS else len(acknowledged) + PER_ROUND

        def work(number, enough=enough, goal=goal):
            if not (enough.is_set() and goal < len(waiting)) and world.deal(world.browser(), number):
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
    check(world)
    assert acknowledged >= set(world.to_try), "a phone goes on until it is acknowledged"


def check(world) -> None:
    with Session(world.engine) as session:
        states = {row.id: row.state for row in session.execute(select(OutreachRequest.id, OutreachRequest.state))}
        steps = Counter((row.request_id, row.action) for row in session.execute(select(OutreachStep.request_id, OutreachStep.action)))
        marks = Counter(session.scalars(select(OutreachAttempt.mark)))
        notes = Counter(session.scalars(select(OutreachNote.request_id).where(OutreachNote.kind == NoteKind.OF_TEAM)))
        asked = Counter(session.scalars(select(OutreachAssignment.request_id)))
        letters = session.scalars(select(OutgoingMail.purpose)).all()
    assert {states[number] for number in world.to_sort} == {State.ASSIGNED}
    assert {states[number] for number in world.to_try} == {State.TRIED}
    assert {steps[number, Action.ASSIGN] for number in world.to_sort} == {1}
    assert {steps[number, Action.ATTEMPT] for number in world.to_try} == {1}
    assert marks == Counter(digest(mark(number)) for number in world.to_try)
    assert notes == Counter(world.to_try)
    assert asked == Counter(world.to_sort)
    assert Counter(letters) == {"outreach-assigned": SORTED}
