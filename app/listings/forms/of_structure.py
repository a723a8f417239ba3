"""The sections of a structure as forms."""

from collections.abc import Mapping
from typing import Any

from wtforms import StringField
from wtforms.validators import Length, Regexp, StopValidation

from app.core.language import mark
from app.directory.columns import ADDRESS
from app.listings.forms.proposing import NOT_A_COMMUNE, NOT_A_POSTCODE, one_line
from app.listings.forms.section import LONGEST_LINE, SectionForm, checked, email_line, line, phone_line, text, web_line
from app.listings.labels import FIELDS
from app.listings.services.proposals import commune_of
from app.territory.rules import Commune
from app.web.forms import TOO_LONG

TYPED = ADDRESS[:4]
"""Columns of an address that people type; the others come from the commune."""
HIDE = mark("Cacher l’adresse")
HIDDEN = mark("Le public ne lira que le département. Choisissez cela pour un lieu qui met des personnes à l’abri.")


class IdentityForm(SectionForm):
    """Name and description."""

    nom = line("nom", is_required=True)
    description = text("description")


class ContactForm(SectionForm):
    """How to reach the structure."""

    telephone = phone_line()
    courriel = email_line()
    site_web = web_line("site_web")


class AddressForm(SectionForm):
    """Where the structure is; the commune must be one that we know, with one of its postcodes. What was not touched is not judged."""

    before: Mapping[str, Any]

    adresse = line("adresse")
    complement_adresse = line("complement_adresse")
    code_postal = line("code_postal", Regexp(r"[0-9]{5}\Z", message=NOT_A_POSTCODE))
    commune = StringField(FIELDS["commune"], filters=[one_line], validators=[Length(max=LONGEST_LINE, message=TOO_LONG)])
    is_protected = checked(HIDE, HIDDEN)

    def offer(self, subject: Any) -> None:
        """Remember the address as it was."""
        self.before = self.address_of(subject)

    @staticmethod
    def address_of(subject: Any) -> Mapping[str, Any]:
        """Return the columns of the address as they are."""
        return {name: getattr(subject, name) for name in ADDRESS}

    def validate_commune(self, _field: StringField) -> None:
        """Refuse a commune without its postcode, a postcode without its commune, and what is nowhere."""
        if self._is_moved and any(self[name].data for name in TYPED) and self._commune is None:
            raise StopValidation(NOT_A_COMMUNE)

    def changes(self, _subject: Any) -> dict[str, Any]:
        """Return the columns of the address, and whether it is hidden."""
        return {**self.address, "is_protected": self.is_protected.data}

    @property
    def address(self) -> dict[str, Any]:
        """The whole address; the point stays where the street does, else it is the commune's own."""
        typed = {name: self[name].data or "" for name in TYPED}
        if not self._is_moved:
            return {**self.before, **typed}
        commune = self._commune
        if commune is None:
            return {**typed, "code_insee": "", "latitude": None, "longitude": None}
        return {
            **typed, "commune": commune.nom, "code_insee": commune.code, "latitude": commune.latitude, "longitude": commune.longitude,
        }  # fmt: skip

    @property
    def _is_moved(self) -> bool:
        return any((self[name].data or "") != (self.before.get(name) or "") for name in ("adresse", "code_postal", "commune"))

    @property
    def _commune(self) -> Commune | None:
        return commune_of(self.commune.data or "", self.code_postal.data or "")


FORMS: Mapping[str, type[SectionForm]] = {"identite": IdentityForm, "contact": ContactForm, "adresse": AddressForm}
