"""Stops of a day: the migration that brings them, up and down over rows that need it."""

from datetime import date

import pytest
import sqlalchemy as sa
from alembic import command

from app.core.unit_of_work import unit_of_work
from app.directory.models import Location, Service, Structure, TemporaryInfo
from app.extensions import db

DAY = date(2026, 11, 23)
BEFORE, HERE = "0010", "head"


@pytest.fixture
def migrated(unmigrated_app):
    """The migrations of a database where a bus has a day that is moved, and where it, its service and its structure are closed."""
    config = unmigrated_app.extensions["migrate"].migrate.get_config()
    command.upgrade(config, HERE)
    with unit_of_work(db.session) as session:
        session.execute(sa.insert(Structure).values(id=1, source="exemple", source_id="1", nom="Association"))
        session.execute(sa.insert(Service).values(id=1, structure_id=1, source="exemple", source_id="1", nom="Bus"))
        session.execute(sa.insert(Location).values(id=1, service_id=1, role="arret", nom="Gare"))
        session.execute(sa.insert(Location).values(id=2, service_id=1, role="arret", nom="Halles", starts=DAY, ends=DAY, instead_of_id=1))
        for subject in ({"location_id": 1}, {"service_id": 1}, {"structure_id": 1}):
            session.execute(sa.insert(TemporaryInfo).values(kind="closure", starts=DAY, ends=DAY, **subject))
    db.session.remove()
    return config


def names(statement: str) -> list[object]:
    with db.engine.connect() as connection:
        return list(connection.scalars(sa.text(statement)))


def test_what_is_said_of_a_stop_goes_with_it_and_the_rest_stays(migrated):
    command.downgrade(migrated, BEFORE)

    assert names("SELECT nom FROM location") == ["Gare"]
    assert names("SELECT count(*) FROM temporary_info") == [2]
    nobody = "INSERT INTO temporary_info (id, kind, starts, ends, expression, message) VALUES (9, 'closure', :day, :day, '', '')"
    with pytest.raises(sa.exc.IntegrityError), db.engine.begin() as connection:
        connection.execute(sa.text(nobody), {"day": DAY.isoformat()})
    command.upgrade(migrated, HERE)
    assert names("SELECT nom FROM location WHERE instead_of_id IS NULL") == ["Gare"]


@pytest.mark.usefixtures("migrated")
def test_each_closure_has_one_subject():
    for subject in ({}, {"location_id": 1, "service_id": 1}, {"structure_id": 1, "service_id": 1}, {"location_id": 1, "structure_id": 1}):
        with pytest.raises(sa.exc.IntegrityError), db.engine.begin() as connection:
            connection.execute(sa.insert(TemporaryInfo).values(kind="closure", starts=DAY, ends=DAY, **subject))


@pytest.mark.usefixtures("migrated")
def test_a_stop_that_goes_takes_what_is_said_of_it():
    with db.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM location WHERE id = 1"))
    assert names("SELECT count(*) FROM location") == [0]
    assert names("SELECT count(*) FROM temporary_info WHERE location_id IS NOT NULL") == [0]
    assert names("SELECT count(*) FROM temporary_info") == [2]
