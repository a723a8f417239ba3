"""A year and a month of questions, morning after morning: right mails, right days, links alive, never more than one a month."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from sqlalchemy import select

from app.core.clock import PARIS, utc_now
from app.core.unit_of_work import unit_of_work
from app.listings.asking_queries import silent_listings
from app.listings.models import Correspondent, Question
from app.listings.reading_mail import Received
from app.listings.services.corresponding import stop
from app.listings.services.inbound import Outcome, receive
from tests.listings.corresponding import agreed, keep, path_of, sweep
from tests.support.factories import PRIVAS, confirmed

FIRST = date(2026, 1, 5)
DAYS = 400
HOURS = (3, 9, 11, 15)
STOPS_ON = date(2026, 9, 1)
HOLIDAYS = {
    date(*day)
    for day in (
        (2026, 1, 1), (2026, 4, 6), (2026, 5, 1), (2026, 5, 8), (2026, 5, 14), (2026, 5, 25), (2026, 7, 14), (2026, 8, 15), (2026, 11, 1),
        (2026, 11, 11), (2026, 12, 25), (2027, 1, 1),
    )
}  # fmt: skip
SUMMER = (date(2026, 6, 15), date(2026, 7, 5))
CHRISTMAS = (date(2026, 11, 15), date(2026, 12, 5))


def populate(session, directory) -> None:
    """Describe everybody, each kind by the first word of its e-mail."""
    fresh = confirmed(10)
    people = [
        *((f"fidele-{number}", {}, fresh, {}) for number in range(14)),
        *((f"nouveau-{number}", {}, {}, {}) for number in range(12)),
        *((f"silencieux-{number}", {}, {}, {}) for number in range(10)),
        *(("reseau", {}, {}, {}) for _ in range(5)),
        *((f"mairie-{number}", {"is_default": True}, {}, {}) for number in range(4)),
        *((f"arrete-{number}", {}, {}, {}) for number in range(4)),
        *((f"jamais-defaut-{number}", {"is_default": True}, {}, {}) for number in range(5)),
        *((f"jamais-arrete-{number}", {}, {}, {"stopped_at": utc_now()}) for number in range(5)),
        ("jamais-exemple", {"is_example": True}, {}, {}),
    ]
    made = [
        directory.fixed(PRIVAS, structure=directory.structure(**of_structure), **trust).structure for _, of_structure, trust, _ in people
    ]
    directory.publish()
    for structure, (name, _, _, values) in zip(made, people, strict=True):
        agreed(session, structure, f"{name}@exemple.fr", **values)
        if name.startswith("mairie"):
            keep(session, structure)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_year_of_questions(  # noqa: PLR0917 - a whole world
    session, directory, config, outbox, plain, database
) -> None:
    """On SQLite alone: days and people are what is tried; the statements run on both databases in `test_asking`."""
    with time_machine.travel(datetime(FIRST.year, FIRST.month, FIRST.day, 3, tzinfo=PARIS), tick=False) as clock:
        populate(session, directory)
        assert len(session.scalars(select(Correspondent)).all()) == 60
        told: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
        seen = 0
        for number in range(DAYS):
            for hour in HOURS:
                day = FIRST + timedelta(days=number)
                clock.move_to(datetime(day.year, day.month, day.day, hour, 20, tzinfo=PARIS))
                sent = sweep(session, config)
                if not sent:
                    continue
                assert sweep(session, config) == 0
                letters = outbox()[seen:]
                assert len(letters) == sent
                seen += sent
                for (to, letter), asked in zip(letters, new_questions(session, sent), strict=True):
                    told[to].append((utc_now().astimezone(PARIS), asked.occasion))
                    if asked.id % 7 == 0:
                        assert plain.get(path_of(letter), follow_redirects=True).status_code == 200
                        assert letter.subject == "Votre fiche est-elle toujours juste ?"
                    answer(session, to, asked)
            if FIRST + timedelta(days=number) == STOPS_ON:
                with unit_of_work(session):
                    for who in session.scalars(select(Correspondent)).all():
                        if who.email.startswith("arrete"):
                            stop(session, who)
        silent = {found.structure.id for found in silent_listings(session, "07")}
        check(told)
        expected = {who.structure_id for who in session.scalars(select(Correspondent)).all() if who.email.startswith("silencieux")}
        assert silent == expected


def new_questions(session, count: int) -> list[Question]:
    return list(session.scalars(select(Question).order_by(Question.id.desc()).limit(count)).all())[::-1]


def answer(session, to: str, asked: Question) -> None:
    """Answer by mail, but for those who never do."""
    if to.startswith("silencieux"):
        return
    with unit_of_work(session):
        said = receive(session, Received(f"{asked.id}@exemple.fr", (asked.message_id,), is_automatic=False, text="OK"), FIRST)
    assert said is Outcome.CONFIRMED


def check(told: dict[str, list[tuple[datetime, str]]]) -> None:
    for to, mails in told.items():
        for moment, _ in mails:
            assert 9 <= moment.hour < 12, (to, moment)
            assert moment.weekday() < 5, (to, moment)
            assert moment.date() not in HOLIDAYS, (to, moment)
        instants = [moment.astimezone(UTC) for moment, _ in mails]
        assert all(after - before >= timedelta(days=31) for before, after in pairwise(instants)), (to, instants)
        assert not to.startswith("jamais"), to
        kind, occasions = to.split("@")[0].split("-")[0], [occasion for _, occasion in mails]
        if kind in ("fidele", "nouveau", "mairie"):
            assert occasions == [*([] if kind == "fidele" else ["anciennete"]), "aout", "noel"], (to, mails)
        elif kind == "arrete":
            assert occasions == ["anciennete", "aout"], (to, mails)
        elif kind == "silencieux":
            assert occasions == ["anciennete"] * 3, (to, mails)
        for moment, occasion in mails:
            first, last = {"aout": SUMMER, "noel": CHRISTMAS}.get(occasion, (date.min, date.max))
            assert kind == "reseau" or first <= moment.date() <= last, (to, moment, occasion)
    by_day = [moment.date() for mails in told.values() for moment, occasion in mails if occasion == "noel"]
    assert max(map(by_day.count, by_day)) < len(by_day) / 2
    assert len(told) == 14 + 12 + 10 + 1 + 4 + 4
    assert 5 <= len(told["reseau@exemple.fr"]) <= 13
