"""Cleaning of rows of data·inclusion v1 (and v0), line by line. Nothing is cut short, nothing is dropped without a remark."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.core.clock import today
from app.directory.rules import Public, ReceptionMode
from app.opendata.cleaning import codes, earlier
from app.opendata.cleaning.contacts import email, link, telephone
from app.opendata.cleaning.line import Line
from app.opendata.cleaning.lists import codes_of, one_of
from app.opendata.cleaning.measures import dates_until, hours, siret, weekly_hours, weeks
from app.opendata.cleaning.places import Located, coordinates, locate
from app.opendata.cleaning.zones import Zone, zone
from app.opendata.files.rows import MISFIT
from app.opendata.rules import Incoming, Level, Remark
from app.territory.gazetteer import DEPARTEMENTS

NO_HOURS = ("", "")
LONGEST_SOURCE, LONGEST_ID, SHORTEST_NAME = 60, 120, 3

Cleaned = tuple[Incoming | None, list[Remark]]

_frais = one_of(codes.FRAIS, earlier.FRAIS)
_type = one_of(codes.TYPES, earlier.TYPES)
_mobilisable_par = codes_of(codes.MOBILISABLE_PAR)
_modes_accueil = codes_of(codes.MODES_ACCUEIL)
_modes_mobilisation = codes_of(codes.MODES_MOBILISATION, earlier.ORIENTATION)
_publics = codes_of(codes.PUBLICS, earlier.PROFILES)
_reseaux_porteurs = codes_of(codes.RESEAUX_PORTEURS)
_thematiques = codes_of(codes.THEMATIQUES)


class Cleaner:
    """Cleans the structures, then the services, of one upstream; keeps those of some départements (None: all the region).

    A service counts that is given there, or that is given at a distance or without an address to people who live there; its structure
    may be elsewhere: say that it is needed, then clean the structures once more.
    """

    def __init__(self, departements: Iterable[str] | None = None) -> None:
        self._wanted = frozenset(DEPARTEMENTS if departements is None else departements)
        self._date = dates_until(today())
        self._needed: set[tuple[str, str]] = set()
        self._kept: set[int] = set()
        """Marks: as many as structures."""

    def need(self, source: str, structure_id: str) -> None:
        """Keep this structure wherever it is: one of its services counts."""
        self._needed.add((source, structure_id))

    def structure(self, number: int, row: Mapping[str, Any]) -> Cleaned:
        """Clean a structure: what is kept, or None, and what there is to tell."""
        row = _as_v1(row)
        line = Line("structures", number, row)
        value = line.value
        source = line.one_line("source")
        if not _is_identified(line, row, source):
            return None, line.remarks
        located = _locate(row)
        if located.departement not in self._wanted and (source, line.identifier) not in self._needed:
            return _skipped(line, "Structure hors du périmètre, dont aucun service n’y est proposé.")
        name = _name(line)
        if not name:
            return None, line.remarks
        self._kept.add(hash((source, line.identifier)))
        values = {
            "nom": name,
            "description": line.text("description"),
            "siret": value("siret", siret, None),
            "date_maj": value("date_maj", self._date, None),
            "lien_source": value("lien_source", link, "") or None,
            **_place(line, row, located),
            "telephone": value("telephone", telephone, ""),
            "courriel": value("courriel", email, ""),
            "site_web": value("site_web", link, ""),
            "accessibilite_lieu": value("accessibilite_lieu", link, "") or None,
            "reseaux_porteurs": line.codes("reseaux_porteurs", _reseaux_porteurs),
        }
        return Incoming(source, line.identifier, "", values, None, value("horaires_accueil", hours, NO_HOURS), ()), line.remarks

    def service(self, number: int, row: Mapping[str, Any]) -> Cleaned:
        """Clean a service: what is kept, or None, and what there is to tell."""
        row = _as_v1(row)
        line = Line("services", number, row)
        value, text = line.value, line.text
        source, parent = line.one_line("source"), line.one_line("structure_id")
        if not _is_identified(line, row, source):
            return None, line.remarks
        if not parent or len(parent) > LONGEST_ID:
            return _refused(
                line, "structure_id", "L’identifiant de la structure manque, ou il est trop long : le service n’est pas importé."
            )
        located = _locate(row)
        where = zone(row.get("zone_eligibilite"))
        modes = line.codes("modes_accueil", _modes_accueil)
        if not self._counts(located.departement, where, modes, (source, parent)):
            return _skipped(line, "Service hors du périmètre.")
        name = _name(line)
        if not name:
            return None, line.remarks
        if where.problem:
            line.say("zone_eligibilite", Level.WARNING, where.problem)
        values = {
            "nom": name,
            "description": text("description"),
            "lien_source": value("lien_source", link, "") or None,
            "date_maj": value("date_maj", self._date, None),
            "type": value("type", _type, None),
            "thematiques": line.codes("thematiques", _thematiques),
            "frais": value("frais", _frais, None),
            "frais_precisions": text("frais_precisions"),
            "publics": _public(line),
            "publics_precisions": text("publics_precisions"),
            "conditions_acces": text("conditions_acces"),
            "telephone": value("telephone", telephone, ""),
            "courriel": value("courriel", email, ""),
            "modes_accueil": modes,
            "lien_mobilisation": value("lien_mobilisation", link, ""),
            "modes_mobilisation": line.codes("modes_mobilisation", _modes_mobilisation),
            "mobilisable_par": line.codes("mobilisable_par", _mobilisable_par),
            "mobilisation_precisions": text("mobilisation_precisions"),
            "volume_horaire_hebdomadaire": value("volume_horaire_hebdomadaire", weekly_hours, None),
            "nombre_semaines": value("nombre_semaines", weeks, None),
        }
        place = _place(line, row, located)
        said = place if any(place.values()) else None
        return Incoming(
            source, line.identifier, parent, values, said, value("horaires_accueil", hours, NO_HOURS), where.areas
        ), line.remarks

    def _counts(self, departement: str, where: Zone, modes: list[str], parent: tuple[str, str]) -> bool:
        if departement in self._wanted:
            return True
        if departement and ReceptionMode.REMOTE not in modes:
            return False
        if where.is_said:
            return not self._wanted.isdisjoint(where.departements)
        return not departement and hash(parent) in self._kept


def _as_v1(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return earlier.to_v1(row) if "presentation_detail" in row or "zone_diffusion_code" in row or "typologie" in row else row


def _is_identified(line: Line, row: Mapping[str, Any], source: str) -> bool:
    if MISFIT in row:
        level, message = row[MISFIT]
        line.say("", level, message)
        if level is Level.REFUSED:
            return False
    for field, value, longest in (("id", line.identifier, LONGEST_ID), ("source", source, LONGEST_SOURCE)):
        if not value or len(value) > longest:
            why = "est trop long" if value else "manque"
            line.say(field, Level.REFUSED, f"L’identifiant ({field}) {why} : la ligne n’est pas importée.")
            return False
    return True


def _name(line: Line) -> str:
    name = line.one_line("nom")
    if len(name) >= SHORTEST_NAME:
        return name
    line.say("nom", Level.REFUSED, "Le nom manque, ou n’a pas trois caractères : la ligne n’est pas importée.")
    return ""


def _public(line: Line) -> list[str]:
    """« tous-publics » stands alone: with others, refusing people would be the worse mistake."""
    publics = line.codes("publics", _publics)
    if len(publics) > 1 and Public.EVERYONE in publics:
        line.say("publics", Level.WARNING, "« tous-publics » est donné avec d’autres publics : lui seul est gardé.")
        return [Public.EVERYONE.value]
    return publics


def _locate(row: Mapping[str, Any]) -> Located:
    return locate(row.get("code_insee"), row.get("code_postal"), row.get("commune"))


def _place(line: Line, row: Mapping[str, Any], located: Located) -> dict[str, Any]:
    for field, problem in located.problems:
        line.say(field, Level.WARNING, problem)
    latitude, longitude, problem = coordinates(row.get("latitude"), row.get("longitude"), located.commune)
    if problem:
        line.say("latitude", Level.WARNING, problem)
    return {
        "adresse": line.one_line("adresse"),
        "complement_adresse": line.one_line("complement_adresse"),
        "code_postal": located.code_postal,
        "commune": located.name,
        "code_insee": located.code_insee,
        "latitude": latitude,
        "longitude": longitude,
    }


def _skipped(line: Line, message: str) -> Cleaned:
    line.remarks.clear()
    line.say("", Level.SKIPPED, message)
    return None, line.remarks


def _refused(line: Line, field: str, message: str) -> Cleaned:
    line.say(field, Level.REFUSED, message)
    return None, line.remarks
