"""What is written of stops: versions, days long over, imports, many at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.unit_of_work import again, unit_of_work
from app.directory import history
from app.directory.columns import ADDRESS
from app.directory.editing import edits_of, follow
from app.directory.fields import snapshot
from app.directory.history import Author
from app.directory.models import LocalEdit, Location, Service, TemporaryInfo
from app.directory.rules import Origin
from app.listings.services import stops
from app.listings.services.editing import ChangedMeanwhile, mark_of
from app.listings.services.restoring import restore
from app.listings.services.stops import OfDay, Target
from tests.support.factories import GRENOBLE, VALENCE

pytestmark = pytest.mark.usefixtures("monday")
MONDAY = date(2026, 11, 23)
AUTHOR = Author(Origin.ASSOCIATION, "association", 1)
EVENINGS = "Mo-Su 19:00-21:00"


@pytest.fixture
def bus(directory):
    """A bus with two stops."""
    made = directory.itinerant(
        directory.stop(GRENOBLE, hours=EVENINGS, nom="Gare"), directory.stop(VALENCE, hours="We 10:00-12:00", nom="Marché"), nom="Bus"
    )
    directory.publish()
    return made


def again_read(session, service) -> Service:
    session.expire_all()
    return session.get_one(Service, service.id)


def test_every_version_of_the_stops_comes_back(session, bus):
    def target(stop: int) -> Target:
        return Target(bus.id, stop, mark_of(stops.told(session.get_one(Service, bus.id), stop)))

    first, second = (place.id for place in bus.locations)
    address = {name: getattr(bus.locations[0], name) for name in ADDRESS}
    instead = {**address, "nom": "Ailleurs", "starts": None, "ends": None, "hours": ["Mo 20:00-21:00", "", "", "A"]}
    gestures = (
        lambda: stops.differ(session, target(first), OfDay(MONDAY, "En panne."), AUTHOR),
        lambda: stops.differ(session, target(first), OfDay(date(2026, 11, 24), "", instead), AUTHOR),
        lambda: stops.differ(session, target(second), OfDay(date(2026, 11, 25), "", instead), AUTHOR),
        lambda: stops.add(session, bus.id, instead, AUTHOR),
        lambda: stops.remove(session, target(first), AUTHOR),
        lambda: stops.put_back(session, target(second), date(2026, 11, 25), AUTHOR),
    )
    for gesture in gestures:
        with unit_of_work(session):
            gesture()
        session.expire_all()
    versions = history.revisions(session, again_read(session, bus))
    assert len(versions) == len(gestures) + 1
    for version in versions:
        with unit_of_work(session):
            restore(session, Service, bus.id, version.id, AUTHOR)
        assert snapshot(again_read(session, bus)) == version.values
    assert session.query(Location).count() == 2
    assert session.scalar(select(TemporaryInfo.id)) is None


def test_what_was_said_of_days_long_over_is_forgotten_with_the_next_change(session, bus, at):
    stop = bus.locations[0].id
    for day in (MONDAY, date(2026, 12, 24)):
        with unit_of_work(session):
            opened = mark_of(stops.told(session.get_one(Service, bus.id), stop))
            stops.differ(session, Target(bus.id, stop, opened), OfDay(day), AUTHOR)
    at("2026-12-24 09:00")
    with unit_of_work(session):
        stops.put_back(session, Target(bus.id, stop), date(2026, 12, 26), AUTHOR)
    assert len(session.scalars(select(TemporaryInfo.id)).all()) == 2
    with unit_of_work(session):
        stops.put_back(session, Target(bus.id, stop), date(2026, 12, 24), AUTHOR)
    assert session.scalar(select(TemporaryInfo.id)) is None


def test_an_import_leaves_the_stops_that_were_written_here(session, directory):
    service = directory.itinerant(
        directory.place(GRENOBLE), directory.stop(VALENCE, hours=EVENINGS, nom="Marché"), dataset="data-inclusion"
    )
    directory.publish()
    stop = service.locations[1].id
    with unit_of_work(session):
        stops.differ(session, Target(service.id, stop, mark_of(stops.told(service, stop))), OfDay(MONDAY), AUTHOR)
    assert session.scalars(select(LocalEdit.field)).all() == ["sites"]
    with unit_of_work(session):
        said = {"place": None, "hours": ["", ""], "nom": "Un nouveau nom"}
        follow(session, service, said, edits_of(session, [service]), service.structure.services[0].hours_confirmed_at)

    assert [(place.id, place.nom) for place in again_read(session, service).locations] == [(stop, "Marché")]
    assert session.scalars(select(TemporaryInfo.location_id)).all() == [stop]


def test_of_forty_who_write_one_stop_at_once_each_is_kept_or_told(session, bus):
    stop, number, engine = bus.locations[0].id, bus.id, session.get_bind()
    opened = mark_of(stops.told(bus, stop))
    site = {**snapshot(bus)["sites"][0]}
    before, version = len(history.revisions(session, bus)), bus.version
    session.rollback()

    def write(worker: int) -> str:
        with Session(engine) as own:
            try:
                again(own, lambda s: stops.change(s, Target(number, stop, opened), {**site, "nom": f"Nom {worker}"}, AUTHOR))
            except ChangedMeanwhile:
                return "told"
            return "kept"

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(write, range(40)))
    assert done.count("kept") == 1
    assert len(history.revisions(session, again_read(session, bus))) == before + 2
    assert bus.version > version
