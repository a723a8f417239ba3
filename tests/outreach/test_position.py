"""Where and when, as people have it at hand: figures, links of maps, parts of a day."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import PARIS
from app.outreach.forms.position import read_point
from app.outreach.forms.seen import Part, instant

LATITUDE, LONGITUDE = 45.7641, 4.8357


@pytest.mark.parametrize(
    "text",
    [
        "45.7641, 4.8357",
        "45.7641,4.8357",
        " 45.7641 4.8357 ",
        "45,7641 4,8357",
        "45,7641, 4,8357",
        "45,7641,4,8357",
        "45,7641 ; 4,8357",
        "45.7641° N, 4.8357° E",
        "45.7641/4.8357",
        "45°45'50.76\"N 4°50'8.52\"E",
        "45° 45′ 50,76″ N, 4° 50′ 8,52″ E",
        "geo:45.7641,4.8357?z=17",
        "https://www.openstreetmap.org/#map=17/45.7641/4.8357",
        "https://www.openstreetmap.org/?mlat=45.7641&mlon=4.8357#map=17/45.1/4.1",
        "https://www.google.com/maps/@45.7641,4.8357,17z",
        "https://www.google.com/maps/place/Gare/@45.1,4.1,17z/data=!3m1!4b1!8m2!3d45.7641!4d4.8357",
        "https://www.google.com/maps?q=45.7641,4.8357",
        "https://maps.google.com/?q=loc:45.7641,4.8357",
        "https://maps.apple.com/?ll=45.7641,4.8357&t=m",
        "https://waze.com/ul?ll=45.7641%2C4.8357&navigate=yes",
    ],
)
def test_a_position_is_read_as_people_have_it(text):
    point = read_point(text)
    assert point is not None
    assert point.latitude == pytest.approx(LATITUDE, abs=1e-6)
    assert point.longitude == pytest.approx(LONGITUDE, abs=1e-6)


@pytest.mark.parametrize(
    "text",
    ["", "derrière la gare", "45", "45.7641", "45.7641, ", "12 rue de la Paix", "https://maps.app.goo.gl/x", "95.5, 4.8", "45.1, 4.1, 7.2"],
)
def test_what_tells_no_position_is_none(text):
    assert read_point(text) is None


@given(st.text(max_size=200))
def test_no_text_is_too_much(text):
    point = read_point(text)
    assert point is None or (-90 <= point.latitude <= 90 and -180 <= point.longitude <= 180)


@given(st.floats(44, 47), st.floats(2, 7.5))
def test_figures_come_back_as_they_went(latitude, longitude):
    point = read_point(f"{latitude:.5f}, {longitude:.5f}")
    assert (round(point.latitude, 5), round(point.longitude, 5)) == (round(latitude, 5), round(longitude, 5))


NOW = datetime(2026, 11, 24, 10, 30, tzinfo=PARIS)
TODAY, YESTERDAY = date(2026, 11, 24), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "part", "hour", "expected"),
    [
        (YESTERDAY, Part.UNKNOWN, None, (23, 12, 0)),
        (YESTERDAY, Part.MORNING, None, (23, 9, 0)),
        (YESTERDAY, Part.NIGHT, None, (23, 23, 0)),
        (YESTERDAY, Part.NIGHT, time(21, 15), (23, 21, 15)),
        (TODAY, Part.MORNING, None, (24, 9, 0)),
        (TODAY, Part.UNKNOWN, None, (24, 10, 30)),
        (TODAY, Part.NIGHT, None, (24, 3, 0)),
        (TODAY, Part.AFTERNOON, None, None),
        (TODAY, Part.EVENING, None, None),
        (TODAY, Part.UNKNOWN, time(10, 30), (24, 10, 30)),
        (TODAY, Part.MORNING, time(10, 31), None),
    ],
)
def test_a_part_of_a_day_stands_for_an_hour_that_is_not_to_come(day, part, hour, expected):
    found = instant(day, part, hour, NOW)
    assert (found and (found.day, found.hour, found.minute)) == expected
