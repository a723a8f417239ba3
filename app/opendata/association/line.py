"""One line of an association's table: its names, its place, its kinds, and what there is to tell of it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from app.directory.guessing import guess
from app.directory.kinds import PROTECTED, kinds
from app.directory.refuges import Told, speaks_of_violence
from app.opendata.association.cells import cells_of
from app.opendata.association.french_values import address_of, documents_of, kinds_of, languages_of
from app.opendata.association.rows import hours_of, is_somewhere, place_mark
from app.opendata.files import MISFIT
from app.opendata.rules import Incoming, Level, Remark

_LONGEST_QUOTE = 60
_COLUMNS = {"horaires": "horaires_accueil", "identifiant": "id", "structure": "nom"}
"""Columns of v1 that have another name here."""


class AssociationLine(NamedTuple):
    """One line: the organisation at its address, which several lines may share, and the service."""

    structure: Incoming
    service: Incoming
    kinds: tuple[str, ...]
    is_guessed: bool
    """Whether the kinds were deduced, not read in a column of types."""
    documents: list[str]
    spoken_languages: list[str]


class Line:
    """A line being read."""

    def __init__(self, number: int, row: Mapping[str, Any], headings: Mapping[str, str]) -> None:
        self.number = number
        self.identifier = ""
        self.remarks: list[Remark] = []
        self.cells = cells_of(row, headings)
        self.address = address_of(self.cells["adresse"], self.cells["code_postal"], self.cells["commune"])
        self.structure_name = self.cells["structure"] or self.cells["nom"]
        self.own_name = self.cells["nom"] or self.cells["type"]
        self.place = place_mark(self.cells, self.address)
        self._misfit: tuple[Level, str] | None = row.get(MISFIT)
        self._named_kinds, self._unknown_kinds = kinds_of(self.cells["type"])

    @property
    def service_name(self) -> str:
        """The service's own name, else what it does, else its organisation's."""
        does = kinds()[self._named_kinds[0]].name if len(self._named_kinds) == 1 and not self._unknown_kinds else self.cells["type"]
        return self.cells["nom"] or does or self.structure_name

    def say(self, field: str, level: Level, message: str) -> None:
        """Add a remark on a field, or on the whole line."""
        self.remarks.append(Remark("services", self.number, self.identifier, field, level, message))

    def keep(self, cleaned: tuple[Incoming | None, list[Remark]]) -> Incoming | None:
        """Return what was cleaned, its remarks kept, each told once."""
        incoming, remarks = cleaned
        told = {(remark.field, remark.message) for remark in self.remarks}
        self.remarks += [remark._replace(file="services") for remark in remarks if (remark.field, remark.message) not in told]
        return incoming

    def is_taken(self) -> bool:
        """Tell what is wrong with the line itself; whether it can be cleaned at all."""
        if self._misfit:
            self.say("", *self._misfit)
            if self._misfit[0] is Level.REFUSED:
                return False
        for field, problem in self.cells.problems:
            self.say(_COLUMNS.get(field, field), Level.WARNING, problem)
        if not self.structure_name:
            self.say("nom", Level.REFUSED, "Le nom manque : la ligne n’est pas importée.")
        elif not is_somewhere(self.cells, self.address):
            told = "La commune n’est pas reconnue, ou plusieurs portent ce nom" if self.address.commune else "Ni commune ni code postal"
            self.say("commune", Level.REFUSED, f"{told} : la ligne n’est pas importée. Ajoutez le code postal.")
        else:
            return True
        return False

    def hours(self) -> tuple[str, str]:
        """Return the hours of the service: an expression, or the text as it was given."""
        found, problem = hours_of(self.cells)
        if problem:
            self.say("horaires_accueil", Level.WARNING, problem)
        return found

    def said(self, structure: Incoming, service: Incoming) -> AssociationLine:
        """Return all that the line says."""
        languages, are_known = languages_of(self.cells["langues"])
        if not are_known:
            self.say("", Level.WARNING, "Des langues ne sont pas reconnues : elles sont laissées de côté.")
        found, is_guessed = self._kinds(structure, service)
        return AssociationLine(structure, service, found, is_guessed, documents_of(self.cells["documents"]), languages)

    def _kinds(self, structure: Incoming, service: Incoming) -> tuple[tuple[str, ...], bool]:
        """Kinds of the column of types; else what the words say. A refuge is protected whatever its column says."""
        for part in self._unknown_kinds:
            self.say("type", Level.WARNING, f"Ce type d’aide n’est pas connu : « {part[:_LONGEST_QUOTE]} ».")
        guessed = _guessed(structure, service, self.cells["type"])
        if not self._named_kinds:
            if not guessed:
                self.say("type", Level.WARNING, "Aucun type d’aide n’est reconnu : le service ne sera trouvé que par ses mots.")
            return guessed, bool(guessed)
        hidden = tuple(code for code in guessed if code in PROTECTED and code not in self._named_kinds)
        if hidden:
            self.say("type", Level.WARNING, "Ce lieu semble mettre des personnes à l’abri : son adresse ne sera pas montrée.")
        return self._named_kinds + hidden, False


def _guessed(structure: Incoming, service: Incoming, written: str) -> tuple[str, ...]:
    says = service.values
    name = f"{says['nom']} {written}" if written and written not in says["nom"] else says["nom"]
    publics = (says["publics"], says["publics_precisions"])
    description = f"{says['description']} {publics[1]} {says['conditions_acces']}"
    told = Told("", speaks_of_violence(structure.values["description"]))
    return guess(
        name,
        structure.values["nom"],
        description,
        says["thematiques"],
        says["type"],
        publics[0],
        structure.values["reseaux_porteurs"],
        told,
    )
