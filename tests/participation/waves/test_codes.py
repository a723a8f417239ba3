"""What makes a code, and the numbers of a series: no database."""

from types import SimpleNamespace

import pytest

from app.participation.rules import Channel
from app.participation.waves import ALL_THE_SAME, TOO_SHORT, WITHOUT_LETTER, asks_code, normal, refusal

pytestmark = pytest.mark.one_engine


@pytest.mark.parametrize("typed", ["ME 47 LO", "mé-47-lo", " Me47lO ", "ＭＥ４７ＬＯ", "me٤٧lo"])
def test_a_code_is_one_however_it_is_typed(typed):
    assert normal(typed) == "me47lo"
    assert refusal(typed) == ""


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", TOO_SHORT), ("me 47", TOO_SHORT), ("\0\0\0 - - ! ! !", TOO_SHORT), ("12/03/1985", WITHOUT_LETTER),
        ("12031985a", WITHOUT_LETTER),
        ("aaaa11", ALL_THE_SAME), ("prenom", ALL_THE_SAME), ("ليلى٤٧أم", ""),
    ],
)  # fmt: skip
def test_a_code_that_would_not_do_is_told_why(typed, why):
    assert refusal(typed) == why


def test_who_answers_on_their_own_device_alone_is_asked_one():
    followed, other = SimpleNamespace(id=1, series_id=None, is_followed=True), SimpleNamespace(id=1, series_id=None, is_followed=False)
    assert {channel for channel in Channel if asks_code(followed, channel)} == {Channel.LINK, Channel.POSTER}
    assert not any(asks_code(other, channel) for channel in Channel)
