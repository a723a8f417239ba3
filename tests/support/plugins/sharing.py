"""Sharing the run between processes (`-n 2 --dist loadgroup`): each database, and the browser, keep to one of them.

Opening a database of tests and starting a browser cost seconds: a process that went from one to the other would pay them each time.
"""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Name the group of each test: the browser's, PostgreSQL's, all the others."""
    for item in items:
        group = next((name for name in ("browser", "postgres") if item.get_closest_marker(name)), "sqlite")
        item.add_marker(pytest.mark.xdist_group(group))
