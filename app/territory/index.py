"""What can be looked up: names, shortened names, postcodes, arrondissements, départements, all folded, built once."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Self

from app.core.text import fold
from app.territory.gazetteer import METROPOLE_DE_LYON, METROPOLE_NAME, Gazetteer, gazetteer
from app.territory.rules import Commune
from app.territory.words import ABBREVIATIONS, ARTICLES, NEVER_AT_THE_END

Communes = tuple[Commune, ...]

SHORTENED_FROM = 3_000
"""Inhabitants from which people shorten the name of a town: « Bourgoin », « Décines »."""

OVERSHADOWED_BY, OVERSHADOWED_TIMES = 10_000, 10
"""« Romans » is a village, and what everybody calls Romans-sur-Isère: from this size and this ratio we ask."""

MOST_COMMUNES_TO_ASK = 12

_ORDINALS = {
    1: ("1er", "i", "premier"),
    2: ("2nd", "ii", "deuxieme", "second"),
    3: ("iii", "troisieme"),
    4: ("iv", "quatrieme"),
    5: ("v", "cinquieme"),
    6: ("vi", "sixieme"),
    7: ("vii", "septieme"),
    8: ("viii", "huitieme"),
    9: ("ix", "neuvieme"),
}


def key_of(tokens: Sequence[str]) -> str:
    """Join folded words, abbreviations spelt out: `st`, `etienne` → `saint etienne`."""
    return " ".join([ABBREVIATIONS.get(token, token) for token in tokens])


def by_population(communes: Iterable[Commune]) -> Communes:
    """Sort, most populous first; same order whatever comes in."""
    return tuple(sorted(communes, key=lambda commune: (-commune.population, commune.code)))


@dataclass(frozen=True)
class NameIndex:
    """Tables from folded text to communes (most populous first) and to département codes (`69M` among them)."""

    names: Mapping[str, Communes]
    without_article: Mapping[str, Communes]
    shortened: Mapping[str, Communes]
    arrondissements: Mapping[str, Commune]
    departements: Mapping[str, str]
    postcodes: Mapping[str, Communes]
    longest: int

    @classmethod
    def build(cls, territory: Gazetteer) -> Self:
        """Build every table from a gazetteer."""
        cities = [(key_of(fold(c.nom).split()), c) for c in territory.communes.values() if c.type == "COM"]
        names = _grouped(cities)
        shortened = _shortened(cities)
        overshadowed = {key: _with_shadow(own, shortened[key]) for key, own in names.items() if key in shortened}
        return cls(
            names=names | overshadowed,
            without_article=_grouped((key.partition(" ")[2], c) for key, c in cities if key.partition(" ")[0] in ARTICLES),
            shortened=_usable(shortened),
            arrondissements=_arrondissements(territory),
            departements=_departements(territory),
            postcodes=_postcodes(territory),
            longest=max(key.count(" ") for key in names) + 1,
        )

    def is_shared(self, commune: Commune) -> bool:
        """Whether its name alone does not tell it from another."""
        return len(self.names.get(key_of(fold(commune.nom).split()), ())) > 1

    @cached_property
    def sorted_names(self) -> list[str]:
        """Names in alphabetical order, for prefixes."""
        return sorted(self.names)

    def beginning_with(self, prefix: str) -> list[str]:
        """Names that begin so."""
        start = bisect_left(self.sorted_names, prefix)
        return self.sorted_names[start : bisect_left(self.sorted_names, prefix + "\x7f", start)]

    @cached_property
    def spellings(self) -> list[str]:
        """Every name, short or long, that a typing error may have missed."""
        departements = (key for key in self.departements if not key[0].isdigit())
        return list(dict.fromkeys((*self.names, *self.without_article, *self.shortened, *departements)))

    @cached_property
    def spellings_by_length(self) -> Mapping[int, list[str]]:
        """The same, by number of characters."""
        lengths: dict[int, list[str]] = defaultdict(list)
        for spelling in self.spellings:
            lengths[len(spelling)].append(spelling)
        return lengths


@cache
def name_index() -> NameIndex:
    """The index of the process, over its gazetteer."""
    return NameIndex.build(gazetteer())


def _grouped(pairs: Iterable[tuple[str, Commune]]) -> dict[str, Communes]:
    groups: dict[str, list[Commune]] = defaultdict(list)
    for key, commune in pairs:
        groups[key].append(commune)
    return {key: by_population(group) if len(group) > 1 else (group[0],) for key, group in groups.items()}


def _shortened(cities: list[tuple[str, Commune]]) -> dict[str, Communes]:
    """First words of the names of towns → every commune whose name begins with them and goes on."""
    starts = {start for key, city in cities if city.population >= SHORTENED_FROM for start in _starts(key)}
    return _grouped((start, city) for key, city in cities for start in _starts(key) if start in starts)


def _starts(key: str) -> list[str]:
    places = [position for position, character in enumerate(key) if character == " "]
    return [key[:place] for place in places]


def _usable(shortened: Mapping[str, Communes]) -> dict[str, Communes]:
    """Without those that nobody says: « Saint », « Aix les »."""
    return {
        key: communes[:MOST_COMMUNES_TO_ASK]
        for key, communes in shortened.items()
        if key.rpartition(" ")[2] not in NEVER_AT_THE_END
    }  # fmt: skip


def _with_shadow(own: Communes, longer: Communes) -> Communes:
    limit = max(OVERSHADOWED_BY, OVERSHADOWED_TIMES * own[0].population)
    return by_population({*own, *(commune for commune in longer if commune.population >= limit)})


def _arrondissements(territory: Gazetteer) -> dict[str, Commune]:
    table: dict[str, Commune] = {}
    for commune in territory.communes.values():
        if commune.type != "ARM":
            continue
        number = int(commune.code[-1])
        for form in (str(number), f"0{number}", f"{number}e", f"{number}eme", f"{number} eme", f"{number}em", *_ORDINALS[number]):
            for end in ("", " arrondissement", " arr", " ardt"):
                table[f"lyon {form}{end}"] = commune
            for start in (" arrondissement", " arr", " ardt"):
                table[f"{form}{start}"] = table[f"{form}{start} de lyon"] = table[f"{form}{start} lyon"] = commune
    return table


def _departements(territory: Gazetteer) -> dict[str, str]:
    table = {METROPOLE_DE_LYON.lower(): METROPOLE_DE_LYON, "grand lyon": METROPOLE_DE_LYON, "lyon metropole": METROPOLE_DE_LYON}
    table |= {fold(METROPOLE_NAME): METROPOLE_DE_LYON, "metropole lyonnaise": METROPOLE_DE_LYON, "69d": "69"}
    for departement in territory.departements.values():
        table[departement.code] = table[fold(departement.nom)] = departement.code
    return table


def _postcodes(territory: Gazetteer) -> dict[str, Communes]:
    """By postcode; those of Lyon are its arrondissements', not the city's."""
    table = _grouped((postcode, commune) for commune in territory.communes.values() for postcode in commune.codes_postaux)
    for commune in territory.communes.values():
        if commune.type == "ARM":
            table |= dict.fromkeys(commune.codes_postaux, (commune,))
    return table
