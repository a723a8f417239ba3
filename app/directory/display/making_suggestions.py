"""Making suggestions: what somebody may be typing, each a link to the search that it would be."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from app.core.language import Translator
from app.core.text import fold
from app.directory.display.kind_words import FORMS, full_name
from app.directory.display.links import SearchLinks, naming
from app.directory.display.making_undos import PLACE_FIELDS
from app.directory.display.results import Choice
from app.directory.kinds import kinds
from app.directory.needs import NEEDS
from app.directory.search.request import SearchRequest
from app.directory.search.suggesting import begun
from app.directory.search.understanding import understand
from app.directory.search.vocabulary import Meaning, Sort
from app.territory.labels import place_text
from app.territory.rules import Place
from app.territory.suggest import suggest

MOST_KINDS, MOST_PLACES = 6, 4
_KIND_FIELDS = ("q", "type", "besoin", "page")


@dataclass(frozen=True, slots=True)
class Suggestions:
    """`directory/_suggestions.html`: kinds and needs for `q`, places for `lieu`."""

    kinds: tuple[Choice, ...] = ()
    """`detail` says what each is."""
    places: tuple[Choice, ...] = ()
    announcement: str = ""
    """How many there are, for the live region; empty when there is none."""
    hidden: tuple[tuple[str, str], ...] = ()
    """(name, value) pairs that the box carries along besides `q` and `lieu`."""


def suggestions(request: SearchRequest, t: Translator, lang: str) -> Suggestions:
    """Return what may go on from what is typed; each link keeps the rest of the search. `lang` is what links carry."""
    links = SearchLinks(request, lang)
    found = tuple(dict.fromkeys(islice(_of_kinds(links, t), 2 * MOST_KINDS)))[:MOST_KINDS]
    places = tuple(_of_places(links, t))
    count = len(found) + len(places)
    said = t.ngettext("%(num)s suggestion", "%(num)s suggestions", count) if count else ""
    return Suggestions(found, places, said, tuple(links.kept("q", "lieu", "page")))


def _of_kinds(links: SearchLinks, t: Translator) -> Iterator[Choice]:
    before, meanings = begun(links.request.q, t)
    kept = [*_worth_keeping(before), *links.kept(*_KIND_FIELDS)]
    for meaning in meanings:
        if meaning.sort is Sort.URGENCY:
            yield Choice(t.gettext("Numéros d’urgence"), t.gettext("à appeler tout de suite"), links.plain("/urgence"))
        elif meaning.sort in (Sort.KIND, Sort.NEED):
            yield Choice(*_said(meaning, t), links.search([(meaning.sort.value, meaning.code), *kept]))


def _worth_keeping(before: str) -> list[tuple[str, str]]:
    """Words typed before what is being named stay in the box when they say something: « Privas domici », not « je cherche »."""
    said = understand(before)
    return [("q", before)] if said.kinds or said.needs or said.place or said.moment or said.words else []


def _said(meaning: Meaning, t: Translator) -> tuple[str, str]:
    if meaning.sort is Sort.NEED:
        return t.gettext(NEEDS[meaning.code].label), t.gettext("tous les lieux et équipes")
    kind = kinds()[meaning.code]
    return full_name(kind, t), t.gettext(FORMS[kind.form])


def _of_places(links: SearchLinks, t: Translator) -> Iterator[Choice]:
    """Places that go on from what is typed; none once one of them is written in full."""
    typed = links.request.lieu
    found = suggest(typed, MOST_PLACES)
    if any(_is_written(typed, place) for place in found):
        return
    kept = links.kept(*PLACE_FIELDS)
    for place in found:
        yield Choice(place_text(place, t), place.detail, links.search([*kept, naming(place)]))


def _is_written(typed: str, place: Place) -> bool:
    return fold(typed) == fold(place.label)
