"""The sheet of a service, of a structure, of a kind, as a page shows it."""

from dataclasses import dataclass
from typing import NamedTuple

from app.directory.display.cards import Card, Phone


@dataclass(frozen=True, slots=True)
class HoursLine:
    """One line of hours: « Du lundi au vendredi », « 8 h 30 – 12 h, 13 h 30 – 17 h 30 »."""

    days: str
    slots: str


@dataclass(frozen=True, slots=True)
class Site:
    """A place where the service is given, or a stop of a team."""

    name: str
    address: tuple[str, ...]
    """Lines of the address; the département alone when the address is protected."""
    state: str
    status: str
    hours: tuple[HoursLine, ...]
    hours_note: str
    """« Horaires de la mairie, à confirmer. »"""
    raw_hours: str
    """Hours as they were given, when they could not be read."""
    map_href: str
    is_protected: bool
    notices: tuple[str, ...] = ()
    """Temporary information: closure, other hours, message."""
    period: str = ""
    """From when until when a stop is made."""


@dataclass(frozen=True, slots=True)
class Trust:
    """How fresh one part is: « Horaires », « à confirmer (annuaire de l’administration, novembre 2026) »."""

    part: str
    text: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a sheet comes from: « Source : data·inclusion (DORA), mis à jour le 3 mars 2026. Licence Ouverte »."""

    source: str
    updated: str
    """When the source says that it was brought up to date; empty for what was written here."""
    href: str
    """The page that it has there; empty when there is none, or when it could tell a protected address."""
    is_open: bool
    """Whether it comes from the national open data."""
    is_stale: bool
    """Whether what it says is old, or of no known day, and nobody confirmed it since."""
    guessed: str
    """That its kinds were deduced, when they were."""
    vanished: str
    """That its source does not say it any more, since when, and what to do."""


class Orienting(NamedTuple):
    """The way to orient a person, for professionals."""

    href: str
    receives: bool
    """Whether the service said that it receives orientations by this site."""
    usual_delay: str
    """How soon it usually answers; empty while too little is known."""


@dataclass(frozen=True, slots=True)
class ServiceSheet:
    """`directory/service.html`, in the order of a person's questions."""

    name: str
    kinds: tuple[tuple[str, str], ...]
    """(name, href) of each kind."""
    structure_name: str
    structure_href: str
    is_example: bool
    sites: tuple[Site, ...]
    may_i_come: tuple[str, ...]
    """Sentences: for whom, unconditional or not, by whom one must come (SIAO, professional)."""
    how_to_come: tuple[str, ...]
    remote: tuple[str, ...]
    """How it is given at a distance, when it is."""
    covers: str
    """Area of a mobile team, in words."""
    bring: tuple[str, ...]
    what_happens: tuple[str, ...]
    price: str
    places_left: str
    languages: str
    summary: str
    """The description when it is short, else its beginning."""
    description: str
    phone: Phone | None
    email: str
    website: str
    link: str
    """Online form or appointment (`lien_mobilisation`)."""
    trust: tuple[Trust, ...]
    trust_warning: str
    """Near the top: what must be known before going."""
    provenance: Provenance
    urgent: str
    is_sensitive: bool
    """Whether a quick exit is shown."""
    json_ld: str
    qr_svg: str
    printed_on: str
    url: str
    language: str = ""
    calendar_href: str = ""
    """Where the passages of the coming weeks are taken into a calendar; empty for what does not move."""
    orienting: Orienting | None = None
    """None where nobody can be oriented."""


@dataclass(frozen=True, slots=True)
class StructureSheet:
    """`directory/structure.html`."""

    name: str
    description: str
    address: tuple[str, ...]
    map_href: str
    phone: Phone | None
    email: str
    website: str
    siret: str
    services: tuple[Card, ...]
    provenance: Provenance
    is_example: bool
    is_sensitive: bool
    json_ld: str
    printed_on: str
    url: str
    language: str = ""


class Told(NamedTuple):
    """A text, and its language where it is not that of the page (for the `lang` of its element)."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class KindSheet:
    """`directory/kind.html`: a kind, in easy words, and a way to search it."""

    code: str
    name: str
    acronym: str
    definition: str
    form: str
    """What it is: « un lieu où aller », « une aide en argent »."""
    is_aid: bool
    """Nobody is sent to it: one asks for it somewhere."""
    family: str
    public: Told
    needs: tuple[tuple[str, str], ...]
    """(label, href) of each need that it answers."""
    other_names: tuple[str, ...]
    """French words that people say for it."""
    change: str
    """« Avant : Pôle emploi. Aujourd’hui : France Travail (2024). », when something changed."""
    figure: Told
    figure_source: str
    """The report that the figure stands in; never shown without each other."""
    where_to_ask: str
    """For an allowance or an aid: where to ask."""
    ask_at: tuple[tuple[str, str], ...]
    """(name, href) of the kinds of places where one asks."""
    is_asked_online: bool
    """Whether the request is made on a site, and those places help with it."""
    facts: tuple[tuple[str, str], ...]
    """(sentence, legal reference) — what a person needs to know; « à jour au … » in `facts_date`."""
    facts_date: str
    near: str
    """The question of the search: « Trouver un lieu près de chez vous »."""
    search_href: str
    """`/recherche?type=code`, empty when nobody can be sent there (an allowance)."""
    neighbours: tuple[tuple[str, str], ...]
    """(name, href) of a few kinds of the same need."""
    urgent: str
    """As in `SearchPage.urgent`."""
    is_sensitive: bool
    """Whether a quick exit is shown."""
    printed_on: str
    url: str
