"""The results page as it is shown."""

from dataclasses import dataclass, field

from app.directory.display.cards import Card


@dataclass(frozen=True, slots=True)
class FieldError:
    """A value that could not be used: the name of the form's field (id of the control) and what to do."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class KindChip:
    """A kind that the search understood."""

    code: str
    name: str
    href: str
    definition: str
    undo_href: str
    """The same search without it; empty for a kind that a need brought: the need is undone whole."""
    where_to_ask: str = ""
    """For an aid: who gives it."""
    is_online: bool = False
    """Whether an aid is asked for on a site."""


@dataclass(frozen=True, slots=True)
class Chip:
    """What the search understood besides kinds and place: a need, a moment; and the same search without it."""

    label: str
    undo_href: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A link among several, with what tells it apart (« Saint-Julien », « Haute-Savoie, 74 »)."""

    label: str
    detail: str
    href: str


@dataclass(frozen=True, slots=True)
class Option:
    """One box, radio or option of a filter."""

    value: str
    label: str
    chosen: bool
    name: str = ""
    """Its field, when the filter gathers several."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its field in the URL, its question, its options. `widget` is `boxes`, `radios` or `select`."""

    name: str
    legend: str
    widget: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Filters:
    """The form of filters in one of its states. The same state is the same object, so that its markup may be kept."""

    groups: tuple[Filter, ...]
    chosen: int
    """How many are set."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A near place that does not fit, and why."""

    name: str
    href: str
    reason: str
    distance: str


@dataclass(frozen=True, slots=True)
class Section:
    """More answers under a heading: at a distance, a neighbouring kind, the town hall."""

    heading: str
    lead: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """The part of the page that a filter changes (`_results.html`, root `#resultats`)."""

    announcement: str
    """The sentence of the live region: « 12 réponses à moins de 4 km »."""
    count: str
    """The number alone, in words: « 12 réponses », « Plus de 500 réponses », « Aucune réponse »."""
    scope: str
    """The rest of the sentence: « à moins de 12 km de Privas » and, when the radius grew, why."""
    order: str
    """How they are ranked, in one sentence."""
    orders: tuple[Choice, ...] = ()
    """Other orders that can be chosen."""
    cards: tuple[Card, ...] = ()
    refused: tuple[Refused, ...] = ()
    sections: tuple[Section, ...] = ()
    clear_href: str = ""
    """The same search without its filters, when some are set."""
    wider_href: str = ""
    wider_label: str = ""
    passing_href: str = ""
    """Where it is told who passes near tonight; empty where nothing among the answers moves."""
    previous_href: str = ""
    next_href: str = ""
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`directory/search.html`."""

    title: str
    """The h1: « Domiciliation autour de Privas », or « Chercher un lieu » before any question."""
    q: str
    lieu: str
    hidden: tuple[tuple[str, str], ...]
    """(name, value) pairs that the search box must carry along besides `q` and `lieu`."""
    filter_hidden: tuple[tuple[str, str], ...]
    """(name, value) pairs that the form of filters must carry along."""
    errors: tuple[FieldError, ...] = ()
    kinds: tuple[KindChip, ...] = ()
    place: str = ""
    """« Privas (07000) »."""
    place_undo_href: str = ""
    unknown: str = ""
    """What was typed and could not be understood, said back to the person."""
    choices: tuple[Choice, ...] = ()
    """Places that share the name: which one?"""
    choices_question: str = ""
    urgent: str = ""
    """Shown first when the need is urgent: `danger`, `violences`, `enfance`, `suicide`, `115` (no roof tonight), or nothing."""
    is_sensitive: bool = False
    """Whether a quick exit is shown."""
    chips: tuple[Chip, ...] = ()
    """Needs and moment, as understood."""
    organisations: tuple[Choice, ...] = ()
    """Organisations that were named; `detail` says in one line what each is."""
    meanings_question: str = ""
    meanings: tuple[Choice, ...] = ()
    """What a word may mean, when it means several things: which one? `detail` explains each."""
    filters: Filters | None = None
    """Shown beside answers only."""
    results: Results | None = None
    needs: tuple[Choice, ...] = field(default=())
    """The eight needs, shown when nothing was asked yet, or nothing understood."""

    @property
    def tells(self) -> bool:
        """Whether there is something to tell of what was understood."""
        return bool(self.kinds or self.chips or self.place or self.unknown or self.organisations or self.meanings)
