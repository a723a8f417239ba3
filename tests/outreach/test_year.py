"""A year of requests that nobody deals with: each mail once, on a working morning; teams one after the other; everything ends.

Hours pass, through both changes of hour, Easter Monday and the holidays of May, a worker stopped for three weeks, a
machine's clock set back, and two workers that look one after the other.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import PARIS
from app.core.unit_of_work import unit_of_work
from app.mail.letters import as_text, unpack
from app.mail.models import OutgoingMail
from app.outreach.models import OutreachAssignment, OutreachReminder, OutreachRequest
from app.outreach.rules import OVER, Outcome, State, Urgency
from tests.outreach.making import ASKING, GOING, SORTING
from tests.outreach.watching import ASKS, DEPARTEMENT, SORTS, paris, sweep
from tests.support.plugins.accounts import account_of

FIRST, LAST = paris("2026-11-02 00:30"), paris("2027-11-02 00:30")
HOLIDAYS = {
    date.fromisoformat(day)
    for day in (
        "2026-11-11", "2026-12-25", "2027-01-01", "2027-03-29", "2027-05-01", "2027-05-06", "2027-05-08", "2027-05-17", "2027-07-14",
        "2027-08-15", "2027-11-01",
    )
}  # fmt: skip
STOPPED = (paris("2027-08-02 00:00"), paris("2027-08-23 00:00"))
"""Three weeks without a worker."""
ASKED = (
    "2026-11-09 10:00",
    "2026-12-23 19:00",
    "2027-03-25 23:30",  # before Easter, and the Sunday on which summer time begins
    "2027-03-28 03:10",  # just after the hour that did not exist
    "2027-04-30 18:00",  # before the holidays of May
    "2027-05-05 17:59",
    "2027-07-19 09:00",  # its fourteen days end on the day when nobody works any more
    "2027-08-04 11:00",
    "2027-10-14 16:00",  # its fourteen days end before the Sunday on which winter time begins
)
DAYTIME = range(6, 14)
"""UTC: the mornings on which the clock writes, summer or winter, and around them."""
TEAMS = ("premiere@exemple.fr", "deuxieme@exemple.fr", "troisieme@exemple.fr")
NORMAL, SOON = Urgency.NORMAL, Urgency.SOON
KINDS = (
    (State.REPORTED, NORMAL), (State.TO_SORT, NORMAL), (State.TO_SORT, SOON), (State.SENT_BACK, NORMAL), (State.ASSIGNED, NORMAL),
    (State.ASSIGNED, SOON), (State.PLANNED, NORMAL), (State.PLANNED, SOON), (State.TRIED, NORMAL), (State.CONTACT, NORMAL),
    (State.ONGOING, NORMAL),
)  # fmt: skip
DAYS = {"soon": 3, "normal": 14, "untold": 2, "unplanned": 3, "trying": 14, "non-rencontree": 14, "met": 7, "ongoing": 30}
"""From the request, from which all of these are counted here: the passage is planned for the day after."""
EXPECTED = {
    State.REPORTED: {(DEPARTEMENT, "sorting"), (DEPARTEMENT, "late")},
    State.TO_SORT: {(SORTS, "sorting"), (SORTS, "late")},
    State.SENT_BACK: {(SORTS, "sorting"), (SORTS, "late")},
    State.ASSIGNED: {(SORTS, "answering"), (TEAMS[1], "assigned"), (TEAMS[2], "assigned"), (SORTS, "sorting"), (SORTS, "late")},
    State.PLANNED: {(TEAMS[0], "untold"), (SORTS, "late"), (TEAMS[0], "late")},
    State.TRIED: {(TEAMS[0], "unplanned"), (SORTS, "trying"), (TEAMS[0], "trying"), (ASKS, "non-rencontree")},
    State.CONTACT: {(TEAMS[0], "met")},
    State.ONGOING: {(TEAMS[0], "ongoing")},
}  # fmt: skip
"""What each request that stays in a state is owed, in a year that is long enough; « late » by its urgency."""


@dataclass(frozen=True)
class Mail:
    """One letter that left: to whom, what about, when; of which request."""

    to: str
    about: str
    at: datetime
    request: int

    @property
    def day(self) -> date:
        return self.at.astimezone(PARIS).date()


class World:
    """The requests, and what left about each."""

    def __init__(self, session: Session, config, maker) -> None:
        self.session, self.config, self._maker = session, config, maker
        self.made: dict[int, tuple[State, Urgency, datetime]] = {}
        self.mails: list[Mail] = []

    def ask(self, moment: str) -> None:
        """Make a request in each state."""
        at = paris(moment).astimezone(UTC)
        for state, urgency in KINDS:
            made = self._maker.request(state, at=at, urgency=urgency, organisation=ASKING)
            self.made[made.id] = (state, urgency, at)

    def sweep(self, at: datetime) -> None:
        """Let two workers look, one after the other began; note what left."""
        if sweep(self.session, self.config, at):
            with Session(self.session.get_bind()) as other:
                assert sweep(other, self.config, at) == 0
            self.collect(at)

    def collect(self, at: datetime) -> None:
        """Note what waits to be sent, and empty the outbox."""
        with unit_of_work(self.session):
            for mail in self.session.scalars(select(OutgoingMail)):
                letter = unpack(mail.letter)
                numbers = re.findall(r"n°\s(\d+)", f"{letter.subject} {as_text(letter)}")
                assert len(set(numbers)) == 1
                self.mails.append(Mail(mail.recipient, mail.purpose.removeprefix("outreach-"), at, int(numbers[0])))
                self.session.delete(mail)

    def of(self, request: int, to: str) -> list[Mail]:
        return [mail for mail in self.mails if (mail.request, mail.to) == (request, to)]


@pytest.fixture
def world(session, config, maker):
    maker.team(sector=maker.sector())
    organisations = (GOING, "Deuxième maraude de l’Exemple", "Troisième maraude de l’Exemple")
    for rank, (email, organisation) in enumerate(zip(TEAMS, organisations, strict=True), start=1):
        account_of(session, email, [], {organisation: "membre"})
        if rank > 1:
            maker.team(f"Équipe {rank}", organisation=organisation, rank=rank)
    maker.organisation(ASKING)
    for email, organisation in ((SORTS, SORTING), (ASKS, ASKING)):
        account_of(session, email, [], {organisation: "membre"})
    account_of(session, DEPARTEMENT, [("coordinateur", "07")], {})
    return World(session, config, maker)


def hours() -> Iterator[datetime]:
    """Give the hours of each day and one of each night, a little late; now and then, in the morning, the machine's clock is set back."""
    at, count = FIRST.astimezone(UTC), 0
    while at < LAST:
        if not STOPPED[0] <= at < STOPPED[1] and (at.hour in DAYTIME or at.hour == count % 24):
            yield at
            if at.hour == 9 and at.day % 5 == 0:
                yield at - timedelta(hours=1)
        count += 1
        at += timedelta(hours=1, seconds=count % 7)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_year_of_requests(world, database):
    """On SQLite alone: days and sides are what is tried; the statements run on both databases in `test_clock`."""
    to_ask = list(ASKED)
    with time_machine.travel(FIRST, tick=False) as traveller:
        for at in hours():
            while to_ask and paris(to_ask[0]) <= at:
                world.ask(to_ask.pop(0))
            traveller.move_to(at)
            world.sweep(at)
    check_mornings(world.mails)
    check_each_once(world)
    check_days(world)
    check_teams(world)
    check_ends(world)


