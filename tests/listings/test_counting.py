from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.listings import counting
from app.listings.counting import MOST, SERVICES, STRUCTURES, Tally, is_robot
from app.listings.models import ListingViews

PERSON = {"User-Agent": "Mozilla/5.0 (Linux; Android 9; CUBOT NOTE 20) AppleWebKit/537.36 Chrome/96.0 Mobile Safari/537.36"}


@pytest.fixture
def tally(app) -> Tally:
    found = app.extensions["reperes_views"]
    found.take()
    yield found
    found.take()


@pytest.fixture
def written(app, session):
    """Write what waits, and return what the rows say."""

    def write() -> dict[tuple[int, str], int]:
        with app.app_context():
            counting.flush(app.extensions["reperes_views"], db.engine)
        session.expire_all()
        return {(row.structure_id, row.week): row.count for row in session.scalars(select(ListingViews))}

    return write


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "curl/8.5.0",
        "facebookexternalhit/1.1",
        "python-requests/2",
    ],
)
def test_a_robot_says_so_or_says_nothing(agent: str) -> None:
    assert is_robot(agent)


@pytest.mark.parametrize("agent", [PERSON["User-Agent"], "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"])
def test_a_person_reads_with_a_browser_even_on_a_cubot(agent: str) -> None:
    assert not is_robot(agent)


def test_the_sheets_of_a_structure_and_of_its_services_count_together_by_week(plain, directory, tally, written, at) -> None:
    at("2026-11-16 10:00")
    place = directory.structure()
    first, second = directory.fixed(structure=place), directory.fixed(structure=place)
    other = directory.fixed()
    directory.publish()
    for path in (f"/services/{first.id}", f"/services/{second.id}", f"/structures/{place.id}", f"/services/{other.id}"):
        assert plain.get(path, headers=PERSON).status_code == 200
    assert written() == {(place.id, "2026-W47"): 3, (other.structure_id, "2026-W47"): 1}
    at("2026-11-23 00:10")
    plain.get(f"/services/{first.id}", headers=PERSON)
    assert written() == {(place.id, "2026-W47"): 3, (other.structure_id, "2026-W47"): 1, (place.id, "2026-W48"): 1}


def test_robots_revalidations_and_other_pages_do_not_count(plain, directory, tally, monday) -> None:
    service = directory.fixed()
    directory.publish()
    path = f"/services/{service.id}"
    shown = plain.get(path, headers=PERSON)
    tally.take()
    assert plain.get(path, headers={**PERSON, "If-None-Match": shown.headers["ETag"]}).status_code == 304
    plain.get(path, headers={"User-Agent": "bingbot/2.0"})
    plain.head(path, headers=PERSON)
    plain.get("/services/999999", headers=PERSON)
    plain.get("/urgence", headers=PERSON)
    assert tally.take() == {}


def test_what_waits_is_written_after_two_hundred_pages_and_not_before(plain, directory, tally, session, monday) -> None:
    service = directory.fixed()
    directory.publish()
    for _ in range(MOST - 2):
        tally.add((SERVICES, service.id, "2026-W48"))
    plain.get(f"/services/{service.id}", headers=PERSON)
    assert session.scalars(select(ListingViews)).all() == []
    plain.get(f"/services/{service.id}", headers=PERSON)
    assert [row.count for row in session.scalars(select(ListingViews))] == [MOST]
    assert tally.take() == {}


def test_what_waits_is_written_when_the_oldest_is_a_minute_old(monkeypatch) -> None:
    instants = iter([1000.0, 1030.0, 1060.0])
    monkeypatch.setattr(counting, "monotonic", lambda: next(instants))
    tally = Tally()
    assert [tally.add((STRUCTURES, 1, "2026-W48")) for _ in range(3)] == [False, False, True]


@pytest.mark.usefixtures("monday")
def test_a_database_out_of_reach_breaks_no_page_and_loses_no_count(plain, directory, tally, written, monkeypatch) -> None:
    service = directory.fixed()
    directory.publish()
    for _ in range(MOST):
        tally.add((SERVICES, service.id, "2026-W48"))

    busy = OperationalError("INSERT", {}, Exception("database is locked"))

    def refuse(*_args: object) -> None:
        raise busy

    with monkeypatch.context() as patch:
        patch.setattr(counting, "write", refuse)
        assert plain.get(f"/services/{service.id}", headers=PERSON).status_code == 200
    assert list(written().values()) == [MOST + 1]


def test_counts_of_sheets_that_are_no_more_are_let_go(directory, tally, written, session) -> None:
    service = directory.fixed()
    directory.publish()
    tally.add((SERVICES, service.id, "2026-W48"))
    tally.add((SERVICES, 999_999, "2026-W48"))
    tally.add((STRUCTURES, 999_999, "2026-W48"))
    assert written() == {(service.structure_id, "2026-W48"): 1}
    with unit_of_work(session):
        session.delete(service.structure)
    assert written() == {}


def test_threads_lose_no_count() -> None:
    tally = Tally()
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: tally.add((SERVICES, number % 3, "2026-W48")), range(3000)))
    assert sum(tally.take().values()) == 3000
