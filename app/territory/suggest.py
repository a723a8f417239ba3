"""Autocompletion: the places whose name goes on as the person began, the most populous first."""

from collections.abc import Iterable
from heapq import nsmallest
from itertools import chain

from app.core.text import fold
from app.territory.gazetteer import DEPARTEMENTS, METROPOLE_DE_LYON, METROPOLE_NAME
from app.territory.index import Communes, NameIndex, key_of, name_index
from app.territory.places import commune_place, departement_place, postcode_place
from app.territory.rules import Place

SHORTEST = 2
LONGEST = 80

_DEPARTEMENTS = (*((fold(d.nom), d.code) for d in DEPARTEMENTS.values()), (fold(METROPOLE_NAME), METROPOLE_DE_LYON))


def suggest(prefix: str, limit: int = 8) -> list[Place]:
    """Return at most `limit` places for what has been typed so far: département, names that begin so, then names with a word that does."""
    key = key_of(fold(prefix[:LONGEST]).split())
    if len(key) < SHORTEST or limit < 1:
        return []
    index = name_index()
    if key.isdigit():
        return _by_number(index, key, limit)
    codes = [code for name, code in _DEPARTEMENTS if name.startswith(key)]
    arrondissements = dict.fromkeys(commune for name, commune in index.arrondissements.items() if _is_going_on(name, key))
    communes = dict.fromkeys((*_by_name(index, key, limit), *arrondissements))
    return [*(departement_place(code) for code in codes), *(commune_place(commune) for commune in communes)][:limit]


def _is_going_on(name: str, key: str) -> bool:
    return key.startswith("lyon") and name.startswith(key)


def _by_number(index: NameIndex, digits: str, limit: int) -> list[Place]:
    departement = index.departements.get(digits)
    first = [departement_place(departement)] if departement else []
    begun = {code: communes for code, communes in index.postcodes.items() if code.startswith(digits)}
    # A town alone under several postcodes is one place: the first of them stands for all.
    once = {communes if len(communes) == 1 else code: code for code, communes in sorted(begun.items(), reverse=True)}
    largest = nsmallest(limit, once.values(), key=lambda code: (-begun[code][0].population, code))
    return [*first, *(postcode_place(code, begun[code]) for code in largest)][:limit]


def _by_name(index: NameIndex, key: str, limit: int) -> Communes:
    begun = _largest((index.names[name] for name in index.beginning_with(key)), limit)
    if len(begun) < limit:
        inside = (communes for name, communes in index.names.items() if f" {key}" in name)
        begun += tuple(commune for commune in _largest(inside, limit) if commune not in begun)
    return begun[:limit]


def _largest(groups: Iterable[Communes], limit: int) -> Communes:
    communes = dict.fromkeys(chain.from_iterable(groups))
    return tuple(nsmallest(limit, communes, key=lambda commune: (-commune.population, commune.code)))
