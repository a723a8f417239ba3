"""Which services make stops, and which of their places are some."""

from app.directory.kinds import Form, kinds
from app.directory.models import Location, Service
from app.directory.rules import LocationRole

_MOVING = (Form.ITINERANT, Form.TEAM)


def makes_stops(service: Service) -> bool:
    """Whether a service may publish stops: it is of a kind that moves, or has some."""
    moves = any(kinds()[kind.kind].form in _MOVING for kind in service.kinds if kind.kind in kinds())
    return moves or any(place.role == LocationRole.STOP for place in service.locations)


def is_stop(place: Location) -> bool:
    """Whether a place is a stop of its own, rather than one that stands for another on a day."""
    return place.role == LocationRole.STOP and place.instead_of_id is None
