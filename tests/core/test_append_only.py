"""What the database itself refuses: to change a journal, and to take its lines out too soon. On each engine."""

from datetime import timedelta

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, delete, select, text, update
from sqlalchemy.exc import DatabaseError

from app.core import audit
from app.core.append_only import protect, statements, undo
from app.core.audit import KEPT_DAYS, AuditEntry, Doer, record
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.orientations.models import log


@pytest.fixture
def entry(session):
    """A line of the journal, some days old: `entry(days)`."""

    def write(days: int) -> int:
        with unit_of_work(session):
            line = AuditEntry(at=utc_now() - timedelta(days=days), action="essai", actor="commande")
            session.add(line)
        return line.id

    return write


@pytest.mark.parametrize(("table", "may_delete"), [("audit_entry", audit.MAY_DELETE), ("orientation_step", log.MAY_DELETE)])
def test_migrations_protect_as_the_models_say(session, table, may_delete):
    dialect = session.get_bind().dialect.name
    wanted = statements(table, dialect, may_delete)
    if dialect == "sqlite":
        made = session.scalars(text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"), {"table": table}).all()
        assert sorted(made) == sorted(wanted)
    else:
        body = session.scalar(text("SELECT prosrc FROM pg_proc WHERE proname = :name"), {"name": f"{table}_is_append_only"})
        assert body.strip() in wanted[0]


@pytest.mark.parametrize("days", [0, KEPT_DAYS + 1])
def test_a_line_is_never_changed_however_old(entry, session, days):
    number = entry(days)
    with pytest.raises(DatabaseError, match="append-only"), unit_of_work(session):
        session.execute(update(AuditEntry).values(detail="autre"))
    assert session.get_one(AuditEntry, number).detail == ""


def test_a_line_of_less_than_a_year_is_not_deleted(entry, session):
    number = entry(KEPT_DAYS - 1)
    with pytest.raises(DatabaseError, match="append-only"), unit_of_work(session):
        session.execute(delete(AuditEntry))
    assert session.get_one(AuditEntry, number)


def test_a_line_of_more_than_a_year_may_be_deleted(entry, session):
    entry(KEPT_DAYS + 1)
    with unit_of_work(session):
        session.execute(delete(AuditEntry))
    assert session.scalars(select(AuditEntry)).all() == []


def test_one_recent_line_keeps_a_whole_deletion_from_happening(entry, session):
    entry(KEPT_DAYS + 1)
    entry(1)
    with pytest.raises(DatabaseError, match="append-only"), unit_of_work(session):
        session.execute(delete(AuditEntry))
    assert len(session.scalars(select(AuditEntry)).all()) == 2


def test_lines_are_added_freely(session, app):
    with unit_of_work(session):
        record(session, "keys:rotated", Doer("commande"))
    assert session.scalars(select(AuditEntry)).one().action == "keys:rotated"


def test_a_table_is_protected_when_it_is_made_and_free_once_undone(app, session):
    rows = Table("own_journal", MetaData(), Column("id", Integer, primary_key=True), Column("said", String(10)))
    protect(rows)
    connection = session.connection()
    rows.create(connection)
    try:
        connection.execute(rows.insert().values(id=1, said="un"))
        session.commit()
        for change in (update(rows).values(said="deux"), delete(rows)):
            with pytest.raises(DatabaseError, match="append-only"):
                session.execute(change)
            session.rollback()
        for statement in undo(rows.name, session.connection().dialect.name):
            session.connection().exec_driver_sql(statement)
        session.execute(delete(rows))
        session.commit()
    finally:
        session.rollback()
        rows.drop(session.connection())
        session.commit()


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_the_statements_name_the_table_and_its_condition(dialect):
    said = "\n".join(statements("things", dialect, {dialect: "OLD.is_example"}))
    assert said.count("things") >= 2
    assert "OLD.is_example" in said
