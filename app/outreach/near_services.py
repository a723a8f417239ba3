"""Services near a request that may help who was met there: what the directory's own search finds around its commune."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.directory.models import Service
from app.directory.search.engine import find
from app.directory.search.openings import Openings
from app.directory.search.reading import Reading, query, read
from app.directory.search.request import SearchRequest
from app.orientations.alternatives import Alternative
from app.orientations.recipients import can_receive
from app.outreach.rules import Need

SHOWN = 8
KINDS: Mapping[Need, tuple[str, ...]] = {
    Need.SHELTER: ("accueil-de-jour", "hebergement-urgence", "siao"),
    Need.FOOD: ("aide-alimentaire", "restaurant-solidaire", "epicerie-sociale"),
    Need.HYGIENE: ("douche", "laverie", "bagagerie"),
    Need.CLOTHES: ("vestiaire",),
    Need.RIGHTS: ("premier-accueil-social", "france-services", "ccas"),
    Need.ADDRESS: ("domiciliation",),
    Need.LINK: ("accueil-de-jour", "premier-accueil-social"),
    Need.CARE: ("pass", "equipe-mobile-sante"),
    Need.FAMILY: ("pmi", "service-social-departement"),
}
"""Kinds of help that answer a need, the likeliest first."""


class Asked(NamedTuple):
    """What is looked for: a kind, or words, which go first. `commune`: INSEE code."""

    commune: str
    kind: str
    words: str = ""

    @property
    def reading(self) -> Reading:
        """What the search understands."""
        return read(SearchRequest(q=self.words, type=() if self.words else (self.kind,), commune=self.commune))


def near(session: Session, openings: Openings, asked: Asked, now: datetime) -> list[Alternative]:
    """Return the first services that the search finds, in its order, those that nobody can be oriented to left out."""
    reading = asked.reading
    if reading.place is None or reading.is_open_question:
        return []
    is_understood = bool(reading.kinds or reading.needs)
    if not (is_understood or reading.words):
        return []
    found = find(session.connection(), openings, query(reading, reading.place, words=() if is_understood else reading.words), now)
    services = [(session.get(Service, one.service_id), one) for one in found.answers]
    return [
        Alternative(service, one.kilometres if one.location_id else None, can_receive(session, service))
        for service, one in services
        if service is not None and can_be_oriented_to(service)
    ][:SHOWN]


def can_be_oriented_to(service: Service) -> bool:
    """Whether somebody may be oriented to a service: it stands, and receives people."""
    is_over = service.ended_on is not None or service.structure.ended_on is not None or service.merged_into_id is not None
    return not (is_over or service.organisations_only)


def kind_for(service: Service, wanted: Sequence[str]) -> str:
    """Return for what somebody is oriented to a service: the first kind wanted that it gives, else the first that it gives at all."""
    own = [one.kind for one in service.kinds]
    return next((code for code in (*wanted, *own) if code in own), wanted[0] if wanted else "")
