"""Exact reading of the words of one place: no typing error is forgiven here, and nothing is guessed."""

from collections.abc import Iterable, Sequence

from app.territory.gazetteer import gazetteer
from app.territory.index import Communes, NameIndex, key_of, name_index
from app.territory.places import commune_place, departement_place, postcode_place
from app.territory.rules import Ambiguous, Commune, Found
from app.territory.words import LINKS

POSTCODE_LENGTH = 5
LONGEST_DEPARTEMENT = 3
"""Words in « Puy de Dôme », « Métropole de Lyon »."""


def read(tokens: Sequence[str]) -> Found | Ambiguous | None:
    """Read folded words as one place: name, postcode, INSEE code, département, arrondissement, or a name with one of these."""
    index = name_index()
    key = key_of(tokens)
    code = index.departements.get(key)
    if code is not None:
        return Found(departement_place(code))
    arrondissement = index.arrondissements.get(key)
    if arrondissement is not None:
        return Found(commune_place(arrondissement))
    communes = named(index, key)
    if communes:
        return choice(key, communes)
    if len(tokens) == 1:
        return _coded(index, key) if is_postcode(key) else None
    return _qualified(index, tokens)


def is_postcode(token: str) -> bool:
    """Whether it has the form of a postcode (and of an INSEE code)."""
    return len(token) == POSTCODE_LENGTH and token.isdigit()


def named(index: NameIndex, key: str, within: str | None = None) -> Communes:
    """Communes of this name: whole, else without its article, else shortened; `within` is a département, `69M` or a postcode."""
    for table in (index.names, index.without_article, index.shortened):
        found = table.get(key, ())
        if within is not None:
            found = tuple(commune for commune in found if is_within(commune, within))
        if found:
            return found
    return ()


def is_within(commune: Commune, within: str) -> bool:
    """Whether the commune is in this département, or collectivité, or is served by this postcode."""
    return within in (commune.departement, commune.collectivite) or within in commune.codes_postaux


def choice(text: str, communes: Iterable[Commune]) -> Found | Ambiguous:
    """One commune is found; several are a question."""
    places = tuple(commune_place(commune) for commune in communes)
    return Found(places[0]) if len(places) == 1 else Ambiguous(text, places)


def _coded(index: NameIndex, code: str) -> Found | None:
    """Read five figures: a postcode first (what people know), else an INSEE code."""
    if code in index.postcodes:
        return Found(postcode_place(code, index.postcodes[code]))
    commune = gazetteer().commune(code)
    return Found(commune_place(commune)) if commune else None


def _qualified(index: NameIndex, tokens: Sequence[str]) -> Found | Ambiguous | None:
    """Read a name with the postcode or the département that tells it from another."""
    name, within = qualifier(index, tokens)
    if within is None or not name:
        return None
    while name[-1] in LINKS and not named(index, key_of(name), within) and len(name) > 1:
        name = name[:-1]  # « Vienne en Isère », but « Les Prés (26) »
    key = key_of(name)
    communes = index.postcodes.get(within, ()) if key == "lyon" and within.startswith("69") else ()
    communes = communes or named(index, key, within)
    if not communes and is_postcode(within):
        # A CEDEX, or the postcode of a neighbour: the département that it begins with still tells.
        communes = named(index, key, within[:2])
    if communes:
        return choice(key, communes)
    if not key.isdigit() and index.departements.get(key) == within:
        return Found(departement_place(within))
    arrondissement = index.arrondissements.get(key)
    return Found(commune_place(arrondissement)) if arrondissement and is_within(arrondissement, within) else None


def qualifier(index: NameIndex, tokens: Sequence[str]) -> tuple[Sequence[str], str | None]:
    """Part a name from a postcode before or after it, or a département after it; (tokens, None) when there is none."""
    if is_postcode(tokens[0]):
        return _without_cedex(tokens[1:]), tokens[0]
    if is_postcode(tokens[-1]):
        return tokens[:-1], tokens[-1]
    for length in range(min(LONGEST_DEPARTEMENT, len(tokens) - 1), 0, -1):
        code = index.departements.get(" ".join(tokens[-length:]))
        if code is not None:
            return tokens[:-length], code
    return tokens, None


def _without_cedex(tokens: Sequence[str]) -> Sequence[str]:
    return tokens[: list(tokens).index("cedex")] if "cedex" in tokens else tokens
