"""The rows of `mairies-ara.csv`: the town hall of each commune, as the directory of the administration knows it."""

import json
from collections.abc import Iterator, Mapping

from app.territory.rebuild.sources import Outlined, filled

COLUMNS = (
    "code_insee", "commune", "departement", "nom", "adresse", "code_postal", "ligne_postale", "latitude", "longitude",
    "telephone", "courriel", "site_web", "horaires_osm", "accessibilite", "population",
)  # fmt: skip

_DAYS = {"lundi": "Mo", "mardi": "Tu", "mercredi": "We", "jeudi": "Th", "vendredi": "Fr", "samedi": "Sa", "dimanche": "Su"}


def town_hall_rows(communes: list[dict[str, object]], latest: Outlined) -> Iterator[dict[str, object]]:
    """Yield the town hall of each commune that has one with an address."""
    for commune in communes:
        row = latest.town_hall(str(commune["code"])) if commune["type"] == "COM" else None
        if row is not None:
            yield _town_hall(commune, row)


def _town_hall(commune: Mapping[str, object], row: Mapping[str, str]) -> dict[str, object]:
    street, _, postal = row["mairie_adresse"].rpartition("\n")
    return {
        "code_insee": commune["code"],
        "commune": commune["nom"],
        "departement": commune["dep"],
        "nom": f"Mairie de {commune['nom']}",
        "adresse": street.replace("\n", ", "),
        "code_postal": postal[:5],
        "ligne_postale": postal,
        "latitude": commune["lat"],
        "longitude": commune["lon"],
        "telephone": filled(row["mairie_telephone"]),
        "courriel": filled(row["mairie_email"]),
        "site_web": filled(row["mairie_site"]),
        "horaires_osm": opening_hours(filled(row["mairie_horaires"])),
        "accessibilite": filled(row["mairie_accessibilite"]),
        "population": commune["pop"],
    }


def opening_hours(text: str) -> str:
    """Turn `[["lundi", "mardi", [["08:30:00", "12:00:00"]]]]` into the words of OpenStreetMap, `Mo-Tu 08:30-12:00`."""
    if not text:
        return ""
    rules = []
    for first, last, spans in json.loads(text):
        days = _DAYS[first] if first == last else f"{_DAYS[first]}-{_DAYS[last]}"
        rules.append(f"{days} {','.join(f'{start[:5]}-{end[:5]}' for start, end in spans)}")
    return "; ".join(rules)
