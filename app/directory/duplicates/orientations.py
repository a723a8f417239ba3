"""Orientations and merges: who accepted to receive them did so at one place; a merge never sends them elsewhere."""

from collections.abc import Mapping, Sequence

from app.directory.models import Service, Structure


class Agreed:
    """The services of two structures that receive orientations before these are merged, and where."""

    def __init__(self, *structures: Structure) -> None:
        receiving = [service for structure in structures for service in structure.services if service.receives_orientations]
        self._places: Mapping[Service, str] = {service: _place(service) for service in receiving}

    def misdirected(self) -> Sequence[Service]:
        """Return those whose orientations would arrive, now, where nobody accepted any: they are to choose again."""
        agreed = set(self._places.values())
        return [service for service in self._places if service.merged_into_id is None and _place(service) not in agreed]


def _place(service: Service) -> str:
    """The e-mail that is known; without one, those who keep the structure are written to."""
    return service.courriel or service.structure.courriel or str(service.structure.id)
