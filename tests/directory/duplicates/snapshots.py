"""Every row of the database, to compare before and after."""

from typing import Any

from sqlalchemy import Connection, select

from app.core.database import Base

RISING = {"version"}
"""Counters that only rise: an optimistic lock that went back would let an old form through."""
UNTOUCHED_TABLES = {"directory_state", "revision"}
"""Versions are written by a merge and by its undoing: history goes on."""

Snapshot = dict[tuple[Any, ...], dict[str, Any]]


def snapshot(connection: Connection) -> Snapshot:
    """Return each row by its table and key."""
    found: Snapshot = {}
    for table in Base.metadata.sorted_tables:
        if table.name in UNTOUCHED_TABLES:
            continue
        for row in connection.execute(select(table)).mappings():
            key = (table.name, *(row[column.name] for column in table.primary_key.columns))
            found[key] = {name: value for name, value in row.items() if name not in RISING}
    return found


def differences(before: Snapshot, after: Snapshot) -> dict[tuple[Any, ...], Any]:
    """Return what differs, by table, key and column: (before, after)."""
    gone = dict.fromkeys(before.keys() - after.keys(), "gone")
    came = dict.fromkeys(after.keys() - before.keys(), "came")
    changed = {
        (*key, name): (value, after[key][name])
        for key, row in before.items()
        if key in after
        for name, value in row.items()
        if value != after[key][name]
    }
    return {**gone, **came, **changed}
