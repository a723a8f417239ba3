"""A section being changed: what its page shows, and, when two people wrote at once, both versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.core.language import Translator
from app.directory.fields import reading
from app.directory.models import Service, Structure
from app.listings.display.desk import listing_path
from app.listings.display.saying import field_name, said
from app.listings.sections import Section


@dataclass(frozen=True, slots=True)
class SectionPage:
    """`listings/section.html`, `listings/hours.html`."""

    name: str
    subject: str
    listing_path: str
    opened: str
    """The mark of what the section said when its form was opened."""


@dataclass(frozen=True, slots=True)
class Versions:
    """One field as somebody else saved it, and as it is being written."""

    name: str
    theirs: str
    yours: str


def section_page(subject: Structure | Service, section: Section, opened: str, t: Translator) -> SectionPage:
    """Return what the page of a section shows around its form."""
    return SectionPage(t.gettext(section.name), subject.nom, listing_path(subject), opened)


def section_path(subject: Structure | Service, section: Section) -> str:
    """Return where a section is read in the page of its listing."""
    return f"{listing_path(subject)}#{section.code}-{subject.id}"


def versions(section: Section, theirs: Mapping[str, Any], yours: Mapping[str, Any], t: Translator) -> list[Versions]:
    """Return the fields that two people wrote otherwise, in words."""
    told = ((name, said(name, theirs.get(name), t), said(name, reading(yours.get(name)), t)) for name in section.told)
    return [Versions(field_name(name, t), *both) for name, *both in told if both[0] != both[1]]
