"""Tables whose rows the database itself refuses to change: triggers, the same on SQLite and PostgreSQL.

Made with the tables (`create_all`), and by migrations through `statements`.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table, event

NEVER: Mapping[str, str] = {"sqlite": "0 = 1", "postgresql": "0 = 1"}


def protect(table: Table, may_delete: Mapping[str, str] = NEVER) -> None:
    """Refuse each update of a table, and each deletion unless `may_delete` holds: SQL on `OLD`, by dialect."""

    @event.listens_for(table, "after_create")
    def install(_table: Table, connection: Connection, **_options: object) -> None:
        for statement in statements(table.name, connection.dialect.name, may_delete):
            connection.exec_driver_sql(statement)


def statements(table: str, dialect: str, may_delete: Mapping[str, str] = NEVER) -> Sequence[str]:
    """Return the statements that make the triggers of a table."""
    condition = may_delete[dialect]
    said = f"'{table} is append-only'"
    if dialect == "postgresql":
        body = f"IF TG_OP = 'DELETE' AND ({condition}) THEN RETURN OLD; END IF; RAISE EXCEPTION {said};"
        return (
            f"CREATE OR REPLACE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$",
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only()",
        )
    refusal = f"BEGIN SELECT RAISE(ABORT, {said}); END"
    return (
        f"CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON {table} {refusal}",
        f"CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table} WHEN NOT ({condition}) {refusal}",
    )


def undo(table: str, dialect: str) -> Sequence[str]:
    """Return the statements that take the triggers away."""
    if dialect == "postgresql":
        return (f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}", f"DROP FUNCTION IF EXISTS {table}_is_append_only()")
    return (f"DROP TRIGGER IF EXISTS {table}_never_changed", f"DROP TRIGGER IF EXISTS {table}_never_deleted")
