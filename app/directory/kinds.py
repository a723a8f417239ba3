"""The kinds of help (dispositifs) that the strategy names, and those of everyday need."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

DATA = Path(__file__).parent / "data"


class Form(StrEnum):
    """What a kind is: where one goes, who comes, or what one asks for."""

    PLACE = "lieu fixe"
    SUPPORT = "accompagnement"
    AID = "aide financière"
    TEAM = "équipe mobile"
    REMOTE = "numéro ou site"
    ITINERANT = "permanence itinérante"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind, in French; its texts are translated by the catalogue `kinds`."""

    code: str
    acronym: str
    name: str
    family: str
    definition: str
    form: Form
    where_to_ask: str
    today_name: str

    @property
    def can_be_searched(self) -> bool:
        """Whether a person can be sent to one: nobody is oriented to an allowance."""
        return self.form is not Form.AID


@dataclass(frozen=True, slots=True)
class PlacesOfAid:
    """Where an aid is asked for."""

    kinds: tuple[str, ...]
    """Codes of kinds of places, those that decide before those that help to ask."""
    is_online: bool
    """Whether the request itself is made on a site, and the places only help with it."""


THROUGH_SIAO = frozenset({"hebergement-urgence", "chrs", "residence-sociale", "hebergement-sortie-maternite"})
"""Kinds that one enters through the SIAO or the 115 only."""

PROTECTED = frozenset({"hebergement-violences", "accueil-citoyen"})
"""Kinds whose addresses are always hidden: refuges, host homes."""

SENSITIVE = frozenset({"hebergement-violences", "cidff", "addictologie", "caarud", "salle-consommation", "numero-prevention-suicide"})
"""Kinds whose pages show a quick exit: being seen reading them can be dangerous or shaming."""


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind by its code, in the order of the data."""
    with (DATA / "dispositifs.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["code"]: _kind(row) for row in csv.DictReader(file)})


def places_of_aid(code: str) -> PlacesOfAid:
    """Return where an aid is asked for; nowhere for a kind that is no aid."""
    return _places_of_aids().get(code, PlacesOfAid((), is_online=False))


@cache
def _places_of_aids() -> Mapping[str, PlacesOfAid]:
    with (DATA / "aides.csv").open(encoding="utf-8", newline="") as file:
        return {row["aide"]: PlacesOfAid(tuple(row["lieux"].split()), is_online=bool(row["en_ligne"])) for row in csv.DictReader(file)}


def _kind(row: Mapping[str, str]) -> Kind:
    return Kind(
        code=row["code"],
        acronym=row["sigle"],
        name=row["nom"],
        family=row["famille"],
        definition=row["definition_simple"],
        form=Form(row["forme"]),
        where_to_ask=row["ou_demander"],
        today_name=row["nom_actuel"],
    )
