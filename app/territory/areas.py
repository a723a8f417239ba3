"""Areas as numbers, so that an index can hold « where people must live » and « where the team goes » beside its cells.

An area is a kind and a code; its number is negative (cells of `territory.distance` are positive or zero), fits 32 bits, and is the same
for ever, on every machine. Codes are read in base 36, each kind in a range of its own:

| kind | codes | number |
|---|---|---|
| pays | `FR`, `99100` (France) | −1 |
| region | 2 figures | −1,000 − code (down to −2,295) |
| departement | `01`…`95`, `2A`, `2B`, `971`…`989` | −10,000 − code (down to −56,655) |
| collectivite | as a département, or one with a letter: `69D`, `69M` | −100,000 − code (down to −146,655) |
| commune | INSEE code, 5 signs (arrondissements included) | −1,000,000 − code (down to −61,466,175) |
| epci | SIREN, 9 figures | −code (from −100,000,000 down to −999,999,999) |
"""

import re
from collections.abc import Iterable

from app.core.errors import DomainError
from app.territory.gazetteer import LYON, REGION, gazetteer
from app.territory.rules import AreaKind, Commune

COUNTRY = "FR"

_DEPARTEMENT = r"0[1-9]|[1-8]\d|9[0-5]|2[AB]|9[78]\d"
_FORMS: dict[AreaKind, tuple[re.Pattern[str], int]] = {
    "region": (re.compile(r"\d\d"), 1_000),
    "departement": (re.compile(_DEPARTEMENT), 10_000),
    "collectivite": (re.compile(rf"{_DEPARTEMENT}|[1-9][0-9AB][A-Z]"), 100_000),
    "commune": (re.compile(r"\d[0-9AB]\d{3}"), 1_000_000),
}
_SIREN = re.compile(r"[1-9]\d{8}")


class UnknownArea(DomainError):
    """No area has this kind and this code."""


def area_code(kind: AreaKind, code: str) -> int:
    """Return the number of the area; raise UnknownArea when the code has not the form of its kind."""
    if kind == "pays" and code in (COUNTRY, "99100"):
        return -1
    if kind == "epci" and code.isascii() and _SIREN.fullmatch(code):
        return -int(code)
    form = _FORMS.get(kind)
    if form is None or not (code.isascii() and form[0].fullmatch(code)):
        msg = f"{kind} {code[:20]!r}"
        raise UnknownArea(msg)
    return -form[1] - int(code, 36)


def areas_of(commune: Commune) -> tuple[int, ...]:
    """Return the numbers of every area that contains the commune, the smallest first; an arrondissement is in its city."""
    city = (area_code("commune", LYON),) if commune.type == "ARM" else ()
    return (
        area_code("commune", commune.code),
        *city,
        area_code("epci", commune.epci),
        area_code("collectivite", commune.collectivite),
        area_code("departement", commune.departement),
        area_code("region", REGION),
        area_code("pays", COUNTRY),
    )


def areas_of_communes(communes: Iterable[Commune]) -> tuple[int, ...]:
    """Return the numbers of every area that contains one of the communes, each once."""
    return tuple(dict.fromkeys(area for commune in communes for area in areas_of(commune)))


def areas_of_departement(code: str) -> tuple[int, ...]:
    """Return the numbers of the département, its social authorities (two for the Rhône), the region and the country."""
    authorities = dict.fromkeys(c.collectivite for c in gazetteer().communes.values() if c.departement == code)
    if not authorities:
        raise UnknownArea(code)
    return (
        *(area_code("collectivite", authority) for authority in authorities),
        area_code("departement", code),
        area_code("region", REGION),
        area_code("pays", COUNTRY),
    )


def areas_within_departement(code: str) -> tuple[int, ...]:
    """Return the numbers of the EPCI and communes that lie, at least in part, in the département."""
    communes = [commune for commune in gazetteer().communes.values() if commune.departement == code]
    epcis = dict.fromkeys(commune.epci for commune in communes)
    return (*(area_code("epci", epci) for epci in epcis), *(area_code("commune", commune.code) for commune in communes))
