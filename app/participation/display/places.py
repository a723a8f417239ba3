"""Local places of the directory, offered after an answer that says they may help. Nothing ties them to the answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import quote_plus

from app.core.language import mark
from app.directory.display.cards import Card
from app.directory.display.links import SearchLinks, naming
from app.directory.display.making_cards import Maker
from app.directory.display.making_results import Answers
from app.directory.display.making_search import errors_of
from app.directory.needs import NEEDS
from app.directory.rules import Opening
from app.directory.search.reading import Reading, read
from app.directory.search.request import SearchRequest
from app.participation.answers import special_of
from app.participation.definition import Definition
from app.participation.display.beginning import GENERIC
from app.participation.display.devices import is_answered_alone
from app.participation.display.reader import Reader
from app.participation.questions import type_of
from app.participation.questions.base import PLACES, needs_after
from app.participation.walking import walk
from app.territory.labels import where_text
from app.territory.rules import Ambiguous, Place, Unknown
from app.web.forms import FieldError

PAGE = "lieux"
MOST = 5
"""Places that are shown: the rest is one link away."""
TITLE = mark("Des lieux près d’ici")
OPEN_NOW = mark("Ces lieux sont ouverts maintenant.")
NOT_NOW = mark("Aucun de ces lieux n’est ouvert maintenant. Voici quand ils ouvrent.")
NOWHERE = mark("Nous ne connaissons pas de lieu près de cette ville. Essayez une ville plus grande.")


class Offer(NamedTuple):
    """A need that places near may help with. `href`: says the need, and nothing of the answer."""

    href: str
    need: str


class Asked(NamedTuple):
    """What somebody looks for: a need of the directory, and a place as it was typed."""

    need: str
    place: SearchRequest


class Near(NamedTuple):
    """One of several places that a name may mean. `detail`: what tells it apart."""

    href: str
    label: str
    detail: str


@dataclass(frozen=True, slots=True)
class PlacesPage:
    """`participation/places.html`. `title`: generic where the questionnaire is sensitive (`is_generic`); `where`: « près de Privas ».

    `back`: the questionnaire; `here`: the address of the page; `need`, `label`: of the directory, its code and its words.
    """

    title: str
    is_generic: bool
    here: str
    back: str
    need: str
    label: str
    lieu: str
    errors: Sequence[FieldError]
    choices: Sequence[Near] = ()
    where: str = ""
    lead: str = ""
    cards: Sequence[Card] = ()
    all_href: str = ""


def offers(reader: Reader, step: int) -> Sequence[Offer]:
    """Return what is offered on a page, after the answer to the one before it. What somebody answered alone is told to nobody."""
    way = walk(reader.definition, reader.found.answers)
    before = way.questions[step - 2] if 2 <= step <= len(way.questions) else None  # noqa: PLR2004 - there is one before
    answer = reader.found.answers.get(before.key) if before else None
    if before is None or answer is None or special_of(answer) or is_answered_alone(reader.found, before):
        return ()
    needs = needs_after(before, type_of(before).counted(before, answer))
    return [Offer(f"{reader.at}/{PAGE}?pour={need}", reader.t.gettext(NEEDS[need].label)) for need in needs]


def needs_offered(definition: Definition) -> frozenset[str]:
    """Return the needs that a questionnaire offers places for."""
    return frozenset(need for question in definition.questions for need in question.settings.get(PLACES, {}).values())


def places_page(maker: Maker, definition: Definition, at: str, asked: Asked, lang: str) -> PlacesPage:
    """Return the page of the places for a need. `at`: the address of the questionnaire; `lang`: what links carry, empty for French."""
    t, need, place = maker.t, asked.need, asked.place
    request = SearchRequest(lieu=place.lieu, commune=place.commune, besoin=(need,), ouvert=Opening.NOW)
    reading = read(replace(request, problems=place.problems, typed=place.typed))
    here = f"{at}/{PAGE}?pour={need}"
    page = PlacesPage(
        title=t.gettext(GENERIC if definition.sensitive else TITLE),
        is_generic=definition.sensitive,
        here=here,
        back=f"{at}/verifier",
        need=need,
        label=t.gettext(NEEDS[need].label),
        lieu=place.typed.get("lieu", place.lieu) or (reading.place.label if reading.place else ""),
        errors=[FieldError(error.field, error.message) for error in errors_of(reading, t)],
        choices=_choices(reading, here),
    )
    return page if reading.place is None or page.errors else _found(maker, page, reading, reading.place, lang)


def _found(maker: Maker, page: PlacesPage, reading: Reading, place: Place, lang: str) -> PlacesPage:
    """What is open now; where nothing is, what is near."""
    t, open_now = maker.t, _cards(maker, reading, place, lang)
    later = replace(reading, request=replace(reading.request, ouvert=None, any_time=True))
    cards = open_now or _cards(maker, later, place, lang)
    links = SearchLinks(later.request, lang)
    return replace(
        page,
        where=where_text(place, t),
        lead=t.gettext(OPEN_NOW if open_now else NOT_NOW if cards else NOWHERE),
        cards=cards,
        all_href=links.search(links.kept("ouvert")),
    )


def _cards(maker: Maker, reading: Reading, place: Place, lang: str) -> Sequence[Card]:
    return Answers(maker, reading, place, SearchLinks(reading.request, lang)).answered().results.cards[:MOST]


def _choices(reading: Reading, here: str) -> Sequence[Near]:
    """The places that a name may mean, or those that are written nearly so."""
    outcome = reading.outcome
    places = outcome.places if isinstance(outcome, Ambiguous) else outcome.suggestions if isinstance(outcome, Unknown) else ()
    return [Near(f"{here}&{name}={quote_plus(value)}", place.label, place.detail) for place in places for name, value in [naming(place)]]
