"""Services that nobody gives, of every kind other than town halls, written as the directory's own services write them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from math import cos, radians
from typing import Any

from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.directory import services
from app.directory.models import Location, Service, ServiceArea, ServiceKind, Structure, TemporaryInfo
from app.directory.rules import AreaPurpose, Audience, LocationRole, Mobilisation, Mobiliser, ReceptionMode
from app.territory.areas import area_code
from app.territory.distance import KM_PER_DEGREE
from app.territory.gazetteer import gazetteer

GRENOBLE, LYON_7, PRIVAS, VALENCE, VIENNE, AURILLAC = "38185", "69387", "07186", "26362", "38544", "15014"
ALWAYS, WEEKDAYS, NIGHTS = "24/7", "Mo-Fr 09:00-17:00", "Mo-Su 20:00-23:00"
"""On the Monday of `monday`, ten in the morning: open; open until five; closed, opens at eight in the evening."""

Area = tuple[str, str]
"""What an area is, and its code: `("departement", "07")`."""


class Directory:
    """A directory in the making: describe services, then `publish()` them all at once, committed and found by the search."""

    def __init__(self, session: Session) -> None:
        session.expire_on_commit = False
        self._session = session
        self._numbers = count(1)
        self._hours: dict[str, int] = {}
        self._made: list[Service] = []

    def fixed(self, commune: str = GRENOBLE, *, hours: str = WEEKDAYS, north: float = 0.0, **described: Any) -> Service:
        """A place where one goes, so many kilometres to the north of the middle of a commune."""
        return self._service([self.place(commune, hours=hours, north=north)], **described)

    def team(self, *covered: Area, **described: Any) -> Service:
        """A team that goes to people, everywhere in the areas named."""
        described.setdefault("kinds", ("maraude",))
        areas = [self.area(*named, purpose=AreaPurpose.COVERAGE) for named in covered]
        return self._service([], areas=areas, **described)

    def itinerant(self, *stops: Location, **described: Any) -> Service:
        """A service that stops here and there."""
        described.setdefault("kinds", ("bus-du-droit",))
        return self._service(list(stops), **described)

    def remote(self, **described: Any) -> Service:
        """A service given by telephone or online."""
        described.setdefault("kinds", ("paej",))
        return self._service([], modes_accueil=[ReceptionMode.REMOTE], **described)

    def refuge(self, commune: str = PRIVAS, *, hours: str = WEEKDAYS, north: float = 0.0, **described: Any) -> Service:
        """A shelter for victims of violence, whose address is kept secret because of its kind."""
        described.setdefault("kinds", ("hebergement-violences",))
        described.setdefault("modes_mobilisation", [Mobilisation.CALL])
        return self.fixed(commune, hours=hours, north=north, **described)

    def place(
        self, town: str, /, *, hours: str = WEEKDAYS, north: float = 0.0, role: str = LocationRole.FIXED, **described: Any
    ) -> Location:
        """A place of a service, at the middle of a commune or so many kilometres to its north."""
        commune = gazetteer().communes[town]
        address = {
            "adresse": "1 rue de l’Exemple",
            "code_postal": commune.codes_postaux[0],
            "commune": commune.nom,
            "code_insee": commune.code,
            "latitude": commune.latitude + north / KM_PER_DEGREE,
            "longitude": commune.longitude,
        }
        return Location(role=role, hours_id=self._hours_id(hours), **{**address, **described})

    def stop(self, commune: str, /, *, hours: str, starts: date | None = None, ends: date | None = None, **described: Any) -> Location:
        """A stop of an itinerant service, and the period during which it comes."""
        return self.place(commune, hours=hours, role=LocationRole.STOP, starts=starts, ends=ends, **described)

    @staticmethod
    def area(kind: str, code: str, *, purpose: AreaPurpose = AreaPurpose.ELIGIBILITY) -> ServiceArea:
        """Where people must live, or where a team goes."""
        return ServiceArea(purpose=purpose, kind=kind, code=code, area=area_code(kind, code))

    def temporarily(self, subject: Service | Structure, kind: str, starts: date, ends: date, *, hours: str = "", message: str = "") -> None:
        """Something that holds from a day to a day inclusive, for a service or for all those of a structure."""
        self._session.flush()
        of = {"service_id": subject.id} if isinstance(subject, Service) else {"structure_id": subject.id}
        self._session.add(TemporaryInfo(kind=kind, starts=starts, ends=ends, expression=hours, message=message, **of))

    def publish(self) -> None:
        """Make everything described so far found by the search. Services have their numbers from then on."""
        with unit_of_work(self._session) as session:
            session.flush()
            services.publish(session, self._made)

    def _service(
        self,
        locations: list[Location],
        *,
        kinds: Sequence[str] = ("accueil-de-jour",),
        eligible: Sequence[Area] = (),
        areas: Sequence[ServiceArea] = (),
        structure: Structure | None = None,
        **described: Any,
    ) -> Service:
        number = next(self._numbers)
        values: dict[str, Any] = {
            "nom": f"Service {number:03}",
            "audience": Audience.UNCONDITIONAL,
            "modes_accueil": [ReceptionMode.ON_SITE],
            "modes_mobilisation": [Mobilisation.COME],
            "mobilisable_par": [Mobiliser.PERSON],
            **described,
        }
        made = Service(
            source="exemple",
            source_id=str(number),
            structure=structure or self.structure(),
            locations=locations,
            areas=[*areas, *(self.area(*named) for named in eligible)],
            kinds=[ServiceKind(kind=code, position=position) for position, code in enumerate(kinds)],
            **values,
        )
        self._session.add(made)
        self._made.append(made)
        return made

    def structure(self, **described: Any) -> Structure:
        """An organisation; give it to several services for it to hold them all."""
        number = next(self._numbers)
        made = Structure(source="exemple", source_id=f"structure {number}", **{"nom": f"Association {number:03}", **described})
        self._session.add(made)
        return made

    def _hours_id(self, expression: str) -> int | None:
        if not expression:
            return None
        if expression not in self._hours:
            self._hours[expression] = services.hours(self._session, expression).id
        return self._hours[expression]


def confirmed(days_ago: float) -> dict[str, datetime]:
    """Every part of a listing confirmed so many days ago."""
    instant = utc_now().astimezone(UTC) - timedelta(days=days_ago)
    return {f"{part}_confirmed_at": instant for part in ("hours", "contact", "conditions")}


def north_of(commune: str, kilometres: float) -> tuple[float, float]:
    """Latitude and longitude of a point so far to the north of the middle of a commune."""
    town = gazetteer().communes[commune]
    return town.latitude + kilometres / KM_PER_DEGREE, town.longitude


def east_of(commune: str, kilometres: float) -> tuple[float, float]:
    """Latitude and longitude of a point so far to the east of the middle of a commune."""
    town = gazetteer().communes[commune]
    return town.latitude, town.longitude + kilometres / (KM_PER_DEGREE * cos(radians(town.latitude)))
