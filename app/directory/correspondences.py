"""Kinds of help beside data·inclusion v1, many to many: thematiques, types, publics, networks; and the needs of a thematique."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from app.directory.kinds import DATA
from app.directory.needs import NEEDS


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What v1 says of a kind, by its codes. Empty when v1 has no word for it; a remark in the data then says so."""

    thematiques: tuple[str, ...]
    types: tuple[str, ...]
    publics: tuple[str, ...]
    networks: tuple[str, ...]
    """Codes of `reseaux_porteurs` that often carry it."""
    expressions: tuple[str, ...]
    """What names it in a text, in French; its acronym stands with the kind. In capitals: an acronym too."""


def correspondence(kind: str) -> Correspondence:
    """Return what v1 says of this kind; KeyError when there is no such kind."""
    return correspondences()[kind]


@cache
def correspondences() -> Mapping[str, Correspondence]:
    """Return every correspondence by the code of its kind, in the order of the kinds."""
    return MappingProxyType(
        {
            row["code"]: Correspondence(
                thematiques=tuple(row["thematiques"].split()),
                types=tuple(row["types"].split()),
                publics=tuple(row["publics"].split()),
                networks=tuple(row["reseaux_porteurs"].split()),
                expressions=tuple(row["expressions"].split("; ")),
            )
            for row in _rows("correspondances.csv")
        }
    )


def needs_of_thematiques(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the needs under which a service of these thematiques is found, though its kind is not known, in the order of the needs.

    Codes that v1 does not have lead nowhere.
    """
    needs = needs_by_thematique()
    found = {need for code in codes for need in needs.get(code, ())}
    return tuple(need for need in NEEDS if need in found) if found else ()


@cache
def kinds_of_networks() -> Mapping[str, str]:
    """Return, by code of a network, the kind that each of its structures is; networks that carry several are left out."""
    return MappingProxyType({row["reseau"]: row["dispositif"] for row in _rows("reseaux-porteurs.csv") if row["dispositif"]})


@cache
def needs_by_thematique() -> Mapping[str, tuple[str, ...]]:
    """Return the needs that each thematique leads to."""
    return {row["thematique"]: tuple(row["besoins"].split()) for row in _rows("thematiques.csv")}


def _rows(name: str) -> Iterator[Mapping[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
