"""A year of Paris, hour after hour: each due mail once, on a working morning, by a link that lives, whatever the worker goes through."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import PARIS
from app.core.tokens import digest
from app.core.unit_of_work import unit_of_work
from app.mail.letters import unpack
from app.mail.models import OutgoingMail
from app.orientations.models import Orientation, OrientationLink, OrientationReminder
from app.orientations.rules import State
from app.orientations.services.links import is_alive
from app.sms.models import OutgoingSms
from tests.orientations.conftest import SENDING
from tests.orientations.watching import COORDINATOR, PERSON, SENDER, TARGET, paris, sweep
from tests.support.plugins.accounts import account_of

FIRST, LAST = paris("2027-01-04 00:30"), paris("2028-01-04 00:30")
HOLIDAYS = {
    date.fromisoformat(day)
    for day in (
        "2027-01-01", "2027-03-29", "2027-05-01", "2027-05-06", "2027-05-08", "2027-05-17", "2027-07-14", "2027-08-15", "2027-11-01",
        "2027-11-11", "2027-12-25", "2028-01-01",
    )
}  # fmt: skip
STOPPED = (paris("2027-08-02 00:00"), paris("2027-08-23 00:00"))
"""Three weeks without a worker."""
SENT = (
    "2027-01-04 10:00",
    "2027-03-25 23:30",  # before Easter, and the Sunday on which summer time begins
    "2027-03-28 03:10",  # just after the hour that did not exist
    "2027-04-30 18:00",  # before the holidays of May
    "2027-05-05 17:59",
    "2027-07-12 09:00",  # its reminders fall before and while nobody works
    "2027-08-04 11:00",
    "2027-10-28 16:00",  # before the Sunday on which winter time begins, then a holiday
    "2027-10-31 02:30",  # in the hour that comes twice
    "2027-12-23 19:00",
)
STATES = (State.SENT, State.INCOMPLETE, State.WAITING, State.ACCEPTED, State.CONTACT, State.SUPPORT, State.REFUSED, State.TO_VERIFY)
DAYS = {
    "target-first": 3, "sender-warned": 5, "target-second": 7, "coordinator-told": 10, "silence": 30, "completion": 7,
    "waiting-confirmed": 14, "waiting-told": 17, "support-first": 30, "support-second": 90, "refusal-act": 7,
}  # fmt: skip
"""From the sending, which all of these are counted from here."""
EXPECTED = {
    State.SENT: {
        (TARGET, "target-first"), (TARGET, "target-second"), (SENDER, "sender-warned"), (COORDINATOR, "coordinator-told"),
        (SENDER, "silence"),
    },
    State.INCOMPLETE: {(SENDER, "completion")},
    State.WAITING: {(TARGET, "waiting-confirmed"), (SENDER, "waiting-told")},
    State.ACCEPTED: {(PERSON, "reminder"), (TARGET, "after-appointment"), (SENDER, "after-appointment"), (PERSON, "questions")},
    State.CONTACT: {(PERSON, "questions")},
    State.SUPPORT: {(PERSON, "questions"), (TARGET, "support-first"), (TARGET, "support-second")},
    State.REFUSED: {(SENDER, "refusal-act")},
    State.TO_VERIFY: {(COORDINATOR, "verification")},
}  # fmt: skip
"""What each orientation that stays in a state is owed, in a year that is long enough."""
APPOINTMENT, QUESTIONS = timedelta(days=9), 14


@dataclass(frozen=True)
class Mail:
    """One thing that left: to whom, what about, when; of which orientation."""

    to: str
    about: str
    at: datetime
    orientation: int


class World:
    """The orientations, and what left about each."""

    def __init__(self, session: Session, config, maker, service, sender) -> None:
        self.session, self.config = session, config
        self._maker, self._service, self._sender = maker, service, sender
        self.made: dict[int, tuple[State, datetime]] = {}
        self.mails: list[Mail] = []

    def send(self, moment: str) -> None:
        """Make an orientation in each state."""
        at = paris(moment).astimezone(UTC)
        for state in STATES:
            made = self._maker.orientation(self._service, self._sender[1], SENDING, state, at=at)
            self.made[made.id] = (state, at)

    def sweep(self, at: datetime) -> None:
        """Let two workers look, one after the other began; note what left."""
        if sweep(self.session, self.config, at):
            with Session(self.session.get_bind()) as other:
                assert sweep(other, self.config, at) == 0
            self.collect(at)

    def collect(self, at: datetime) -> None:
        """Note what waits to be sent, try its links, and empty the outbox."""
        with unit_of_work(self.session):
            for mail in self.session.scalars(select(OutgoingMail)):
                urls = [block.url for block in unpack(mail.letter).blocks if hasattr(block, "url")]
                about = mail.purpose.removeprefix("orientation-")
                number = self.of_link(urls[0], at) if mail.recipient == TARGET else int(urls[-1].rpartition("/")[2])
                self.mails.append(Mail(mail.recipient, about, at, number))
                self.session.delete(mail)
            for sms in self.session.scalars(select(OutgoingSms)):
                number = self.of_link(sms.text.split()[-1], at)
                self.mails.append(Mail(sms.recipient, sms.purpose.removeprefix("person-"), at, number))
                self.session.delete(sms)

    def of_link(self, url: str, at: datetime) -> int:
        """Return the orientation of a link, which must live for long."""
        wanted = OrientationLink.token_digest == digest(url.rpartition("/")[2])
        link = self.session.scalars(select(OrientationLink).where(wanted)).one()
        assert is_alive(link, at)
        assert is_alive(link, at + timedelta(days=29))
        return link.orientation_id


@pytest.fixture
def world(session, config, maker, service, sender):
    account_of(session, COORDINATOR, [("coordinateur", "07")], {})
    return World(session, config, maker, service, sender)


def hours() -> Iterator[datetime]:
    """Give each hour of the year, a little late each time; now and then, in the morning, the machine's clock is set back for an hour."""
    at, count = FIRST.astimezone(UTC), 0
    while at < LAST:
        if not STOPPED[0] <= at < STOPPED[1]:
            yield at
            if at.hour == 9 and at.day % 5 == 0:
                yield at - timedelta(hours=1)
        count += 1
        at += timedelta(hours=1, seconds=count % 7)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_year_of_orientations(world, database):
    """On SQLite alone: days and sides are what is tried; the statements run on both databases in `test_clock`."""
    to_send = list(SENT)
    with time_machine.travel(FIRST, tick=False) as traveller:
        for at in hours():
            while to_send and paris(to_send[0]) <= at:
                world.send(to_send.pop(0))
            traveller.move_to(at)
            world.sweep(at)
    check_mornings(world.mails)
    check_each_once(world)
    check_days(world)
    check_ends(world)


