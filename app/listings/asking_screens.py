"""What is asked, in the words that the public reads: one screen for each part of each service, equal ones together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.core.clock import now
from app.core.language import Translator
from app.core.tokens import digest
from app.directory.display.making_cards import Maker
from app.directory.display.making_sheets import service_sheet
from app.directory.display.sheets import ServiceSheet, Site
from app.directory.models import Service, Structure
from app.directory.opening.labels import slots_text
from app.directory.search.openings import Openings
from app.listings.rules import Part

MARK_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Screen:
    """One thing to confirm: a part of one service, or of several that say the same."""

    part: Part
    services: tuple[int, ...]
    names: tuple[str, ...]
    sentences: tuple[str, ...]
    """What the public reads; empty when it reads nothing."""

    @property
    def keys(self) -> tuple[str, ...]:
        """What `Question.answers` calls it."""
        return tuple(f"{service}:{self.part}" for service in self.services)

    @property
    def mark(self) -> str:
        """A mark of what is shown: who answers, answers these very words."""
        return digest("\0".join((*self.keys, *self.sentences)))[:MARK_LENGTH]


def screens(session: Session, structure: Structure, parts: Sequence[str], t: Translator) -> tuple[Screen, ...]:
    """Return what is to be confirmed of a listing, part after part."""
    maker = Maker(session.connection(), Openings(), now().replace(second=0, microsecond=0), t, "")
    sheets = [(service.id, service_sheet(maker, service, "")) for service in services_of(structure)]
    return tuple(screen for part in Part if part in parts for screen in _of_part(part, sheets, t))


def services_of(structure: Structure) -> list[Service]:
    """Return the services of a listing that somebody may confirm, in their order."""
    return [service for service in structure.services if service.merged_into_id is None and not service.is_example]


def _of_part(part: Part, sheets: Iterable[tuple[int, ServiceSheet]], t: Translator) -> Iterable[Screen]:
    """Screens of one part; hours of what is given nowhere are not asked."""
    say = {Part.HOURS: _hours, Part.CONTACT: _contact, Part.CONDITIONS: _conditions}[part]
    together: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    for number, sheet in sheets:
        if part is not Part.HOURS or sheet.sites:
            together.setdefault(tuple(say(sheet, t)), []).append((number, sheet.name))
    for sentences, services in together.items():
        names = tuple(dict.fromkeys(name for _, name in services))
        yield Screen(part, tuple(number for number, _ in services), names, sentences)


def _hours(sheet: ServiceSheet, t: Translator) -> Iterable[str]:
    for site in sheet.sites:
        told = list(_hours_of(site, t))
        if told and len(sheet.sites) > 1:
            yield t.gettext("%(place)s :", place=site.name)
        yield from told


def _hours_of(site: Site, t: Translator) -> Iterable[str]:
    closed, day_and_night = slots_text((), t), t.gettext("jour et nuit")
    is_open = any(line.slots != closed for line in site.hours)
    for line in site.hours:
        if line.slots == closed and is_open and not _has_digits(line.days):
            continue  # the days that are not named are closed ones
        if line.slots == closed:
            yield t.gettext("%(days)s, vous êtes fermés.", days=line.days)
        elif line.slots == day_and_night or _has_digits(line.slots):
            yield t.gettext("%(days)s, vous êtes ouverts : %(slots)s.", days=line.days, slots=line.slots)
        else:
            yield t.gettext("%(days)s : %(slots)s", days=line.days, slots=line.slots)
    if site.raw_hours and not site.hours:
        yield site.raw_hours


def _has_digits(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


def _contact(sheet: ServiceSheet, t: Translator) -> Iterable[str]:
    if sheet.phone:
        yield t.gettext("On vous appelle au %(phone)s.", phone=sheet.phone.display)
    if sheet.email:
        yield t.gettext("On vous écrit à %(email)s.", email=sheet.email)
    if sheet.website:
        yield t.gettext("Votre site : %(address)s", address=sheet.website)
    if sheet.link:
        yield t.gettext("On fait la demande ici : %(address)s", address=sheet.link)


def _conditions(sheet: ServiceSheet, t: Translator) -> Iterable[str]:
    yield from sheet.may_i_come
    for paper in sheet.bring:
        yield t.gettext("À apporter : %(paper)s", paper=paper)
    if sheet.price:
        yield sheet.price
