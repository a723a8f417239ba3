"""What an import compares from one time to the next must never change by itself: it would take every record for another."""

from datetime import date
from hashlib import blake2b
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from app.opendata.importing.records import digests

texts = st.text(max_size=9)
floats = st.none() | st.sampled_from([0.0, -0.0, 2.0]) | st.floats()
rows = st.tuples(texts, st.lists(texts), st.none() | st.dates(), floats, st.none() | st.integers(0, 3), st.none() | texts)


def plainly(*parts):
    return blake2b("\x1f".join(map(str, chain(*parts))).encode(), digest_size=16).hexdigest()


def test_a_digest_is_the_one_of_former_imports():
    values = ("Halte", ["a", "b"], date(2026, 1, 15), None, 2.5, 4)
    assert digests([values], [("dora--1",)], [("colis", "45.1")]) == ["2b425089eee8d856b11094d92b6a29bc"]  # pragma: allowlist secret


@given(st.lists(st.tuples(st.tuples(texts), rows, st.lists(texts).map(tuple))))
def test_digests_of_many_are_those_of_each(records):
    before, values, after = ([record[place] for record in records] for place in range(3))
    assert digests(values, before, after) == [plainly(*record) for record in records]
    assert digests(values) == [plainly(row) for row in values]
