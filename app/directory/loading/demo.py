"""Fictional services of every kind that is a place, a team or an accompaniment, for trying: each marked « exemple ».

Nothing in them is a real place: streets are « de l’Exemple », telephone numbers are those that the regulator keeps for fiction
(04 65 71 …). The same seed gives the same services each time.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.core.clock import today, utc_now
from app.directory.indexing import remove_from_index
from app.directory.kinds import THROUGH_SIAO, Form, Kind, kinds
from app.directory.models import Location, Service, ServiceArea, ServiceKind, Structure, TemporaryInfo
from app.directory.opening.rules import ChangeKind
from app.directory.rules import AreaPurpose, Audience, LocationRole, Mobilisation, Mobiliser, Price, Public, ReceptionMode
from app.directory.services import hours, publish, raise_version
from app.territory.areas import area_code
from app.territory.gazetteer import gazetteer
from app.territory.rules import Commune

SOURCE = "exemple"
SEED = 20
HOURS = (
    "Mo-Fr 09:00-12:00,14:00-17:00",
    "Mo,We,Fr 09:00-12:30; Tu,Th 13:30-18:00",
    "Mo-Su 08:00-19:00",
    "Tu-Sa 10:00-13:00,15:00-19:00; PH off",
    "We[1],We[3] 14:00-17:00",
    "Mo-Fr 18:00-23:30",
    "Fr-Sa 20:00-02:00",
    "24/7",
)
STOP_HOURS = ("Tu 10:00-12:00", "Th 14:00-16:30", "Fr 09:30-11:30", "Mo 17:00-19:00")
LANGUAGES = ("fr", "en", "ar", "es", "uk", "ru", "tr", "fsl")
STOPS = ("Place du Marché", "Devant la gare")
STOP_DAYS = 120
EVENING = "Mo-Su 19:00-21:00"
ELSEWHERE = "Esplanade de l’Exemple"
OFFSET = 0.025
"""Degrees around the town hall: about two kilometres."""


def load_demo(session: Session) -> int:
    """Add the fictional services that are not there yet; return how many were added."""
    known = set(session.scalars(select(Structure.source_id).where(Structure.source == SOURCE)))
    random = Random(SEED)  # noqa: S311 - a repeatable choice, no secret
    added: list[Service] = []
    for number, (kind, town) in enumerate(_pairs()):
        service = _service(session, random, kind, town, number)
        if service.source_id not in known:
            session.add(service.structure)
            added.append(service)
    session.flush()
    for service in added[::10]:
        session.add(_closure(service))
    _tonight(session, [service for service in added if any(place.role == LocationRole.STOP for place in service.locations)])
    session.flush()
    publish(session, added)
    return len(added)


def remove_demo(session: Session) -> int:
    """Remove every fictional service; return how many there were."""
    ids = session.scalars(select(Service.id).where(Service.source == SOURCE)).all()
    remove_from_index(session, ids)
    session.execute(delete(Structure).where(Structure.source == SOURCE))
    raise_version(session)
    return len(ids)


def _pairs() -> Iterator[tuple[Kind, Commune]]:
    """Each kind that can be searched, in each prefecture."""
    towns = [town for departement in gazetteer().departements.values() if (town := gazetteer().commune(departement.chef_lieu))]
    return ((kind, town) for town in towns for kind in kinds().values() if kind.can_be_searched)


def _service(session: Session, random: Random, kind: Kind, town: Commune, number: int) -> Service:
    identifier = f"{kind.code}-{town.code}"
    telephone = f"04 65 71 {number // 100 % 100:02} {number % 100:02}"
    street = f"{random.randint(1, 90)} rue de l’Exemple"
    latitude, longitude = (round(value + random.uniform(-OFFSET, OFFSET), 5) for value in town.point)
    address = {
        "adresse": street,
        "code_postal": town.codes_postaux[0],
        "commune": town.nom,
        "code_insee": town.code,
        "latitude": latitude,
        "longitude": longitude,
    }
    structure = Structure(
        source=SOURCE, source_id=identifier, nom=f"Association de l’Exemple, {town.nom}", telephone=telephone, is_example=True, **address
    )
    service = Service(
        structure=structure,
        source=SOURCE,
        source_id=identifier,
        nom=f"{kind.name}, {town.nom}",
        description=f"{kind.definition} Cette fiche est un exemple : ce lieu n’existe pas.",
        telephone=telephone,
        courriel=f"exemple-{number}@exemple.fr" if number % 2 else "",
        receives_orientations=bool(number % 2),
        is_example=True,
        kinds=[ServiceKind(kind=kind.code)],
        through_siao=kind.code in THROUGH_SIAO,
        hours_confirmed_at=utc_now() - timedelta(days=random.choice((3, 40, 400))),
        hours_confirmed_by="exemple",
        **_conditions(random),
    )
    service.modes_accueil = [ReceptionMode.REMOTE if kind.form is Form.REMOTE else ReceptionMode.ON_SITE]
    if kind.form is Form.TEAM:
        area = area_code("departement", town.departement)
        service.areas.append(ServiceArea(purpose=AreaPurpose.COVERAGE, kind="departement", code=town.departement, area=area))
    elif kind.form is Form.ITINERANT:
        service.locations.extend(_stops(session, random, address))
    elif kind.form is not Form.REMOTE:
        service.locations.append(Location(role=LocationRole.FIXED, hours=hours(session, random.choice(HOURS)), **address))
    return service


def _conditions(random: Random) -> dict[str, object]:
    publics = random.choice(([], [], [Public.FAMILIES], [Public.YOUNG], [Public.WOMEN]))
    exclusive = bool(publics) and random.random() < 0.5  # noqa: PLR2004 - one in two
    return {
        "publics": publics or [Public.EVERYONE],
        "audience": Audience.EXCLUSIVE if exclusive else Audience.PREFERENTIAL if publics else Audience.UNCONDITIONAL,
        "modes_mobilisation": random.choice(([Mobilisation.COME], [Mobilisation.COME, Mobilisation.CALL], [Mobilisation.CALL])),
        "mobilisable_par": [Mobiliser.PERSON, Mobiliser.PROFESSIONAL],
        "frais": Price.FREE,
        "animals": random.choice((None, True, False)),
        "step_free": random.choice((None, True, False)),
        "spoken_languages": sorted({"fr", *random.sample(LANGUAGES, 2)}),
    }


def _stops(session: Session, random: Random, address: dict[str, object]) -> Sequence[Location]:
    first, last = today(), today() + timedelta(days=STOP_DAYS)
    times = random.sample(STOP_HOURS, len(STOPS))
    return [
        _stop(session, name, f"{_osm(first)}-{_osm(last)} {time}", (first, last), address) for name, time in zip(STOPS, times, strict=True)
    ]


def _stop(session: Session, name: str, expression: str, period: tuple[date, date], address: dict[str, object]) -> Location:
    whole = {**address, "adresse": name}
    return Location(role=LocationRole.STOP, nom=name, hours=hours(session, expression), starts=period[0], ends=period[1], **whole)


def _tonight(session: Session, itinerant: Sequence[Service]) -> None:
    """Let the first three pass tonight and each evening: of them one is cancelled today, and one is elsewhere."""
    evening = hours(session, EVENING)
    for service in itinerant[:3]:
        service.locations[0].hours = evening
    for service in itinerant[:2]:
        session.add(_cancelled(service.locations[0]))
    for service in itinerant[1:2]:
        stop = service.locations[0]
        address = {name: getattr(stop, name) for name in ("code_postal", "commune", "code_insee", "latitude", "longitude")}
        elsewhere = Location(
            role=LocationRole.STOP,
            nom=ELSEWHERE,
            adresse=ELSEWHERE,
            hours=evening,
            starts=today(),
            ends=today(),
            instead_of=stop,
            **address,
        )
        service.locations.append(elsewhere)


def _cancelled(stop: Location) -> TemporaryInfo:
    return TemporaryInfo(location_id=stop.id, kind=ChangeKind.CLOSURE, starts=today(), ends=today(), message="C’est un exemple.")


def _osm(day: date) -> str:
    """A day as OSM writes it, in English whatever the machine speaks."""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{day.year} {months[day.month - 1]} {day.day:02}"


def _closure(service: Service) -> TemporaryInfo:
    return TemporaryInfo(
        service_id=service.id,
        kind=ChangeKind.CLOSURE,
        starts=today() + timedelta(days=2),
        ends=today() + timedelta(days=9),
        message="Fermeture d’une semaine (exemple).",
    )
