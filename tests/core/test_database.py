import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from app.core.database import Base
from app.core.engines import engine_options
from app.core.unit_of_work import unit_of_work
from app.directory.models import Location, Service, Structure


def structure(name):
    return Structure(source="essai", source_id=name, nom=name)


def names(session):
    return set(session.scalars(select(Structure.nom)))


def test_what_a_unit_of_work_did_is_kept(session):
    with unit_of_work(session):
        session.add(structure("gardée"))
    session.rollback()

    assert names(session) == {"gardée"}


def test_a_unit_of_work_that_fails_leaves_nothing(session):
    with pytest.raises(KeyboardInterrupt):
        write_and_fail(session)

    assert names(session) == set()


def write_and_fail(session):
    with unit_of_work(session):
        session.add(structure("perdue"))
        session.flush()
        raise KeyboardInterrupt


def test_foreign_keys_are_watched(session):
    with pytest.raises(IntegrityError), unit_of_work(session):
        session.add(Service(source="essai", source_id="1", nom="Seul", structure_id=999_999))


@pytest.mark.parametrize(
    "wrong",
    [
        {"source": "essai", "source_id": "deux fois"},
        {"source": "essai", "source_id": "ages", "age_min": 30, "age_max": 20},
    ],
)
def test_what_makes_no_sense_is_refused_by_the_database(wrong, session):
    with unit_of_work(session):
        owner = structure("a")
        session.add(owner)
        session.add(Service(source="essai", source_id="deux fois", nom="Premier", structure=owner))

    with pytest.raises(IntegrityError), unit_of_work(session):
        session.add(Service(nom="Second", structure_id=owner.id, **wrong))


def test_half_a_point_is_refused(directory, session):
    service = directory.fixed()
    service.locations[0].longitude = None

    with pytest.raises(IntegrityError):
        directory.publish()


def test_the_places_of_a_service_go_with_it(directory, session):
    service = directory.fixed()
    directory.publish()
    with unit_of_work(session):
        session.delete(service)

    assert session.scalars(select(Location)).all() == []


def test_sqlite_is_durable_and_postgresql_is_checked_before_use(session):
    if session.get_bind().dialect.name == "sqlite":
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert session.scalar(text("PRAGMA synchronous")) == 2
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
        assert session.scalar(text("PRAGMA busy_timeout")) >= 5000
    assert engine_options("postgresql+psycopg://a/b")["pool_pre_ping"] is True
    assert "pool_pre_ping" not in engine_options("sqlite:///a")


@pytest.mark.parametrize("url", ["sqlite:///a", "postgresql+psycopg://a/b"])
def test_what_people_ask_stands_in_no_error_of_the_database(url):
    assert engine_options(url)["hide_parameters"] is True


def test_each_constraint_has_a_name_so_that_migrations_can_be_undone():
    constraints = [constraint for table in Base.metadata.tables.values() for constraint in table.constraints]
    unnamed = [constraint for constraint in constraints if not constraint.name]

    assert constraints
    assert unnamed == []
