from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.territory.travel import minutes

modes = st.sampled_from(["pied", "transports", "voiture"])


@given(st.floats(0, 1000), st.floats(0, 1000), modes)
def test_a_longer_way_never_takes_less_time(one, other, mode):
    short, long = sorted((one, other))
    assert 1 <= minutes(short, mode) <= minutes(long, mode)


@pytest.mark.parametrize(
    ("km", "mode", "expected"),
    [
        (0, "pied", 1),
        (1, "pied", 18),
        (1, "transports", 15),
        (1, "voiture", 8),
        (10, "transports", 42),
        (10, "voiture", 29),
        (100, "voiture", 108),
    ],
)
def test_the_estimate_is_a_plausible_one(km, mode, expected):
    assert minutes(km, mode) == expected


@given(st.floats(5, 500))
def test_beyond_five_kilometres_the_car_is_quicker_than_the_bus_and_the_bus_than_feet(km):
    assert minutes(km, "voiture") < minutes(km, "transports") < minutes(km, "pied")


@pytest.mark.parametrize("km", [-1, nan, inf])
def test_a_distance_that_is_none_is_refused(km):
    with pytest.raises(ValueError, match="km"):
        minutes(km, "pied")
