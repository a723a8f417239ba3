"""What other tests start from is what it says."""

import pytest

from app.outreach.rules import OVER, State


@pytest.mark.parametrize("state", list(State))
def test_a_request_is_made_in_each_state(maker, state):
    made = maker.request(state)
    assert made.state == state
    assert (made.closed_at is not None) == (state in OVER)
    assert made.next_due_at is not None or state in OVER
