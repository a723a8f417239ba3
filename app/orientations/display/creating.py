"""What the page that orients somebody shows: the service, its conditions as ticks, who will read and when, the agreement to read out."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.core.language import READABLE, Translator
from app.directory.display.cards import Phone
from app.directory.display.making_sheets import area_name
from app.directory.display.orienting import usual_delay
from app.directory.display.sheets import ServiceSheet, Site
from app.directory.kinds import kinds
from app.directory.labels import FAMILIES, GENDERS, PUBLICS, ages, listed
from app.directory.models import Service
from app.directory.rules import AreaPurpose, Audience, Public
from app.orientations.agreement_wording import VERSION, WORDINGS


class Condition(NamedTuple):
    """A condition of a service: its code, as orientations keep it, in words, and whether who does not meet it is not received."""

    code: str
    words: str
    is_needed: bool


class Wording(NamedTuple):
    """The text of the agreement in one language."""

    code: str
    lang: str
    direction: str
    name: str
    lines: Sequence[str]


class CreatingPage(NamedTuple):
    """`orientations/create.html`, its form apart."""

    action: str
    name: str
    structure: str
    sheet_path: str
    lang: str
    may_i_come: Sequence[str]
    delay: str
    is_direct: bool
    phone: Phone | None
    sites: Sequence[Site]
    is_sensitive: bool
    wordings: Sequence[Wording]
    unverified: Sequence[str]
    """Names of the organisations of who asks that nobody verified yet."""


def creating_page(service: Service, sheet: ServiceSheet, t: Translator, *, is_direct: bool, unverified: Sequence[str]) -> CreatingPage:
    """Return what the page says; `sheet`: the service as the public sees it, so that a hidden address stays so."""
    return CreatingPage(
        action=f"/services/{service.id}/orienter",
        name=sheet.name,
        structure=sheet.structure_name,
        sheet_path=f"/services/{service.id}",
        lang=sheet.language,
        may_i_come=sheet.may_i_come,
        delay=delay(service, t),
        is_direct=is_direct,
        phone=sheet.phone,
        sites=sheet.sites,
        is_sensitive=sheet.is_sensitive,
        wordings=wordings(),
        unverified=unverified,
    )


def delay(service: Service, t: Translator) -> str:
    """Return how long a service usually takes to answer, as a sentence without its stop."""
    return usual_delay(service.response_band, t) or t.gettext("On ne sait pas encore en combien de temps il répond")


def wordings() -> Sequence[Wording]:
    """Return the text that is read today in each language, French first."""
    read = WORDINGS[VERSION]
    return [
        Wording(code, language.base, language.direction, language.name, read[code].split("\n"))
        for code, language in sorted(READABLE.items(), key=lambda item: list(read).index(item[0]))
    ]


def needs(service: Service, t: Translator) -> Sequence[tuple[str, str]]:
    """Return the kinds of help that may be asked of a service (code, name): its own, or all where none is known."""
    own = [kind.kind for kind in service.kinds if kind.kind in kinds()]
    return [(code, t.gettext(kinds()[code].name)) for code in own or (code for code, kind in kinds().items() if kind.can_be_searched)]


def conditions(service: Service, t: Translator) -> Sequence[Condition]:
    """Return the conditions of a service, those that exclude before those that help to come."""
    found = list(_of_person(service, t))
    return sorted(found, key=lambda one: not one.is_needed) + list(_of_coming(service, t))


def _of_person(service: Service, t: Translator) -> Iterator[Condition]:
    """Who is received."""
    is_exclusive = service.audience == Audience.EXCLUSIVE
    publics = [Public(code) for code in service.publics if code in set(Public) - {Public.EVERYONE}]
    if service.audience != Audience.UNCONDITIONAL:
        if publics:
            named = listed([t.gettext(PUBLICS[public]) for public in publics], t)
            kept = t.gettext("Réservé : %(publics)s", publics=named)
            yield Condition("public", kept if is_exclusive else t.gettext("D’abord pour : %(publics)s", publics=named), is_exclusive)
        if bounds := ages(service.age_min, service.age_max, t):
            yield Condition("age", t.gettext("Âge : %(ages)s", ages=bounds), is_exclusive)
        if service.family in FAMILIES:
            yield Condition("famille", t.gettext("Pour : %(publics)s", publics=t.gettext(FAMILIES[service.family])), is_exclusive)
    if service.gender in GENDERS:
        yield Condition("genre", t.gettext("Pour : %(publics)s", publics=t.gettext(GENDERS[service.gender])), is_needed=True)
    areas = [area for area in service.areas if area.purpose == AreaPurpose.ELIGIBILITY and area.kind != "pays"]
    if areas:
        names = listed([area_name(area.kind, area.code) for area in areas], t)
        yield Condition("secteur", t.gettext("Vit ou séjourne ici : %(places)s", places=names), is_needed=True)


def _of_coming(service: Service, t: Translator) -> Iterator[Condition]:
    """What one must know or bring."""
    if service.by_appointment:
        yield Condition("rendez-vous", t.gettext("Sait qu’il faut un rendez-vous"), is_needed=False)
    if service.through_siao:
        yield Condition("siao", t.gettext("Sait qu’on y entre par le 115 ou le SIAO"), is_needed=False)
    if service.animals is False:
        yield Condition("animaux", t.gettext("Sait que les animaux ne sont pas acceptés"), is_needed=False)
    if service.documents:
        yield Condition("papiers", t.gettext("A, ou pourra montrer : %(papers)s", papers=listed(service.documents, t)), is_needed=False)
