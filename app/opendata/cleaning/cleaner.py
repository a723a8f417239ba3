"""Cleaning of rows of data·inclusion v1 (and v0), some lines at a time. Nothing is cut short, nothing is dropped without a remark."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any

from app.core.clock import today
from app.directory.columns import ADDRESS, SERVICE_COLUMNS, STRUCTURE_COLUMNS
from app.directory.rules import Public, ReceptionMode
from app.opendata.cleaning import codes, earlier
from app.opendata.cleaning.columns import each
from app.opendata.cleaning.contacts import email, is_plain_email, is_plain_link, is_plain_phone, link, telephone
from app.opendata.cleaning.lines import Lines
from app.opendata.cleaning.lists import Codes, one_of
from app.opendata.cleaning.measures import dates_until, hours, is_plain_siret, siret, weekly_hours, weeks
from app.opendata.cleaning.places import Located, coordinates, locations
from app.opendata.cleaning.zones import Zone, zones
from app.opendata.files.rows import MISFIT
from app.opendata.rules import Incoming, Level, Remark
from app.territory.gazetteer import DEPARTEMENTS

LONGEST_SOURCE, LONGEST_ID, SHORTEST_NAME = 60, 120, 3

_SERVICE_COLUMNS = tuple(name for name in SERVICE_COLUMNS if name not in {"documents", "spoken_languages"})
"""Those that v1 defines; they come before the others."""

Rows = Sequence[tuple[int, Mapping[str, Any]]]
Cleaned = tuple[Incoming | None, list[Remark]]
"""What is kept of a row, or None, and what there is to tell of it."""

_frais = one_of(codes.FRAIS, earlier.FRAIS).column
_type = one_of(codes.TYPES, earlier.TYPES).column
_mobilisable_par = Codes(codes.MOBILISABLE_PAR).column
_modes_accueil = Codes(codes.MODES_ACCUEIL).column
_modes_mobilisation = Codes(codes.MODES_MOBILISATION, earlier.ORIENTATION).column
_publics = Codes(codes.PUBLICS, earlier.PROFILES).column
_reseaux_porteurs = Codes(codes.RESEAUX_PORTEURS).column
_thematiques = Codes(codes.THEMATIQUES).column
_telephone, _email = each(telephone, "", is_plain_phone), each(email, "", is_plain_email)
_link, _siret = each(link, "", is_plain_link), each(siret, None, is_plain_siret)


class Cleaner:
    """Cleans the structures, then the services, of one upstream; keeps those of some départements (None: all the region).

    A service counts that is given there, or that is given at a distance or without an address to people who live there; its structure
    may be elsewhere: say that it is needed, then clean the structures once more.
    """

    def __init__(self, departements: Iterable[str] | None = None) -> None:
        self._wanted = frozenset(DEPARTEMENTS if departements is None else departements)
        self._date = dates_until(today()).column
        self._needed: set[tuple[str, str]] = set()
        self._kept: set[int] = set()
        """Marks: as many as structures."""

    def need(self, source: str, structure_id: str) -> None:
        """Keep this structure wherever it is: one of its services counts."""
        self._needed.add((source, structure_id))

    def structure(self, number: int, row: Mapping[str, Any]) -> Cleaned:
        """Clean one structure."""
        return self.structures([(number, row)])[0]

    def service(self, number: int, row: Mapping[str, Any]) -> Cleaned:
        """Clean one service."""
        return self.services([(number, row)])[0]

    def structures(self, rows: Rows) -> list[Cleaned]:
        """Clean structures: what came of each row."""
        lines = Lines("structures", _as_v1(rows))
        lines.one_line("source")
        lines.keep(_identified(lines))
        lines["located"] = _located(lines)
        lines.skip(self._structures_that_count(lines), "Structure hors du périmètre, dont aucun service n’y est proposé.")
        _name(lines)
        self._kept.update(map(hash, zip(lines["source"], lines["id"], strict=True)))
        lines.text("description")
        lines.value("siret", _siret)
        lines.value("date_maj", self._date)
        _link_or_none(lines, "lien_source")
        _place(lines)
        lines.value("telephone", _telephone)
        lines.value("courriel", _email)
        lines.value("site_web", _link)
        _link_or_none(lines, "accessibilite_lieu")
        lines.value("reseaux_porteurs", _reseaux_porteurs)
        lines.value("horaires_accueil", hours.column)
        said, opening = lines.rows(STRUCTURE_COLUMNS), lines["horaires_accueil"]
        return lines.cleaned(map(Incoming, lines["source"], lines["id"], repeat(""), said, repeat(None), opening, repeat(())))

    def services(self, rows: Rows) -> list[Cleaned]:
        """Clean services: what came of each row."""
        lines = Lines("services", _as_v1(rows))
        lines.one_line("source")
        lines.one_line("structure_id")
        lines.keep(_identified(lines))
        _attach(lines)
        lines["located"] = _located(lines)
        lines["zone"] = zones(lines.raw("zone_eligibilite"))
        lines.value("modes_accueil", _modes_accueil)
        lines.skip(self._services_that_count(lines), "Service hors du périmètre.")
        _name(lines)
        lines.warn("zone_eligibilite", [zone.problem for zone in lines["zone"]])
        lines.text("description")
        _link_or_none(lines, "lien_source")
        lines.value("date_maj", self._date)
        lines.value("type", _type)
        lines.value("thematiques", _thematiques)
        lines.value("frais", _frais)
        lines.text("frais_precisions")
        _public(lines)
        lines.text("publics_precisions")
        lines.text("conditions_acces")
        lines.value("telephone", _telephone)
        lines.value("courriel", _email)
        lines.value("lien_mobilisation", _link)
        lines.value("modes_mobilisation", _modes_mobilisation)
        lines.value("mobilisable_par", _mobilisable_par)
        lines.text("mobilisation_precisions")
        lines.value("volume_horaire_hebdomadaire", weekly_hours.column)
        lines.value("nombre_semaines", weeks.column)
        _place(lines)
        lines.value("horaires_accueil", hours.column)
        said, opening = lines.rows(_SERVICE_COLUMNS), lines["horaires_accueil"]
        places = [place if any(place) else None for place in lines.rows(ADDRESS)]
        areas = [zone.areas for zone in lines["zone"]]
        return lines.cleaned(map(Incoming, lines["source"], lines["id"], lines["structure_id"], said, places, opening, areas))

    def _structures_that_count(self, lines: Lines) -> list[bool]:
        wanted, needed = self._wanted, self._needed
        return [
            located.departement in wanted or (source, identifier) in needed
            for located, source, identifier in zip(lines["located"], lines["source"], lines["id"], strict=True)
        ]

    def _services_that_count(self, lines: Lines) -> list[bool]:
        found = zip(lines["located"], lines["zone"], lines["modes_accueil"], lines["source"], lines["structure_id"], strict=True)
        return [
            located.departement in self._wanted or self._counts(located.departement, where, modes, (source, parent))
            for located, where, modes, source, parent in found
        ]

    def _counts(self, departement: str, where: Zone, modes: list[str], parent: tuple[str, str]) -> bool:
        """Whether a service counts that is not given where it is wanted."""
        if departement and ReceptionMode.REMOTE not in modes:
            return False
        if where.is_said:
            return not self._wanted.isdisjoint(where.departements)
        return not departement and hash(parent) in self._kept


def _as_v1(rows: Rows) -> Rows:
    return [
        (number, earlier.to_v1(row) if "presentation_detail" in row or "zone_diffusion_code" in row or "typologie" in row else row)
        for number, row in rows
    ]


def _identified(lines: Lines) -> list[bool]:
    which = [True] * len(lines)
    for line, misfit in enumerate(lines.raw(MISFIT)):
        if misfit is not None:
            lines.say(line, "", *misfit)
            which[line] = misfit[0] is not Level.REFUSED
    for field, longest in (("id", LONGEST_ID), ("source", LONGEST_SOURCE)):
        for line, value in enumerate(lines[field]):
            if which[line] and not 0 < len(value) <= longest:
                why = "est trop long" if value else "manque"
                lines.say(line, field, Level.REFUSED, f"L’identifiant ({field}) {why} : la ligne n’est pas importée.")
                which[line] = False
    return which


def _attach(lines: Lines) -> None:
    which = [0 < len(parent) <= LONGEST_ID for parent in lines["structure_id"]]
    lines.refuse(which, "structure_id", "L’identifiant de la structure manque, ou il est trop long : le service n’est pas importé.")


def _name(lines: Lines) -> None:
    lines.one_line("nom")
    which = [len(name) >= SHORTEST_NAME for name in lines["nom"]]
    lines.refuse(which, "nom", "Le nom manque, ou n’a pas trois caractères : la ligne n’est pas importée.")


def _public(lines: Lines) -> None:
    """« tous-publics » stands alone: with others, refusing people would be the worse mistake."""
    lines.value("publics", _publics)
    for line, publics in enumerate(lines["publics"]):
        if len(publics) > 1 and Public.EVERYONE in publics:
            lines.say(line, "publics", Level.WARNING, "« tous-publics » est donné avec d’autres publics : lui seul est gardé.")
            lines["publics"][line] = [Public.EVERYONE.value]


def _link_or_none(lines: Lines, field: str) -> None:
    lines.value(field, _link)
    lines[field] = [value or None for value in lines[field]]


def _located(lines: Lines) -> list[Located]:
    return locations(lines.raw("code_insee"), lines.raw("code_postal"), lines.raw("commune"))


def _place(lines: Lines) -> None:
    located: list[Located] = lines["located"]
    for line, one in enumerate(located):
        for field, problem in one.problems:
            lines.say(line, field, Level.WARNING, problem)
    found = [*map(coordinates, lines.raw("latitude"), lines.raw("longitude"), [one.commune for one in located])]
    lines["latitude"], lines["longitude"] = [north for north, _, _ in found], [east for _, east, _ in found]
    lines.warn("latitude", [problem for _, _, problem in found])
    lines.one_line("adresse")
    lines.one_line("complement_adresse")
    lines["code_postal"] = [one.code_postal for one in located]
    lines["commune"] = [one.name for one in located]
    lines["code_insee"] = [one.code_insee for one in located]
