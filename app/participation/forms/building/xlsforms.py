"""Bringing a workbook: the file, and the organisation that it is for."""

from collections.abc import Sequence

from wtforms import FileField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from app.accounts.models import Organisation
from app.core.language import mark
from app.participation.forms.building.beginning import CHOOSE_ORGANISATION
from app.web.forms import Form

CHOOSE_FILE = mark("Choisissez un fichier .xlsx ou .xls sur votre appareil.")


class ImportForm(Form):
    """One file, whatever its name: what it holds says what it is."""

    organisation = RadioField(mark("Pour quelle organisation ?"), validate_choice=False)
    classeur = FileField(mark("Votre fichier"))

    def __init__(self, organisations: Sequence[Organisation]) -> None:
        """Ask for the organisation where one edits for several."""
        super().__init__()
        self._organisations = organisations
        self.organisation.choices = [SelectChoice(str(one.id), one.name) for one in organisations]
        if len(organisations) == 1:
            del self.organisation

    def validate_organisation(self, field: RadioField) -> None:
        """One of those offered."""
        if field.data not in {choice.value for choice in field.choices}:
            raise StopValidation(CHOOSE_ORGANISATION)

    def validate_classeur(self, field: FileField) -> None:
        """There is a file."""
        if not getattr(field.data, "filename", ""):
            raise StopValidation(CHOOSE_FILE)

    @property
    def organisation_id(self) -> int:
        """The organisation, once the form is valid."""
        return int(self.organisation.data) if "organisation" in self else self._organisations[0].id

    def refuse(self, message: str) -> None:
        """Say in the reader's language what is wrong with the file."""
        self.classeur.errors = [*self.classeur.errors, message]
