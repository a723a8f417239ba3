"""A round of tonight on a live server, and somebody of its team with a phone; the network cut and given back."""

from datetime import date, datetime, time, timedelta
from time import monotonic

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account, DeviceSession, Membership, Organisation
from app.accounts.recognising import KEY
from app.core.clock import PARIS
from app.core.tokens import digest, new_token
from app.core.unit_of_work import unit_of_work
from app.outreach.models import OutreachAttempt, OutreachPassage, OutreachPlace, OutreachRequest, OutreachRound, OutreachTeam
from app.outreach.rules import Requester, State
from tests.support.browsing.visitor import Visitor, wait_until
from tests.support.moments import MONDAY

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
WORDS, NOTE = "derrière le kiosque de l’Exemple", "Un mot que personne d’autre ne lit (exemple)."
SECRET = "a secret that only tests share, long enough"  # noqa: S105 - the live server's  # pragma: allowlist secret
DAY = max(date.today(), MONDAY.date())  # noqa: DTZ011 - the worker of a real browser goes by the real day
EVENING = datetime.combine(DAY, time(21), PARIS)
KEPT = """async () => {
  const found = {};
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve) => { indexedDB.open(name).onsuccess = (event) => resolve(event.target.result); });
    for (const store of database.objectStoreNames) {
      const rows = await new Promise((resolve) => {
        database.transaction(store).objectStore(store).getAll().onsuccess = (event) => resolve(event.target.result);
      });
      found[store] = rows.map((row) => JSON.stringify(row, (key, value) => {
        const isBytes = value instanceof ArrayBuffer || ArrayBuffer.isView(value);
        return isBytes ? btoa(String.fromCharCode(...new Uint8Array(value.buffer || value))) : value;
      }));
    }
    database.close();
  }
  return found;
}"""
FILES = """async () => {
  const addresses = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) addresses.push(new URL(request.url).pathname);
  }
  return addresses;
}"""
CONTROLLED = "navigator.serviceWorker.controller !== null"


LONGEST_WAIT = 60.0
"""Seconds: the page tries again every thirty."""


class Evening:
    """A round of tonight on a live server: its team, the cookies of two members, one request on it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        session.expire_on_commit = False
        with unit_of_work(session):
            organisation = Organisation(name=f"Maraude {new_token()}", departement="07", created_at=MONDAY, verified_at=MONDAY)
            session.add(organisation)
            session.flush()
            team = OutreachTeam(name="Équipe exemple", departement="07", organisation_id=organisation.id, created_at=MONDAY)
            session.add(team)
            session.flush()
            self.cookies = [self._member(organisation.id) for _ in range(2)]
            self.round = OutreachRound(team_id=team.id, day=DAY, starts=time(20), ends=time(23, 59), name="Centre exemple")
            session.add(self.round)
            session.flush()
            self.requests = [self._request(team.id) for _ in range(2)]
        self.path = f"/aller-vers/tournees/{self.round.id}/jour"

    def _member(self, organisation: int) -> str:
        token = new_token()
        account = Account(email=f"{token}@exemple.fr", created_at=MONDAY, last_seen_at=MONDAY)
        self._session.add(account)
        self._session.flush()
        self._session.add(Membership(account_id=account.id, organisation_id=organisation, role="membre", created_at=MONDAY))
        self._session.add(
            DeviceSession(account_id=account.id, token_digest=digest(token), device="Essai", created_at=MONDAY, last_seen_at=MONDAY)
        )
        signer = Flask(__name__)
        signer.secret_key = SECRET
        return str(SecureCookieSessionInterface().get_signing_serializer(signer).dumps({KEY: token}))

    def _request(self, team: int) -> OutreachRequest:
        asked = MONDAY - timedelta(days=1)
        made = OutreachRequest(
            state=State.PLANNED, asked_as=Requester.PARTNER, commune="07186", departement="07", team_id=team, asked_at=asked,
            state_since=asked, last_action_at=asked, assigned_at=asked, planned_at=EVENING,
        )  # fmt: skip
        self._session.add(made)
        self._session.flush()
        self._session.add(OutreachPlace(request_id=made.id, words=WORDS, point="44.73512,4.59921"))
        self._session.add(OutreachPassage(round_id=self.round.id, request_id=made.id, planned_at=EVENING, placed_at=asked))
        return made

    def written(self) -> list[OutreachAttempt]:
        """What the server has of this round."""
        self._session.rollback()
        return list(self._session.scalars(select(OutreachAttempt).where(OutreachAttempt.round_id == self.round.id)))

    def take_back(self) -> None:
        """Take the first request from the team."""
        with unit_of_work(self._session):
            self.requests[0].state, self.requests[0].team_id = State.TO_SORT, None
            passage = self._session.scalars(select(OutreachPassage).where(OutreachPassage.request_id == self.requests[0].id)).one()
            passage.removed_at = MONDAY


def sign_in(page: Page, visitor: Visitor, cookie: str) -> None:
    page.context.add_cookies([{"name": "session", "value": cookie, "url": visitor.live.url}])


def is_kept(page: Page) -> None:
    expect(page.locator("#garde")).to_be_visible()
    wait_until(page, CONTROLLED)


def kept(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = page.evaluate(KEPT)
    return found


def note(page: Page, evening: Evening, result: str = "Personne non trouvée", words: str = NOTE) -> None:
    card = page.locator(f"#demande-{evening.requests[0].id}")
    card.locator("summary").last.click()
    card.get_by_label(result).check()
    card.locator("textarea").fill(words)
    card.get_by_role("button", name="Garder ce passage").click()


def cut(page: Page) -> None:
    page.context.set_offline(True)


def back(page: Page) -> None:
    page.context.set_offline(False)


def sent_everything(page: Page, evening: Evening, many: int = 1) -> None:
    """Wait until the server has so many attempts, and the page says that nothing waits; on a busy machine, another try is needed."""
    until = monotonic() + LONGEST_WAIT
    while len(evening.written()) < many and monotonic() < until:
        page.wait_for_timeout(100)
    expect(page.locator("#en-attente")).to_be_hidden(timeout=LONGEST_WAIT * 1000)
    expect(page.locator("#passages [data-queued]")).to_have_count(0)
