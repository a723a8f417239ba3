"""Collecting the tests makes a million objects that live as long as the run: Python does not look among them for what can be freed."""

import gc
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Generator[None, object, object]:
    """Import and list the tests without the collector, which afterwards looks at what tests themselves make."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()
