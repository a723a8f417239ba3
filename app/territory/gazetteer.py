"""The communes and the départements of Auvergne-Rhône-Alpes, read once from `data/communes-ara.csv` (see `data/CREDITS.md`)."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from sys import intern
from typing import Self

from app.territory.rules import Commune, Departement

DATA = Path(__file__).parent / "data"
REGION = "84"
LYON = "69123"
METROPOLE_DE_LYON, METROPOLE_NAME = "69M", "Métropole de Lyon"

DEPARTEMENTS: Mapping[str, Departement] = {
    code: Departement(code, nom, chef_lieu)
    for code, nom, chef_lieu in (
        ("01", "Ain", "01053"),
        ("03", "Allier", "03190"),
        ("07", "Ardèche", "07186"),
        ("15", "Cantal", "15014"),
        ("26", "Drôme", "26362"),
        ("38", "Isère", "38185"),
        ("42", "Loire", "42218"),
        ("43", "Haute-Loire", "43157"),
        ("63", "Puy-de-Dôme", "63113"),
        ("69", "Rhône", "69123"),
        ("73", "Savoie", "73065"),
        ("74", "Haute-Savoie", "74010"),
    )
}


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Every commune and arrondissement by INSEE code, every département by number."""

    communes: Mapping[str, Commune]
    departements: Mapping[str, Departement]

    @classmethod
    def load(cls, path: Path = DATA / "communes-ara.csv") -> Self:
        """Read the file; raise ValueError on a line that is not whole."""
        with path.open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file)
            next(lines)
            communes = {line[0]: _commune(line) for line in lines}
        return cls(communes, DEPARTEMENTS)

    def commune(self, code: str) -> Commune | None:
        """The commune or arrondissement of this INSEE code."""
        return self.communes.get(code)

    def of_epci(self, siren: str) -> Commune | None:
        """The most populous commune of this EPCI."""
        members = (commune for commune in self.communes.values() if commune.epci == siren)
        return max(members, key=lambda commune: commune.population, default=None)

    def departement(self, code: str) -> Departement | None:
        """The département of this number (`01` … `74`)."""
        return self.departements.get(code)


def _commune(line: list[str]) -> Commune:
    code, nom, kind, departement, postcodes, population, latitude, longitude, epci, epci_nom, collectivite = line
    return Commune(
        code=code,
        nom=nom,
        type=intern(kind),
        departement=intern(departement),
        codes_postaux=tuple(postcodes.split("|")),
        population=int(population),
        latitude=float(latitude),
        longitude=float(longitude),
        epci=intern(epci),
        epci_nom=intern(epci_nom),
        collectivite=intern(collectivite),
    )


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the process."""
    return Gazetteer.load()
