"""Kilometres as the crow flies, and the grid of 0.2° that lets an index find what is near."""

from math import asin, ceil, cos, floor, isfinite, pi, radians, sin, sqrt

from app.territory.rules import Box, Point

EARTH_RADIUS_KM = 6371.0088
KM_PER_DEGREE = EARTH_RADIUS_KM * pi / 180
CELLS_PER_DEGREE = 5
COLUMNS = 360 * CELLS_PER_DEGREE
ROWS = 180 * CELLS_PER_DEGREE
MARGIN = 1.02
"""Cells are kept or left by a flat reckoning; this covers what it misses up to 500 km at the latitudes of Europe."""


def kilometres(a: Point, b: Point) -> float:
    """Return the great-circle distance between two points."""
    south, north = radians(a.latitude), radians(b.latitude)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))


def bounding_box(point: Point, km: float) -> Box:
    """Return the smallest box that holds every point within `km`, cut at the poles and at the antimeridian."""
    tall = km / KM_PER_DEGREE
    south, north = point.latitude - tall, point.latitude + tall
    if south <= -90 or north >= 90:  # noqa: PLR2004 - the poles
        return Box(max(-90.0, south), -180.0, min(90.0, north), 180.0)
    spread = sin(km / EARTH_RADIUS_KM) / cos(radians(point.latitude))
    wide = asin(min(1.0, spread)) * 180 / pi
    return Box(south, max(-180.0, point.longitude - wide), north, min(180.0, point.longitude + wide))


def cell(latitude: float, longitude: float) -> int:
    """Return the number (≥ 0) of the square of 0.2° that holds the point; raise ValueError outside the Earth.

    Rows go from the south, columns from the west; 1,800 cells a row: neighbours on a row have consecutive numbers.
    """
    if not (isfinite(latitude) and isfinite(longitude) and -90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004
        msg = f"latitude {latitude}, longitude {longitude}"
        raise ValueError(msg)
    row = min(floor((latitude + 90) * CELLS_PER_DEGREE), ROWS - 1)
    column = min(floor((longitude + 180) * CELLS_PER_DEGREE), COLUMNS - 1)
    return row * COLUMNS + column


def cells_within(point: Point, km: float) -> tuple[int, ...]:
    """Return the numbers, ascending, of the cells that may hold a point within `km` (a few more at the rim, never one less)."""
    box = bounding_box(point, km)
    first, last = divmod(cell(box.south, box.west), COLUMNS), divmod(cell(box.north, box.east), COLUMNS)
    reach = (km * MARGIN / KM_PER_DEGREE) ** 2
    latitude, longitude = point.latitude + 90, point.longitude + 180
    found: list[int] = []
    for row in range(first[0], last[0] + 1):
        south, north = row / CELLS_PER_DEGREE, (row + 1) / CELLS_PER_DEGREE
        tall = max(south - latitude, 0.0, latitude - north)
        left = reach - tall * tall
        if left < 0:
            continue
        nearest_to_a_pole = max(abs(south - 90), abs(north - 90), abs(latitude - 90))
        scale = cos(radians(min(nearest_to_a_pole, 89.0)))
        wide = sqrt(left) / scale
        west = max(first[1], floor((longitude - wide) * CELLS_PER_DEGREE))
        east = min(last[1], ceil((longitude + wide) * CELLS_PER_DEGREE) - 1)
        # A point upon a line of the grid belongs to the east: keep its own column at least.
        own = min(floor(longitude * CELLS_PER_DEGREE), COLUMNS - 1)
        found.extend(range(row * COLUMNS + min(west, own), row * COLUMNS + max(east, own) + 1))
    return tuple(found)
