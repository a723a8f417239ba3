"""How long it takes to get there: an embedded estimate, from the distance as the crow flies alone. Say that it is one.

Hypotheses: the way is 1.3 times longer than the crow flies; a person walks at 4.5 km/h; public transport costs 10 minutes of walking and
waiting, then runs at 15 km/h in town, up to 45 km/h at 40 km and beyond; a car costs 4 minutes of parking, then runs at 20 km/h over
the first kilometre, up to 75 km/h at 60 km and beyond. It knows no relief, no timetable, no night: an isochrone service does better.
"""

from math import ceil, isfinite

from app.territory.rules import TravelMode

DETOUR = 1.3
WALKING_KMH = 4.5
TRANSPORT_MINUTES, TRANSPORT_KMH, TRANSPORT_FASTEST_KMH, TRANSPORT_FASTEST_AT_KM = 10, 15.0, 45.0, 40.0
CAR_MINUTES, CAR_KMH, CAR_FASTEST_KMH, CAR_FASTEST_AT_KM = 4, 20.0, 75.0, 60.0


def minutes(km: float, mode: TravelMode) -> int:
    """Return the estimated minutes, whole, 1 at least, never fewer for a longer way; raise ValueError for a distance that is none."""
    if not isfinite(km) or km < 0:
        msg = f"{km} km"
        raise ValueError(msg)
    way = km * DETOUR
    if mode == "pied":
        spent = way / WALKING_KMH * 60
    elif mode == "transports":
        speed = _speed(way, TRANSPORT_KMH, TRANSPORT_FASTEST_KMH, TRANSPORT_FASTEST_AT_KM)
        spent = TRANSPORT_MINUTES + way / speed * 60
    else:
        spent = CAR_MINUTES + way / _speed(way, CAR_KMH, CAR_FASTEST_KMH, CAR_FASTEST_AT_KM) * 60
    return max(1, ceil(spent))


def _speed(way: float, slowest: float, fastest: float, fastest_at: float) -> float:
    """Mean speed over the whole way: grows in a straight line, so that time never shrinks as the way grows."""
    return slowest + (fastest - slowest) * min(way / fastest_at, 1.0)
