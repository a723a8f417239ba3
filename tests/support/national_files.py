"""Records shaped like those of data·inclusion v1, that nobody gives; and files as data·inclusion writes them, with pandas.

By a fixed seed: one structure for two services, spread over the communes by population; 22 % at a distance; hours as town halls keep
them; descriptions of 300 to 900 characters; fictional numbers and addresses only.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, islice
from math import cos, radians, sqrt
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from data_inclusion.schema import v1

from tests.bench.invented import REMOTE, SERVICES_A_STRUCTURE, expressions, seeded, towns

SOURCES = ("dora", "soliguide", "emplois-de-linclusion", "mediation-numerique", "france-travail")
PROFILES = 600
"""Distinct sets of type, thematiques and publics: a producer describes each sort of service once, and gives it in many places."""
NEWEST = date(2026, 6, 30)

_HOUSES = ("Association", "Centre social", "Maison", "Espace", "Antenne", "Point d’accueil")
_NAMES = ("l’Escale", "la Halte", "la Passerelle", "la Boussole", "le Relais", "l’Horizon", "la Clairière", "le Phare")
_WAYS = ("rue", "avenue", "place", "chemin", "boulevard")
_HONOURED = ("de la République", "Jean-Jaurès", "de la Gare", "des Lilas", "Victor-Hugo", "du Moulin", "Pasteur", "du Marché")
_SERVICES = ("Accueil et orientation", "Aide aux démarches", "Distribution alimentaire", "Atelier numérique", "Écoute", "Aide au logement")
_SENTENCES = (
    "Nous recevons chaque personne, avec ou sans rendez-vous.",
    "Une équipe de professionnels et de bénévoles écoute, informe et oriente.",
    "Nous aidons à remplir les dossiers et à préparer les rendez-vous.",
    "Un café est servi le matin, dans une salle calme et chauffée.",
    "Apportez si possible une pièce d’identité et vos derniers courriers.",
    "L’accueil est gratuit, confidentiel et ouvert aux enfants.",
    "Un travailleur social est présent deux demi-journées par semaine.",
    "Nous travaillons avec les mairies, les hôpitaux et les associations voisines.",
    "Les ateliers se déroulent en petit groupe, à votre rythme.",
    "Le service s’adresse d’abord aux habitants du quartier.",
)
_COMMUNE_COLUMNS = ("adresse", "complement_adresse", "code_postal", "commune", "code_insee", "latitude", "longitude")

Record = dict[str, Any]


def structures(services: int) -> Iterator[Record]:
    """Yield the structures that `services` services need; the first are the same whatever the count."""
    inventor = _Inventor()
    for number in range(1, -(-services // SERVICES_A_STRUCTURE) + 1):
        yield inventor.structure(number)


def services(count: int) -> Iterator[Record]:
    """Yield `count` services of the structures above."""
    inventor = _Inventor()
    houses = structures(count)
    house: Record = {}
    draw = Random(f"{inventor.seed} services")  # noqa: S311 - nothing here is secret
    for number in range(1, count + 1):
        if (number - 1) % SERVICES_A_STRUCTURE == 0:
            house = next(houses)
        yield _service(draw, number, house)


def national(count: int) -> tuple[Iterator[Record], Iterator[Record]]:
    """Return structures and services, of which there are `count`."""
    return structures(count), services(count)


class _Inventor:
    seed = "2026"

    def __init__(self) -> None:
        self._draw = seeded()
        self._towns = towns()
        self._weights = list(accumulate(town.population for town in self._towns))

    def structure(self, number: int) -> Record:
        draw = self._draw
        town = draw.choices(self._towns, cum_weights=self._weights)[0]
        spread = min(0.03, 0.0002 * sqrt(town.population))
        source = SOURCES[number % len(SOURCES)]
        return {
            "source": source,
            "id": f"{source}--{number}",
            "nom": f"{draw.choice(_HOUSES)} {draw.choice(_NAMES)} {town.nom}",
            "description": _description(draw),
            "siret": _siret(number),
            "date_maj": NEWEST - timedelta(days=draw.randint(1, 900)),
            "lien_source": f"https://annuaire.exemple.fr/structures/{number}",
            "adresse": f"{draw.randint(1, 140)} {draw.choice(_WAYS)} {draw.choice(_HONOURED)}",
            "complement_adresse": "Bâtiment B" if draw.random() < 0.1 else None,
            "code_postal": draw.choice(town.codes_postaux),
            "commune": town.nom,
            "code_insee": town.code,
            "latitude": round(town.latitude + max(-0.1, min(0.1, draw.gauss(0, spread))), 6),
            "longitude": round(town.longitude + max(-0.1, min(0.1, draw.gauss(0, spread))) / cos(radians(town.latitude)), 6),
            "telephone": _telephone(draw),
            "courriel": f"accueil-{number}@exemple.fr",
            "site_web": f"https://www.exemple.fr/{number}" if draw.random() < 0.6 else None,
            "horaires_accueil": draw.choice(expressions()) if draw.random() < 0.7 else None,
            "accessibilite_lieu": None,
            "reseaux_porteurs": [draw.choice(_codes(v1.ReseauPorteur))] if draw.random() < 0.5 else None,
        }


class _Profile(NamedTuple):
    """What services of one sort say alike, wherever they are given."""

    type: str
    thematiques: tuple[str, ...]
    publics: tuple[str, ...]


@cache
def _profiles() -> tuple[_Profile, ...]:
    draw = seeded()
    return tuple(
        _Profile(
            draw.choice(_codes(v1.TypeService)),
            tuple(sorted(draw.sample(_codes(v1.Thematique), draw.randint(1, 3)))),
            ("tous-publics",) if draw.random() < 0.4 else tuple(sorted(draw.sample(_codes(v1.Public), draw.randint(1, 3)))),
        )
        for _ in range(PROFILES)
    )


def _service(draw: Random, number: int, house: Record) -> Record:
    profile = draw.choice(_profiles())
    is_remote = draw.random() < REMOTE
    is_somewhere = not is_remote or draw.random() < 0.5
    place = house if is_somewhere else dict.fromkeys(_COMMUNE_COLUMNS)
    departement = house["code_insee"][:2]
    return {
        "source": house["source"],
        "id": f"{house['source']}--service-{number}",
        "structure_id": house["id"],
        "nom": f"{draw.choice(_SERVICES)} – {house['nom']}",
        "description": _description(draw),
        "lien_source": f"https://annuaire.exemple.fr/services/{number}",
        "date_maj": NEWEST - timedelta(days=draw.randint(1, 900)),
        "type": profile.type,
        "thematiques": list(profile.thematiques),
        "frais": draw.choice(("gratuit", "gratuit", "gratuit", "payant", None)),
        "frais_precisions": "Adhésion annuelle de 5 €" if draw.random() < 0.1 else None,
        "publics": list(profile.publics),
        "publics_precisions": "Habitants du quartier" if draw.random() < 0.2 else None,
        "conditions_acces": "Sur rendez-vous." if draw.random() < 0.3 else None,
        **{column: place[column] for column in _COMMUNE_COLUMNS},
        "telephone": _telephone(draw) if draw.random() < 0.5 else None,
        "courriel": f"service-{number}@exemple.fr" if draw.random() < 0.5 else None,
        "modes_accueil": [mode for mode, holds in (("a-distance", is_remote), ("en-presentiel", is_somewhere)) if holds],
        "zone_eligibilite": draw.choice(([departement], [departement], [house["code_insee"]], ["france"], None))
        if is_somewhere
        else [departement],
        "contact_nom_prenom": None,
        "lien_mobilisation": f"https://www.exemple.fr/rendez-vous/{number}" if draw.random() < 0.3 else None,
        "modes_mobilisation": sorted(draw.sample(_codes(v1.ModeMobilisation), draw.randint(1, 2))),
        "mobilisable_par": draw.choice((["professionnels"], ["usagers"], ["professionnels", "usagers"])),
        "mobilisation_precisions": None,
        "volume_horaire_hebdomadaire": draw.choice((None, None, 2.5, 10.0)),
        "nombre_semaines": draw.choice((None, None, 4, 12)),
        "horaires_accueil": draw.choice(expressions()) if is_somewhere and draw.random() < 0.6 else None,
    }


@cache
def _codes(enumeration: Any) -> tuple[str, ...]:
    return tuple(sorted(one.value for one in enumeration if one.value != "tous-publics"))


def _description(draw: Random) -> str:
    return " ".join(draw.choices(_SENTENCES, k=draw.randint(5, 12)))


def _telephone(draw: Random) -> str:
    return f"04 65 71 {draw.randint(0, 99):02} {draw.randint(0, 99):02}"


def _siret(number: int) -> str:
    """A number whose checks hold, of no known body."""
    siren = _with_check(f"{20_000_000 + number % 9_000_000:08}")
    return _with_check(f"{siren}0001")


def _with_check(digits: str) -> str:
    total = sum(sum(divmod(int(digit) * (2 if place % 2 == 0 else 1), 10)) for place, digit in enumerate(reversed(digits)))
    return f"{digits}{-total % 10}"


def write(path: Path, records: Iterable[Record]) -> Path:
    """Write the file in the format of its suffix, exactly as pandas does: `.csv`, `.json`, `.parquet` or `.xlsx`."""
    import pandas as pd

    table = pd.DataFrame(list(records))
    writers = {
        ".csv": lambda: table.to_csv(path, index=False),
        ".json": lambda: _dated(table).to_json(path, orient="records"),
    }
    writers[".parquet"] = lambda: table.to_parquet(path)
    writers[".xlsx"] = lambda: table.to_excel(path, index=False)
    writers[path.suffix]()
    return path


def _dated(table: Any) -> Any:
    """Dates as epoch milliseconds: what pandas writes by itself before its version 4, with a warning since 3.1."""
    import pandas as pd

    return table.assign(date_maj=pd.to_datetime(table["date_maj"]).astype("datetime64[ms]").astype("int64"))


def write_csv_fast(path: Path, records: Iterable[Record]) -> Path:
    """Write a csv as pandas would, lists as Python writes them, without holding it: for files of a hundred thousand rows."""
    rows = iter(records)
    first = next(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, first, lineterminator="\n")
        table.writeheader()
        table.writerow(first)
        table.writerows(rows)
    return path


def first(records: Iterator[Record], count: int) -> Sequence[Record]:
    """Return the first records."""
    return list(islice(records, count))
