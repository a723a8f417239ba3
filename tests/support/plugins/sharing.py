"""Sharing the run between processes (`-n 2 --dist loadgroup`): tests of one database, or of the browser, go together in a few groups.

Opening a database of tests and starting a browser cost seconds: a process that went from one to the other at each test would pay them
each time. Several groups of each sort, the largest first (pytest-xdist begins with them): a process that has no more of one sort goes
on to the next, all those of a sort before, and both processes end at about the same time, on small groups of the browser's.
"""

from zlib import crc32

import pytest

GROUPS = 8
"""Of each sort."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Name the group of each test: the browser's, PostgreSQL's, all the others; by file within."""
    for item in items:
        sort = next((name for name in ("browser", "postgres") if item.get_closest_marker(name)), "sqlite")
        item.add_marker(pytest.mark.xdist_group(f"{sort}-{crc32(item.path.name.encode()) % GROUPS}"))
