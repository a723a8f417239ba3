"""What is read of the grid holds the circle, and nothing of it is read twice."""

from math import cos, radians, sqrt

from hypothesis import given
from hypothesis import strategies as st

from app.directory.search.around import NO_RUN, around, run_parameters, runs_of, square_of
from app.territory.distance import cell, cells_within
from app.territory.rules import Point

CENTRES = st.builds(Point, st.floats(44.0, 47.0), st.floats(2.0, 7.5))


@given(cells=st.sets(st.integers(0, 200)).map(sorted))
def test_runs_hold_each_cell_once(cells):
    runs = runs_of(cells)
    assert [number for first, last in zip(runs[::2], runs[1::2], strict=True) for number in range(first, last + 1)] == cells
    assert all(last + 1 < following for last, following in zip(runs[1::2], runs[2::2], strict=False)), "two runs could be one"


@given(centre=CENTRES, kilometres=st.sampled_from((1.0, 4.0, 12.0, 50.0)), turn=st.floats(0, 6.28), share=st.floats(0, 1))
def test_the_bounds_and_the_runs_hold_the_circle(centre, kilometres, turn, share):
    found = around(centre, kilometres)
    north = share * sqrt(found.square) * cos(turn)
    east = sqrt(max(0.0, (share**2 * found.square - north**2) / cos(radians(centre.latitude)) ** 2))
    point = Point(centre.latitude + north, centre.longitude + (east if turn < 3.14 else -east))
    bounds = found.parameters
    assert bounds["south"] <= point.latitude <= bounds["north"]
    assert bounds["west"] <= point.longitude <= bounds["east"]
    number = cell(point.latitude, point.longitude)
    assert any(first <= number <= last for first, last in zip(found.runs[::2], found.runs[1::2], strict=True))
    assert found.square == square_of(kilometres)


def test_runs_are_those_of_the_cells_of_the_grid():
    centre = Point(45.19, 5.72)
    assert around(centre, 12.0).runs == runs_of(cells_within(centre, 12.0))


def test_room_that_is_left_holds_no_cell():
    size, parameters = run_parameters((5, 9, 20, 20))
    values = list(parameters.values())
    assert len(values) == 2 * size
    assert values[:4] == [5, 9, 20, 20]
    assert set(zip(values[4::2], values[5::2], strict=True)) == {NO_RUN}