def check_mornings(mails: list[Mail]) -> None:
    assert len(mails) > 150
    for mail in mails:
        moment = mail.at.astimezone(PARIS)
        assert 9 <= moment.hour < 12, mail
        assert moment.weekday() < 5, mail
        assert moment.date() not in HOLIDAYS, mail


def check_each_once(world: World) -> None:
    """Each mail once, one at a time; all that is due but, over the weeks without a worker, what a later one made useless."""
    counted = Counter((mail.orientation, mail.to, mail.about) for mail in world.mails)
    assert set(counted.values()) == {1}
    assert set(Counter((mail.orientation, mail.to, mail.at) for mail in world.mails).values()) == {1}
    told = defaultdict(set)
    for number, to, about in counted:
        told[number].add((to, about))
    for number, (state, sent) in world.made.items():
        missing = EXPECTED[state] - told[number]
        assert told[number] <= EXPECTED[state], (state, sent, told[number])
        assert missing <= allowed_to_miss(state, sent), (state, sent, missing)


def allowed_to_miss(state: State, sent: datetime) -> set[tuple[str, str]]:
    """What fell in the weeks without a worker, followed by another one to the same side; and what falls after the year."""
    found = {
        (to, about) for to, about in EXPECTED[state] if about in DAYS and sent + timedelta(days=DAYS[about]) > LAST - timedelta(days=4)
    }
    if state is State.ACCEPTED and sent + timedelta(days=30) > LAST:
        found |= EXPECTED[state]
    if state in (State.CONTACT, State.SUPPORT) and sent + timedelta(days=18) > LAST:
        found.add((PERSON, "questions"))
    if sent < STOPPED[1] and sent + timedelta(days=35) > STOPPED[0]:
        found |= {(TARGET, "target-first"), (PERSON, "reminder"), (TARGET, "waiting-confirmed")}
    return found


def check_days(world: World) -> None:
    """Never before its day; on the first working morning from it, but for the weeks without a worker."""
    for mail in world.mails:
        state, sent = world.made[mail.orientation]
        due = due_day(mail, state, sent)
        day = mail.at.astimezone(PARIS).date()
        if mail.about == "reminder":
            assert due - timedelta(days=4) <= day <= due + timedelta(days=2), (mail, state)
            continue
        assert day >= due, (mail, state)
        between = (due + timedelta(days=number) for number in range((day - due).days))
        worked = [one for one in between if one.weekday() < 5 and one not in HOLIDAYS and not STOPPED[0].date() <= one < STOPPED[1].date()]
        assert worked == [], (mail, state, sent)


def due_day(mail: Mail, state: State, sent: datetime) -> date:
    """Counted in days of Paris, from the sending or, where there is one, from the appointment: hours change in between."""
    first = sent.astimezone(PARIS).date()
    if mail.about in DAYS:
        return first + timedelta(days=DAYS[mail.about])
    if mail.about == "verification":
        after = (first + timedelta(days=number) for number in range(1, 20))
        return [day for day in after if day.weekday() < 5 and day not in HOLIDAYS][1]
    met = (sent + APPOINTMENT).astimezone(PARIS).date() if state is State.ACCEPTED else first
    return met + timedelta(days={"reminder": -2, "after-appointment": 2, "questions": QUESTIONS}[mail.about])


def check_ends(world: World) -> None:
    """What nobody answered is closed; nothing is left to do before the year ended; whatever was sent was once dealt with."""
    world.session.expire_all()
    for number, (state, sent) in world.made.items():
        kept = world.session.get(Orientation, number)
        assert kept.next_due_at is None or kept.next_due_at > LAST - timedelta(days=1), (state, sent)
        if state is State.SENT and sent < paris("2027-11-15 00:00"):
            assert kept.state == State.SILENT
        if state in (State.CONTACT, State.WAITING) and sent < paris("2027-07-01 00:00"):
            assert (kept.state, kept.outcome) == (State.DONE, "inconnu")
    done = world.session.scalars(select(OrientationReminder)).all()
    assert len({(one.orientation_id, one.name, one.anchor_at) for one in done}) == len(done)