def is_worked(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def working_day_after(day: date) -> date:
    day += timedelta(days=1)
    return day if is_worked(day) else working_day_after(day)


def morning_from(day: date) -> date:
    """The first morning from a day on which a worker looked."""
    is_stopped = STOPPED[0].date() <= day < STOPPED[1].date()
    return day if is_worked(day) and not is_stopped else morning_from(day + timedelta(days=1))


def check_mornings(mails: list[Mail]) -> None:
    assert len(mails) > 150
    for mail in mails:
        moment = mail.at.astimezone(PARIS)
        assert 9 <= moment.hour < 12, mail
        assert is_worked(moment.date()), mail


def check_each_once(world: World) -> None:
    """Each mail once; of a team that does not answer, once a team. All that is due, but what a later one of that morning says instead."""
    counted = Counter((mail.request, mail.to, mail.about) for mail in world.mails)
    assert {about: times for (_, _, about), times in counted.items() if times > 1} == {"answering": 3}
    assert set(Counter((mail.request, mail.to, mail.about, mail.day) for mail in world.mails).values()) == {1}
    told = defaultdict(set)
    for number, to, about in counted:
        told[number].add((to, about))
    for number, (state, urgency, asked) in world.made.items():
        late = "soon" if urgency == SOON else "normal"
        expected = {(to, late if about == "late" else about) for to, about in EXPECTED[state]}
        assert told[number] <= expected, (state, asked, told[number])
        for to, about in expected - told[number]:
            due = morning_from(due_day(world, number, Mail(to, about, asked, number)))
            assert due >= LAST.date() or due in {mail.day for mail in world.of(number, to)}, (state, asked, to, about)


def due_day(world: World, number: int, mail: Mail) -> date:
    """Counted in days of Paris: hours change in between."""
    state, _, asked = world.made[number]
    first = asked.astimezone(PARIS).date()
    if mail.about in DAYS:
        return first + timedelta(days=DAYS[mail.about])
    if state is State.ASSIGNED:  # from when the team was asked, or the request came back
        before = [one.day for one in world.of(number, SORTS) if one.about == "answering" and one.at < mail.at]
        first = max([first, *before])
    return first if mail.about == "assigned" else working_day_after(first)


def check_days(world: World) -> None:
    """On the first morning, from its day, on which a worker looked."""
    for mail in world.mails:
        if mail.about == "assigned":
            assert mail.day in {one.day for one in world.of(mail.request, SORTS) if one.about == "answering"}, mail
        else:
            assert mail.day == morning_from(due_day(world, mail.request, mail)), (mail, world.made[mail.request])


def check_teams(world: World) -> None:
    """One after the other by their rank, each its working day; then the coordination again. Nobody is asked twice."""
    for number, (state, _, asked) in world.made.items():
        wanted = select(OutreachAssignment).where(OutreachAssignment.request_id == number).order_by(OutreachAssignment.id)
        asked_teams = world.session.scalars(wanted).all()
        teams = [one.team_id for one in asked_teams]
        if state is not State.ASSIGNED:
            assert len(teams) == (state not in (State.REPORTED, State.TO_SORT))
            continue
        assert teams == sorted(set(teams))
        assert len(teams) == len(TEAMS)
        days = [one.at.astimezone(PARIS).date() for one in asked_teams]
        days.append(asked_teams[-1].ended_at.astimezone(PARIS).date())
        assert days[0] == asked.astimezone(PARIS).date()
        for before, after in pairwise(days):
            assert after == morning_from(working_day_after(before)), (asked, days)
        assert all(one.ended_at == other.at for one, other in pairwise(asked_teams))


def check_ends(world: World) -> None:
    """Nothing is left to do; what nobody dealt with is closed after half a year, what was tried for two weeks ended as such."""
    world.session.expire_all()
    for number, (state, _, asked) in world.made.items():
        kept = world.session.get(OutreachRequest, number)
        assert kept.next_due_at is None or kept.next_due_at > LAST - timedelta(days=1), (state, asked)
        if asked < LAST - timedelta(days=200):
            assert kept.state in OVER
            assert kept.outcome == (Outcome.NOT_MET if state is State.TRIED else Outcome.UNKNOWN)
    done = world.session.scalars(select(OutreachReminder)).all()
    assert len({(one.request_id, one.name, one.anchor_at) for one in done}) == len(done)
