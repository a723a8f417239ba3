"""Each change in place leaves on the screen what a fresh load of its address shows."""

import pytest

from tests.support.swap import prove_swap

_RESULTS = "/recherche?q=domiciliation+Privas"
_ENGLISH = f"{_RESULTS}&lang=en"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        pytest.param(_RESULTS, "/recherche?q=domiciliation+Privas&ouvert=maintenant", id="one filter"),
        pytest.param(_RESULTS, "/recherche?q=domiciliation+Privas&ouvert=maintenant&acces=gratuit&rayon=10", id="several filters"),
        pytest.param("/recherche?q=domiciliation+Privas&ouvert=maintenant", _RESULTS, id="a filter taken away"),
        pytest.param(_ENGLISH, f"{_ENGLISH}&ouvert=maintenant", id="in English"),
        pytest.param(_RESULTS, "/recherche?q=domiciliation+Privas&rayon=-1", id="a refusal"),
    ],
)
def test_filtering_in_place_equals_a_fresh_load(first, then, furnished, at):
    at("2026-11-23 10:00")

    prove_swap(furnished.client, first, then)
