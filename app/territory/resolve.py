"""Understanding a place: what somebody typed in the box of places, or where a telephone says that it stands."""

from collections.abc import Sequence
from functools import cache
from math import isfinite

from app.core.text import fold
from app.territory.distance import cell, cells_within, kilometres
from app.territory.gazetteer import LYON, gazetteer
from app.territory.index import MOST_COMMUNES_TO_ASK, by_population, key_of, name_index
from app.territory.places import commune_place, departement_place, position_place, postcode_place
from app.territory.reading import choice, is_postcode, is_within, qualifier, read
from app.territory.rules import DECIMALS_OF_A_POSITION, Ambiguous, Commune, Found, Outcome, Place, Point, Unknown
from app.territory.sentence import split
from app.territory.spelling import only_close_spelling, resembling
from app.territory.suggest import suggest
from app.territory.words import CONTRACTIONS, LINKING_NOUNS, LINKS, NEVER_AT_THE_END, OUTSIDE

__all__ = ["Ambiguous", "Found", "Outcome", "Unknown", "of_commune", "position", "resolve", "split", "suggest"]

LONGEST_TEXT = 120
SUGGESTIONS = 6
FARTHEST_KM = 60.0


def resolve(text: str) -> Outcome:
    """Read the whole text as one place of the region.

    Accents, case, hyphens, « St », articles and one typing error are forgiven. A postcode stands for all its communes; a département
    or a postcode beside a name tells homonyms apart; without them a homonym is Ambiguous, and so is a village whose name is what
    people call a town ten times larger.
    """
    tokens = fold(text[:LONGEST_TEXT]).split()
    if not tokens or len(text) > LONGEST_TEXT:
        return Unknown(text)
    outcome = _read_plainly(tokens) or _read_generously(tokens)
    if isinstance(outcome, Ambiguous):
        return Ambiguous(text, outcome.places)
    return outcome or Unknown(text, _suggestions(tokens))


def of_commune(commune: Commune) -> Place:
    """Return the place of a commune known by its code."""
    return commune_place(commune)


def position(latitude: float, longitude: float) -> Found | Unknown:
    """Return the place of a position, rounded to about 100 m; Unknown at more than 60 km from every commune of the region."""
    asked = f"{latitude}, {longitude}"
    if not (isfinite(latitude) and isfinite(longitude)):
        return Unknown(asked)
    point = Point(round(latitude, DECIMALS_OF_A_POSITION), round(longitude, DECIMALS_OF_A_POSITION))
    if not (-90 <= point.latitude <= 90 and -180 <= point.longitude <= 180):  # noqa: PLR2004 - the Earth
        return Unknown(asked)
    for reach in (10.0, FARTHEST_KM):
        near = [commune for number in cells_within(point, reach) for commune in _by_cell().get(number, ())]
        nearest = min(near, key=lambda commune: kilometres(point, commune.point), default=None)
        if nearest is not None and kilometres(point, nearest.point) <= reach:
            return Found(position_place(point, nearest))
    return Unknown(asked)


@cache
def _by_cell() -> dict[int, list[Commune]]:
    """Communes by cell; Lyon gives way to its arrondissements."""
    table: dict[int, list[Commune]] = {}
    for commune in gazetteer().communes.values():
        if commune.code != LYON:
            table.setdefault(cell(commune.latitude, commune.longitude), []).append(commune)
    return table


def _read_plainly(tokens: Sequence[str]) -> Found | Ambiguous | None:
    """As it is, then without what leads to it: « dans le département de l’Ardèche », « au Teil »."""
    remaining = tokens
    while remaining:
        outcome = read(remaining)
        if outcome is not None:
            return outcome
        first, remaining = remaining[0], remaining[1:]
        if first not in LINKS and first not in LINKING_NOUNS:
            return None
        if first in CONTRACTIONS and remaining:
            outcome = read((CONTRACTIONS[first], *remaining))
            if outcome is not None:
                return outcome
    return None


def _read_generously(tokens: Sequence[str]) -> Found | Ambiguous | None:
    """A name cut short, misspelt, or that its postcode alone makes clear."""
    index = name_index()
    name, within = qualifier(index, tokens)
    key = key_of(name)
    begun = _cut_short(key, within)
    if begun:
        return choice(key, begun)
    spelling = only_close_spelling(key)
    if spelling is not None:
        return read((*spelling.split(), within)) if within else read(spelling.split())
    if within is not None and within in index.postcodes:
        return Found(postcode_place(within, index.postcodes[within]))
    return None


def _cut_short(key: str, within: str | None) -> tuple[Commune, ...]:
    """Communes whose name begins with these whole words, when they are few enough to be asked about."""
    if not key or key.rpartition(" ")[2] in NEVER_AT_THE_END or key in OUTSIDE:
        return ()
    index = name_index()
    longer = (commune for name in index.beginning_with(f"{key} ") for commune in index.names[name])
    communes = {commune for commune in longer if within is None or is_within(commune, within)}
    return by_population(communes) if len(communes) <= MOST_COMMUNES_TO_ASK else ()


def _suggestions(tokens: Sequence[str]) -> tuple[Place, ...]:
    """Places that go on so, then those that look like it."""
    key = key_of([token for token in tokens if not token.isdigit()])
    if len(tokens) == 1 and is_postcode(tokens[0]) and tokens[0][:2] in gazetteer().departements:
        return (departement_place(tokens[0][:2]),)
    if not key or key in OUTSIDE:
        return ()
    places: dict[Place, None] = dict.fromkeys(suggest(key, SUGGESTIONS))
    for spelling in resembling(key, SUGGESTIONS):
        outcome = read(spelling.split())
        if isinstance(outcome, Found):
            places[outcome.place] = None
        elif outcome is not None:
            places |= dict.fromkeys(outcome.places)
    return tuple(places)[:SUGGESTIONS]
