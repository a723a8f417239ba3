"""Standing at a moment: the one clock of the project, stopped."""

from contextlib import ExitStack
from datetime import datetime

import pytest
import time_machine

from app.core.clock import PARIS
from tests.support.moments import MONDAY


@pytest.fixture
def monday():
    """Stop the clock on an ordinary Monday, ten in the morning in Paris; the traveller moves on with `move_to`."""
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def at():
    """Stop the clock at an hour of Paris: `at("2026-05-01 09:00")`; call again to move."""
    with ExitStack() as stack:

        def move(moment: str) -> datetime:
            instant = datetime.fromisoformat(moment).replace(tzinfo=PARIS)
            stack.close()
            stack.enter_context(time_machine.travel(instant, tick=False))
            return instant

        yield move
