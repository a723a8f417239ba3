"""The sections of a listing, each read and saved alone: which fields each holds, and which part it confirms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.errors import NotThere
from app.core.language import mark
from app.directory.columns import ADDRESS
from app.listings.rules import Part


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its code in addresses, its name, the fields of `directory.fields` that it changes, the part that it confirms, if any."""

    code: str
    name: str
    fields: tuple[str, ...]
    part: Part | None
    shown: tuple[str, ...] = ()
    """Fields that are told, where these are not all of them."""

    @property
    def told(self) -> tuple[str, ...]:
        """Fields whose words a page shows."""
        return self.shown or self.fields


HOURS = Section("horaires", mark("Horaires"), ("hours",), Part.HOURS)
ORIENTATIONS = Section("orientations", mark("Orientations"), ("receives_orientations",), None)
"""A choice rather than something true for a time: there is nothing to confirm."""

OF_STRUCTURE: Sequence[Section] = (
    Section("identite", mark("Nom et description"), ("nom", "description"), Part.CONDITIONS),
    Section("contact", mark("Contact"), ("telephone", "courriel", "site_web"), Part.CONTACT),
    Section(
        "adresse", mark("Adresse"), (*ADDRESS, "is_protected"), Part.CONTACT,
        ("adresse", "complement_adresse", "code_postal", "commune", "is_protected"),
    ),
)  # fmt: skip
OF_SERVICE: Sequence[Section] = (
    Section(
        "quoi", mark("Ce que vous proposez"), ("nom", "description", "kinds", "guessed"), Part.CONDITIONS, ("nom", "description", "kinds"),
    ),
    Section(
        "pour-qui", mark("Pour qui"),
        ("audience", "publics", "age_min", "age_max", "gender", "family", "conditions_acces", "publics_precisions"), Part.CONDITIONS,
    ),
    Section(
        "venir", mark("Comment venir"),
        ("modes_mobilisation", "by_appointment", "lien_mobilisation", "telephone", "courriel"), Part.CONTACT,
    ),
    HOURS,
    Section("lieu", mark("Lieu"), ("place", "is_protected"), Part.CONTACT),
    Section("papiers-et-langues", mark("Papiers et langues"), ("documents", "spoken_languages"), Part.CONDITIONS),
    Section("prix", mark("Prix"), ("frais", "frais_precisions"), Part.CONDITIONS),
    Section("accueil", mark("L’accueil sur place"), ("what_happens", "animals", "step_free"), Part.CONDITIONS),
    ORIENTATIONS,
)  # fmt: skip

_STRUCTURE: Mapping[str, Section] = {section.code: section for section in OF_STRUCTURE}
_SERVICE: Mapping[str, Section] = {section.code: section for section in OF_SERVICE}


def section_of_structure(code: str) -> Section:
    """Return a section of a structure; raise NotThere."""
    return _found(_STRUCTURE, code)


def section_of_service(code: str) -> Section:
    """Return a section of a service; raise NotThere."""
    return _found(_SERVICE, code)


def parts_of(fields: Sequence[str], *, of_service: bool) -> list[Part]:
    """Return the parts that some fields are of."""
    touched = {section.part for section in (OF_SERVICE if of_service else OF_STRUCTURE) if not set(section.fields).isdisjoint(fields)}
    return [part for part in Part if part in touched]


def _found(sections: Mapping[str, Section], code: str) -> Section:
    if code not in sections:
        raise NotThere
    return sections[code]
