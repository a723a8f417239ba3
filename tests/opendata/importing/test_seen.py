from hypothesis import given
from hypothesis import strategies as st

from app.opendata.importing.seen import Seen

numbers = st.integers(0, 5000)


@given(st.sets(numbers), st.sets(numbers))
def test_it_holds_what_was_taken_in_and_nothing_else(taken, asked):
    seen = Seen()
    seen.update(taken)

    assert seen.others(sorted(asked)) == sorted(asked - taken)
