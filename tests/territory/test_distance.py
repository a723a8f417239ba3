from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.territory.distance import bounding_box, cell, cells_within, kilometres
from app.territory.rules import Point

GRENOBLE, LYON, PRIVAS = Point(45.18663, 5.73631), Point(45.758, 4.835), Point(44.735, 4.599)

points = st.builds(Point, st.floats(43, 48), st.floats(1, 8))
anywhere = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


def test_grenoble_is_about_94_km_from_lyon():
    assert kilometres(GRENOBLE, LYON) == pytest.approx(94.6, abs=0.5)


@given(anywhere, anywhere)
def test_a_distance_is_the_same_both_ways_and_never_beyond_the_antipodes(a, b):
    assert kilometres(a, b) == pytest.approx(kilometres(b, a))
    assert 0 <= kilometres(a, b) <= 20_016


@given(points, points, points)
def test_a_detour_is_never_shorter(a, b, c):
    assert kilometres(a, c) <= kilometres(a, b) + kilometres(b, c) + 1e-6


@given(points, points, st.floats(0.1, 200))
def test_a_box_holds_everything_within_its_distance(centre, other, km):
    box = bounding_box(centre, km)
    if kilometres(centre, other) <= km:
        assert box.south <= other.latitude <= box.north
        assert box.west - 1e-9 <= other.longitude <= box.east + 1e-9


def test_a_box_stops_at_the_poles():
    box = bounding_box(Point(89.9, 0), 50)
    assert (box.west, box.north, box.east) == (-180, 90, 180)


@given(anywhere)
def test_a_cell_is_a_positive_number(point):
    assert 0 <= cell(*point) < 2**21


@pytest.mark.parametrize("point", [(nan, 0), (0, inf), (90.1, 0), (0, -180.1)])
def test_a_point_outside_the_earth_has_no_cell(point):
    with pytest.raises(ValueError, match="latitude"):
        cell(*point)


def test_neighbours_on_a_row_have_consecutive_cells():
    assert cell(45.1, 5.3) + 1 == cell(45.1, 5.5)
    assert cell(45.1, 5.3) + 1800 == cell(45.3, 5.3)


@given(points, st.floats(0.05, 100), st.floats(-1, 1), st.floats(-1, 1))
def test_the_cells_within_a_distance_hold_every_point_within_it(centre, km, north, east):
    box = bounding_box(centre, km)
    tall, wide = (box.north - box.south) / 2, (box.east - box.west) / 2
    other = Point(centre.latitude + north * tall, centre.longitude + east * wide)
    if kilometres(centre, other) <= km:
        assert cell(*other) in cells_within(centre, km)


@given(points, st.floats(0.05, 100))
def test_cells_are_ascending_each_once_and_few(centre, km):
    cells = cells_within(centre, km)
    assert list(cells) == sorted(set(cells))
    assert cell(*centre) in cells
    # No more than the box that would hold them: 0.2° is 22 km tall, and at most 14.8 km narrow at 48° north.
    assert len(cells) <= (2 * km / 22 + 2) * (2 * km * 1.03 / 14.8 + 2)


def test_the_corners_of_a_large_box_are_left_out():
    box = bounding_box(PRIVAS, 100)
    rows = cell(box.north, 0) // 1800 - cell(box.south, 0) // 1800 + 1
    columns = cell(0, box.east) % 1800 - cell(0, box.west) % 1800 + 1
    assert len(cells_within(PRIVAS, 100)) < 0.92 * rows * columns
