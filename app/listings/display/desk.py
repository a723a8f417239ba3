"""The listings that one keeps: what each says, how old it is, what to do first."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from babel.dates import format_timedelta
from sqlalchemy.orm import Session

from app.core.clock import today, utc_now
from app.core.language import Translator
from app.core.written_days import day_text
from app.directory.labels import PLACES_LEFT
from app.directory.models import Service, Structure, TemporaryInfo
from app.directory.opening.rules import ChangeKind
from app.directory.rules import PLACES_LEFT_HOURS, ClaimWay, PlacesLeft
from app.directory.stops.making import makes_stops
from app.listings.desk_queries import announced, open_claims, waiting_proposals
from app.listings.display.orientations import TO_CHOOSE, no_email, sections_of, to_choose
from app.listings.display.saying import field_name, said, temporary_said
from app.listings.labels import PARTS
from app.listings.queries import listing_of_ticket, public_name_of
from app.listings.rules import PART_PERIOD_DAYS, Part
from app.listings.sections import HOURS, OF_STRUCTURE, ORIENTATIONS, Section
from app.listings.services.editing import told
from app.listings.services.temporary import read_from

_PLAIN_NO = ("is_protected", "by_appointment")


@dataclass(frozen=True, slots=True)
class Kept:
    """A listing in the list of those that one keeps."""

    name: str
    path: str
    to_do: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A listing that one asked for, and that nobody decided yet."""

    name: str
    """As its sheet tells it; empty when it may not be told."""
    sent_on: str
    code_path: str
    """Where the code that it waits for is written; empty when somebody is to decide, or when a colleague has the code."""


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A section: what it says now, how old that is, where it is changed."""

    name: str
    lines: tuple[tuple[str, str], ...]
    """(field, what it says), less the fields that say nothing."""
    confirmed: str
    is_old: bool
    path: str
    code: str = ""
    advice: str = ""
    """What to do about it."""


@dataclass(frozen=True, slots=True)
class SubjectShown:
    """A structure or a service, with its sections."""

    number: int
    name: str
    sections: tuple[SectionShown, ...]
    public_path: str
    history_path: str
    places_path: str = ""
    places: str = ""
    """What is said of places left, and since when."""
    stops_path: str = ""
    """Where its stops are kept; empty for what makes none."""


@dataclass(frozen=True, slots=True)
class Announced:
    """Temporary information that holds or will."""

    text: str
    of: str
    path: str
    """Where it is ended."""
    read_from: str
    """The first day on which the public reads it; empty when it does already."""


@dataclass(frozen=True, slots=True)
class ListingPage:
    """`listings/listing.html`."""

    name: str
    path: str
    structure: SubjectShown
    services: tuple[SubjectShown, ...]
    announced: tuple[Announced, ...]
    proposals: tuple[str, ...]
    """Where each that waits is decided."""
    to_check: tuple[str, ...]
    """The parts that nobody confirmed lately, by their names."""
    to_choose: tuple[tuple[str, str], ...] = ()
    """(name, path) of the services for which nobody said yet whether they receive orientations."""


def kept(session: Session, structures: Sequence[Structure], t: Translator) -> list[Kept]:
    """Return the listings that one keeps, with what to do first in each."""
    waiting = waiting_proposals(session, [structure.id for structure in structures])
    undecided = to_choose(session, [service for structure in structures for service in structure.services])
    return [
        Kept(structure.nom, path_of(structure), _to_do(structure, len(waiting.get(structure.id, ())), undecided, t))
        for structure in structures
    ]


def asked(session: Session, account: int, organisations: Collection[int], t: Translator) -> list[Asked]:
    """Return the claims of an account and of its organisations that wait."""
    return [
        Asked(
            public_name_of(session, listing_of_ticket(session, claim)),
            day_text(claim.created_at.date(), t),
            f"/prise-en-main/{claim.id}/code" if claim.way == ClaimWay.EMAIL and claim.account_id == account else "",
        )
        for claim in open_claims(session, account, organisations)
    ]


def listing_page(session: Session, structure: Structure, t: Translator) -> ListingPage:
    """Return what the page of a listing shows."""
    waiting = waiting_proposals(session, [structure.id]).get(structure.id, ())
    services = [service for service in structure.services if service.merged_into_id is None]
    undecided = to_choose(session, services)
    return ListingPage(
        name=structure.nom,
        path=path_of(structure),
        structure=_subject(structure, OF_STRUCTURE, t),
        services=tuple(_service(service, undecided, t) for service in services),
        announced=tuple(_announced(info, structure, t) for info in announced(session, structure, today())),
        proposals=tuple(f"{path_of(structure)}/propositions/{number}" for number in waiting),
        to_check=tuple(t.gettext(name).lower() for part, name in PARTS.items() if _is_to_check(structure, services, part)),
        to_choose=tuple((service.nom, _section_path(service, ORIENTATIONS)) for service in services if service.id in undecided),
    )


def path_of(subject: Structure | Service) -> str:
    """Return where a structure or a service is kept."""
    return f"/mes-fiches/services/{subject.id}" if isinstance(subject, Service) else f"/mes-fiches/{subject.id}"


def listing_path(subject: Structure | Service) -> str:
    """Return the page of the listing that something is of."""
    return f"/mes-fiches/{subject.structure_id if isinstance(subject, Service) else subject.id}"


def is_old(subject: Structure | Service, part: Part) -> bool:
    """Whether nobody has confirmed a part, or too long ago."""
    at = _confirmed_at(subject, part)
    return at is None or utc_now() - at > timedelta(days=PART_PERIOD_DAYS)


def _is_to_check(structure: Structure, services: Sequence[Service], part: Part) -> bool:
    """Whether a part of a structure, which has no hours, or of one of its services is old."""
    return any(is_old(service, part) for service in services) or (part is not Part.HOURS and is_old(structure, part))


def _confirmed_at(subject: Structure | Service, part: Part) -> datetime | None:
    at: datetime | None = getattr(subject, f"{part}_confirmed_at")
    return at.replace(tzinfo=utc_now().tzinfo) if at is not None and at.tzinfo is None else at


def _to_do(structure: Structure, waiting: int, undecided: Collection[int], t: Translator) -> tuple[str, ...]:
    services = [service for service in structure.services if service.merged_into_id is None]
    told = [t.ngettext("%(num)s proposition attend votre réponse", "%(num)s propositions attendent votre réponse", waiting)] * bool(waiting)
    for part, name in PARTS.items():
        count = sum(is_old(service, part) for service in services)
        if count:
            to_check = t.ngettext("à vérifier pour %(num)s service", "à vérifier pour %(num)s services", count)
            told.append(t.gettext("%(part)s : %(to_check)s", part=t.gettext(name), to_check=to_check))
    if count := sum(service.id in undecided for service in services):
        told.append(t.ngettext("Orientations : à choisir pour %(num)s service", "Orientations : à choisir pour %(num)s services", count))
    return tuple(told)


def _subject(subject: Structure | Service, sections: Sequence[Section], t: Translator) -> SubjectShown:
    public = f"/services/{subject.id}" if isinstance(subject, Service) else f"/structures/{subject.id}"
    shown = tuple(_section(subject, section, t) for section in sections)
    return SubjectShown(subject.id, subject.nom, shown, public, f"{path_of(subject)}/historique")


def _service(service: Service, undecided: Collection[int], t: Translator) -> SubjectShown:
    shown = _subject(service, sections_of(service), t)
    if service.id in undecided:
        shown = replace(shown, sections=tuple(_undecided(section, t) for section in shown.sections))
    if makes_stops(service):
        shown = replace(shown, stops_path=f"{path_of(service)}/arrets")
    if service.through_siao:
        return shown
    return replace(shown, places_path=f"{path_of(service)}/places", places=_places(service, t))


def _section(subject: Structure | Service, section: Section, t: Translator) -> SectionShown:
    values = {name: value for name, value in told(subject, section.told).items() if _says_something(name, value)}
    return SectionShown(
        name=t.gettext(section.name),
        lines=tuple((field_name(name, t), said(name, value, t)) for name, value in values.items()),
        confirmed=_confirmed(subject, section.part, t) if section.part else "",
        is_old=section.part is not None and is_old(subject, section.part),
        path=_section_path(subject, section),
        code=section.code,
        advice=no_email(subject, t) if isinstance(subject, Service) and section is ORIENTATIONS else "",
    )


def _undecided(section: SectionShown, t: Translator) -> SectionShown:
    """The section of a choice that nobody made says nothing yet."""
    return replace(section, lines=(), advice=t.gettext(TO_CHOOSE)) if section.code == ORIENTATIONS.code else section


def _section_path(subject: Structure | Service, section: Section) -> str:
    path = path_of(subject)
    return f"{path}/horaires" if section is HOURS else f"{path}/modifier/{section.code}"


def _says_something(name: str, value: object) -> bool:
    """Whether a value is worth a line: what is not hidden, or needs no appointment, goes without saying."""
    return value not in (None, "", [], ["", ""]) and not (value is False and name in _PLAIN_NO)


def _confirmed(subject: Structure | Service, part: Part, t: Translator) -> str:
    at = _confirmed_at(subject, part)
    if at is None:
        return t.gettext("Jamais confirmé")
    day = day_text(at.date(), t)
    if is_old(subject, part):
        return t.gettext("Confirmé le %(day)s, il y a longtemps", day=day)
    return t.gettext("Confirmé le %(day)s", day=day)


def _places(service: Service, t: Translator) -> str:
    """What is said of places left, and how long ago; nothing once it has expired."""
    at = service.places_left_at
    if service.places_left not in set(PlacesLeft) or at is None:
        return ""
    ago = utc_now() - (at if at.tzinfo else at.replace(tzinfo=utc_now().tzinfo))
    if ago > timedelta(hours=PLACES_LEFT_HOURS):
        return ""
    when = format_timedelta(-ago, granularity="minute", add_direction=True, locale=t.language.formats)
    return t.gettext("%(places)s Dit %(when)s.", places=t.gettext(PLACES_LEFT[PlacesLeft(service.places_left)]), when=when)


def _announced(info: TemporaryInfo, structure: Structure, t: Translator) -> Announced:
    days = {"starts": info.starts.isoformat(), "ends": info.ends.isoformat()}
    values: Mapping[str, str] = {"kind": info.kind, "message": info.message, **days}
    name = next((service.nom for service in structure.services if service.id == info.service_id), structure.nom)
    text = temporary_said(values, t)
    if info.kind == ChangeKind.HOURS:
        text = f"{text}\n{said('hours', [info.expression, ''], t)}"
    first = read_from(info.starts)
    return Announced(text, name, f"{path_of(structure)}/annonces/{info.id}/terminer", day_text(first, t) if first > today() else "")
