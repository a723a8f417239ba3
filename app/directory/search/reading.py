"""From what was asked to what to search: kinds, place, filters, and what must be asked back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core.clock import today
from app.directory.kinds import kinds, places_of_aid
from app.directory.needs import NEEDS
from app.directory.rules import LANGUAGE_BITS, PUBLIC_BITS, Access, Opening, Problem, Public, Trait
from app.directory.search.candidates import Criteria
from app.directory.search.moments import Moment, opening_of
from app.directory.search.reach import Query
from app.directory.search.request import SearchRequest
from app.directory.search.understanding import Understood, understand
from app.directory.themes import EVERYTHING, kind_theme, need_theme
from app.territory.areas import area_code, areas_within_departement
from app.territory.gazetteer import gazetteer
from app.territory.resolve import of_commune, position, resolve, split
from app.territory.rules import Found, Outcome, Place, Unknown

KINDS_SHOWN = 3
SHORTEST_WORD, MOST_WORDS = 3, 6
"""Letters of a word that is looked for in texts, and how many such words are."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was asked, understood."""

    request: SearchRequest
    kinds: tuple[str, ...]
    """Codes of kinds, asked for or understood."""
    needs: tuple[str, ...]
    urgencies: tuple[str, ...]
    outcome: Outcome | None
    """The place; None when none was named."""
    place_is_in_q: bool
    """The place stands in `q`, so that changing it means changing `q`."""
    words: tuple[str, ...]
    tonight: bool
    now: bool
    said: Understood
    """The sentence itself."""
    day: Moment | None = None
    """What was said of when, besides now and tonight."""
    problem: Problem | None = None
    """Why the place cannot be used, besides being unknown."""

    @property
    def opening(self) -> Opening | date | None:
        """When the place must be open: as chosen, else as said in the box."""
        if self.request.ouvert is not None or self.request.any_time:
            return self.request.ouvert
        if self.now:
            return Opening.NOW
        if self.tonight:
            return Opening.EVENING
        return opening_of(self.day, today()) if self.day else None

    @property
    def opening_is_said(self) -> bool:
        """Whether the box says when, rather than a filter."""
        return self.request.ouvert is None and self.opening is not None

    @property
    def place(self) -> Place | None:
        """The one place, when it is known."""
        return self.outcome.place if isinstance(self.outcome, Found) else None

    @property
    def is_about_nothing(self) -> bool:
        """Whether something was said of which nothing was understood."""
        is_told = self.kinds or self.needs or self.urgencies or self.said.homonym
        return bool(self.request.q) and not is_told and (bool(self.words) or self.outcome is None)

    @property
    def is_open_question(self) -> bool:
        """Whether nothing can be searched before the person says which meaning of a word is theirs."""
        return self.said.homonym is not None and not (self.kinds or self.needs)

    @property
    def aids(self) -> tuple[str, ...]:
        """Allowances and aids, when they are all that is asked for: nobody is sent to one, but to where one asks."""
        return () if self.needs or any(kinds()[code].can_be_searched for code in self.kinds) else self.kinds

    @property
    def searched_kinds(self) -> tuple[str, ...]:
        """What to look for: the kinds themselves, and the places where the aids are asked for."""
        return tuple(dict.fromkeys((*self.kinds, *(place for aid in self.aids for place in places_of_aid(aid).kinds))))

    @property
    def told_kinds(self) -> tuple[str, ...]:
        """One to three kinds that say what is searched: those asked for, else the first of each need."""
        of_needs = (kind for need in self.needs for kind in NEEDS[need].kinds)
        return tuple(dict.fromkeys((*self.kinds, *of_needs)))[:KINDS_SHOWN]


def read(request: SearchRequest) -> Reading:
    """Understand a request."""
    elsewhere = bool(request.position or request.commune or request.lieu)
    said = understand(request.q, has_place=elsewhere)
    outcome, problem = _outcome(request, said)
    return Reading(
        request=request,
        kinds=tuple(dict.fromkeys((*request.type, *said.kinds))),
        needs=tuple(dict.fromkeys((*request.besoin, *said.needs))),
        urgencies=said.urgencies,
        outcome=outcome,
        place_is_in_q=not elsewhere and said.place is not None,
        words=said.words,
        tonight=said.tonight,
        now=said.now,
        said=said,
        day=None if said.now or said.tonight else said.moment,
        problem=problem,
    )


def _outcome(request: SearchRequest, said: Understood) -> tuple[Outcome | None, Problem | None]:
    """The place: as typed last (a street's town), else the position or the commune that a link carries, else what the box says."""
    if request.lieu:
        outcome = resolve(request.lieu)
        named = split(request.lieu).outcome if isinstance(outcome, Unknown) else None
        return named or outcome, None
    if request.position:
        found = position(*request.position)
        return (found, None) if isinstance(found, Found) else (None, Problem.POSITION)
    if request.commune:
        commune = gazetteer().commune(request.commune)
        return (Found(of_commune(commune)), None) if commune else (None, Problem.COMMUNE)
    return said.place, None


def query(reading: Reading, place: Place, *, words: Sequence[str] = ()) -> Query:
    """Return what to search around a place; `words` must stand in names or descriptions."""
    request = reading.request
    criteria = Criteria(
        themes=_themes(reading),
        areas=_areas(place),
        publics=_publics(request),
        required=int(_required(request)),
        languages=LANGUAGE_BITS[request.langue] if request.langue else -1,
        collectivites=_authorities(place),
        words=tuple(word for word in words if len(word) >= SHORTEST_WORD)[:MOST_WORDS],
    )
    return Query(criteria, place.point, request.rayon, reading.opening, request.tri, request.page)


def _themes(reading: Reading) -> tuple[int, ...]:
    themes = [kind_theme(code) for code in reading.searched_kinds] + [need_theme(code) for code in reading.needs]
    return tuple(themes) or (EVERYTHING,)


def _publics(request: SearchRequest) -> int:
    if not request.public:
        return -1
    return sum({PUBLIC_BITS[Public(code)] for code in request.public} | {PUBLIC_BITS[Public.EVERYONE]})


def _required(request: SearchRequest) -> Trait:
    wanted = (
        (Trait.DROP_IN, Access.DROP_IN in request.acces),
        (Trait.FREE_OF_CHARGE, Access.FREE in request.acces),
        (Trait.ANIMALS, request.animaux),
        (Trait.STEP_FREE, request.pmr),
    )
    traits = Trait(0)
    for trait, holds in wanted:
        if holds:
            traits |= trait
    return traits


def _areas(place: Place) -> tuple[int, ...]:
    """Areas whose people, or teams, the search is about: those that contain the place and, for a département, those within it."""
    return place.areas if place.departement is None else (*place.areas, *areas_within_departement(place.departement))


def _authorities(place: Place) -> tuple[int, ...]:
    """Numbers of the social authorities within the border of a département; none for a circle."""
    if place.collectivite:
        return (-area_code("collectivite", place.collectivite),)
    if place.departement is None:
        return ()
    codes = {commune.collectivite for commune in gazetteer().communes.values() if commune.departement == place.departement}
    return tuple(sorted(-area_code("collectivite", code) for code in codes))
