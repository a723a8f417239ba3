"""The embedded defaults: each town hall says who domiciles in its commune.

By law a CCAS, a CIAS or an approved body domiciles, and the commune itself only where none took it over: a town hall is
where one asks. Nobody confirmed these rows: they are marked so, never counted in coverage, never written to.
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.core.language import mark
from app.directory.indexing import reindex
from app.directory.kinds import DATA
from app.directory.models import Hours, Location, Service, ServiceKind, Structure
from app.directory.rules import Audience, Mobilisation, Mobiliser, ReceptionMode
from app.directory.services import folded_words, raise_version
from app.territory.names import of_commune

SOURCE = "annuaire-administration"
KIND = "domiciliation"
DESCRIPTION = mark("La mairie vous dit qui domicilie ici (CCAS, CIAS, association agréée).")
BATCH = 500
CLOSED_ON_HOLIDAYS = "; PH off"

Progress = Callable[[int], None]


def load_town_halls(session: Session, *, codes: Sequence[str] | None = None, progress: Progress = lambda _count: None) -> int:
    """Add the town halls that are not there yet (all, or those of some INSEE codes); return how many were added."""
    known = set(session.scalars(select(Structure.source_id).where(Structure.source == SOURCE)))
    rows = (row for row in town_halls() if row["code_insee"] not in known and (codes is None or row["code_insee"] in codes))
    hours = _Hours(session)
    added = 0
    while batch := list(islice(rows, BATCH)):
        _add(session, batch, hours)
        added += len(batch)
        progress(len(batch))
    if added:
        raise_version(session)
    return added


def town_halls() -> Iterator[Mapping[str, str]]:
    """Read the shipped file, row by row."""
    with (DATA / "mairies-ara.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


class _Hours:
    """Numbers of hours by expression, made as they come."""

    def __init__(self, session: Session) -> None:
        self._session = session
        plain = select(Hours.expression, Hours.id).where(Hours.school_holidays == "", Hours.zone == "A", Hours.raw == "")
        self._numbers = {row.expression: row.id for row in session.execute(plain)}

    def of(self, expressions: Sequence[str]) -> list[int | None]:
        missing = {text for text in expressions if text and text not in self._numbers}
        if missing:
            made = self._session.execute(
                insert(Hours).returning(Hours.id, Hours.expression),
                [{"expression": text, "school_holidays": "", "zone": "A", "raw": ""} for text in sorted(missing)],
            )
            self._numbers.update({row.expression: row.id for row in made})
        return [self._numbers.get(text) for text in expressions]


def _add(session: Session, rows: Sequence[Mapping[str, str]], hours: _Hours) -> None:
    structures = session.scalars(
        insert(Structure).returning(Structure.id, sort_by_parameter_order=True), [_structure(row) for row in rows]
    ).all()
    services = session.scalars(
        insert(Service).returning(Service.id, sort_by_parameter_order=True),
        [_service(row, structure_id) for row, structure_id in zip(rows, structures, strict=True)],
    ).all()
    numbers = hours.of([_expression(row) for row in rows])
    session.execute(insert(ServiceKind), [{"service_id": number, "kind": KIND, "position": 0, "is_guessed": False} for number in services])
    session.execute(
        insert(Location),
        [
            {**_address(row), "service_id": service_id, "hours_id": hours_id}
            for row, service_id, hours_id in zip(rows, services, numbers, strict=True)
        ],
    )
    reindex(session, services)


def _name(row: Mapping[str, str]) -> str:
    return f"Mairie {of_commune(row['commune'])}"


def _expression(row: Mapping[str, str]) -> str:
    """The hours of the file, which say nothing of public holidays: a town hall is closed then, and must not read as open."""
    return f"{row['horaires_osm']}{CLOSED_ON_HOLIDAYS}" if row["horaires_osm"] else ""


def _address(row: Mapping[str, str]) -> dict[str, object]:
    return {
        "adresse": row["adresse"],
        "code_postal": row["code_postal"],
        "commune": row["commune"],
        "code_insee": row["code_insee"],
        "latitude": float(row["latitude"]),
        "longitude": float(row["longitude"]),
    }


def _structure(row: Mapping[str, str]) -> dict[str, object]:
    return {
        **_address(row),
        "source": SOURCE,
        "source_id": row["code_insee"],
        "nom": _name(row),
        "telephone": row["telephone"],
        "courriel": row["courriel"],
        "site_web": row["site_web"],
        "is_default": True,
    }


def _service(row: Mapping[str, str], structure_id: int) -> dict[str, object]:
    return {
        "structure_id": structure_id,
        "source": SOURCE,
        "source_id": row["code_insee"],
        "nom": _name(row),
        "description": DESCRIPTION,
        "folded": folded_words(_name(row), KIND),
        "main_kind": KIND,
        "type": "information",
        "frais": "gratuit",
        "publics": ["tous-publics"],
        "audience": Audience.UNCONDITIONAL,
        "modes_accueil": [ReceptionMode.ON_SITE],
        "modes_mobilisation": [Mobilisation.COME, Mobilisation.CALL],
        "mobilisable_par": [Mobiliser.PERSON, Mobiliser.PROFESSIONAL],
        "is_default": True,
    }
