"""The rows of data·inclusion v1 that one line of an association's table stands for, so that the same cleaning serves both."""

from collections.abc import Mapping
from typing import Any

from app.core.text import fold
from app.opendata.association.cells import Cells
from app.opendata.association.columns import DAYS
from app.opendata.association.contents import osm_or_french, point_of
from app.opendata.association.french_values import NO, YES, Address, appointment_of, price_of, publics_of
from app.opendata.cleaning.measures import LONGEST_RAW_HOURS
from app.opendata.cleaning.places import locate
from app.territory.gazetteer import gazetteer
from app.territory.reading import read
from app.territory.resolve import Found

_CONTACTS = ("telephone", "courriel")
_OF_STRUCTURES = (*_CONTACTS, "complement_adresse", "site_web", "siret", "date_maj", "accessibilite_lieu")
_OF_SERVICES = (
    *_CONTACTS, "description", "conditions_acces", "date_maj", "lien_source", "lien_mobilisation", "thematiques", "modes_accueil",
    "mobilisable_par",
)  # fmt: skip


def structure_row(cells: Cells, address: Address, name: str) -> dict[str, Any]:
    """Return the organisation at its address, without its identifiers."""
    latitude, longitude = point_of(cells["coordonnees"]) or (cells["latitude"], cells["longitude"])
    return {
        **{column: cells[column] for column in _OF_STRUCTURES},
        "code_insee": insee_of(cells, address),
        "nom": name,
        "adresse": address.street,
        "code_postal": address.postcode,
        "commune": address.commune,
        "latitude": latitude.replace(",", "."),
        "longitude": longitude.replace(",", "."),
    }


def service_row(cells: Cells, name: str, headings: Mapping[str, str]) -> dict[str, Any]:
    """Return the service, without its identifiers, its hours or its place."""
    price, about_price = price_of(cells["frais"], is_yes_free="gratui" in headings.get("frais", "").casefold())
    publics = publics_of(cells["publics"])
    ways, about_coming = appointment_of(cells["rendez_vous"], cells["sans_rendez_vous"])
    return {
        **{column: cells[column] for column in _OF_SERVICES},
        "nom": name,
        "frais": price or "",
        "frais_precisions": _joined(about_price, cells["frais_precisions"]),
        "publics": publics,
        "publics_precisions": _joined("" if publics else cells["publics"], cells["publics_precisions"]),
        "modes_mobilisation": ways or cells["modes_mobilisation"],
        "mobilisation_precisions": _joined(about_coming, cells["mobilisation_precisions"]),
    }


def insee_of(cells: Cells, address: Address) -> str:
    """Return the code of the commune, found by its name where no postcode stands; empty when neither tells which one it is.

    A misspelt name is not mended here: « Dijon » must not become a village of the region.
    """
    known = locate(cells["code_insee"], address.postcode, address.commune)
    if known.departement or not address.commune:
        return known.code_insee
    named = read(fold(address.commune).split())
    return named.place.commune.code if isinstance(named, Found) and named.place.commune else ""


def is_somewhere(cells: Cells, address: Address) -> bool:
    """Whether the département is known at least, in the region or out of it."""
    return bool(insee_of(cells, address) or locate(cells["code_insee"], address.postcode, address.commune).departement)


def place_mark(cells: Cells, address: Address) -> str:
    """What tells two places apart, however their commune is written."""
    insee = insee_of(cells, address)
    commune = gazetteer().commune(insee)
    return f"{fold(address.street)}|{insee if commune else fold(f'{address.postcode} {address.commune}')}"


def hours_of(cells: Cells) -> tuple[tuple[str, str], str]:
    """Return hours in the shape of any import, and what there is to say of them: (expression, "") or ("", text as given)."""
    written = _hours_text(cells)
    expression = osm_or_french(written) if written else None
    if expression is not None or not written:
        return (expression or "", ""), ""
    if len(written) > LONGEST_RAW_HOURS:
        return ("", ""), "Les horaires ne se lisent pas, et ils sont trop longs : ils sont laissés de côté."
    return ("", written), "Les horaires ne se lisent pas sans un doute : ils sont gardés tels quels, sans calcul d’ouverture."


def _hours_text(cells: Cells) -> str:
    """One text of the columns that speak of hours: days that are only ticked, days with their own hours, days and hours apart."""
    by_day = {day: cells[day] for day in DAYS if cells[day]}
    days = cells["jours"]
    if by_day and all(fold(cell) in YES | NO for cell in by_day.values()):
        days = ", ".join(day for day, cell in by_day.items() if fold(cell) in YES)
        by_day = {}
    general = " : ".join(text for text in (days, cells["horaires"]) if text)
    return "\n".join([*([general] if general else []), *(f"{day} : {cell}" for day, cell in by_day.items())])


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text)
