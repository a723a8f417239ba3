"""What addresses name, as permissions and views want it."""

from collections.abc import Collection
from dataclasses import dataclass

from app.core.errors import NotThere
from app.core.numbers import LARGEST
from app.directory import history
from app.directory.models import Revision, Service, Structure, TemporaryInfo
from app.directory.stops.making import is_stop, makes_stops
from app.extensions import db
from app.listings import queries
from app.listings.queries import Listing
from app.listings.sections import HOURS, ORIENTATIONS, Section, section_of_service, section_of_structure
from app.listings.services.editing import Target


@dataclass(frozen=True, slots=True)
class OfListing:
    """Something of a listing, as permissions see it."""

    listing: Listing

    @property
    def departement(self) -> str:
        """Whose moderators answer."""
        return self.listing.departement

    @property
    def keepers(self) -> Collection[int]:
        """Organisations that keep the listing."""
        return self.listing.keepers


@dataclass(frozen=True, slots=True)
class Opened(OfListing):
    """A section of a listing."""

    section: Section

    @property
    def target(self) -> Target:
        """What is saved."""
        subject = self.listing.subject
        return Target(Service if isinstance(subject, Service) else Structure, subject.id, self.section)


@dataclass(frozen=True, slots=True)
class OpenedVersion(OfListing):
    """A version of a listing."""

    version: Revision


@dataclass(frozen=True, slots=True)
class AnnouncedOf(OfListing):
    """Temporary information of a listing, by its number."""

    info: int


@dataclass(frozen=True, slots=True)
class OpenedStop(OfListing):
    """A stop of a service, by its number."""

    service: Service
    stop: int


def of_structure(number: int) -> Listing:
    """Return a listing by the number of its structure; raise NotThere."""
    return queries.listing(db.session(), number)


def of_service(number: int) -> Listing:
    """Return a listing by the number of one of its services; raise NotThere."""
    return queries.listing_of_service(db.session(), number)


def section_in_structure(number: int, section: str) -> Opened:
    """Return a section of a structure; raise NotThere."""
    return Opened(of_structure(number), section_of_structure(section))


def section_in_service(number: int, section: str) -> Opened:
    """Return a section of a service that a form of its own fills; raise NotThere."""
    opened = Opened(of_service(number), section_of_service(section))
    if opened.section is ORIENTATIONS and opened.listing.service is not None and opened.listing.service.organisations_only:
        raise NotThere
    return opened


def announced_of(number: int, info: int) -> AnnouncedOf:
    """Return temporary information of a listing or of one of its services; raise NotThere."""
    listing = of_structure(number)
    row = db.session().get(TemporaryInfo, info) if info < LARGEST else None
    services = [service.id for service in listing.structure.services]
    if row is None or (row.structure_id != number and row.service_id not in services):
        raise NotThere
    return AnnouncedOf(listing, info)


def hours_of(number: int) -> Opened:
    """Return the hours of a service; raise NotThere."""
    return Opened(of_service(number), HOURS)


def stops_of(number: int) -> Listing:
    """Return the listing of a service that may make stops; raise NotThere."""
    listing = of_service(number)
    if listing.service is None or not makes_stops(listing.service):
        raise NotThere
    return listing


def stop_of(number: int, stop: int) -> OpenedStop:
    """Return a stop of a service; raise NotThere, for what only stands for a stop on a day too."""
    listing = stops_of(number)
    places = listing.service.locations if listing.service is not None else ()
    if listing.service is None or stop not in {place.id for place in places if is_stop(place)}:
        raise NotThere
    return OpenedStop(listing, listing.service, stop)


def version_of_structure(number: int, version: int) -> OpenedVersion:
    """Return a version of a structure; raise NotThere."""
    listing = of_structure(number)
    return OpenedVersion(listing, _version(listing, version))


def version_of_service(number: int, version: int) -> OpenedVersion:
    """Return a version of a service; raise NotThere."""
    listing = of_service(number)
    return OpenedVersion(listing, _version(listing, version))


def _version(listing: Listing, version: int) -> Revision:
    if version >= LARGEST:
        raise NotThere
    return history.revision(db.session(), listing.subject, version)
