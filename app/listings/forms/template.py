"""The text of a template, field by field, and the services that follow it."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from app.core.language import mark
from app.directory.labels import LANGUAGES, MOBILISATIONS
from app.directory.rules import Mobilisation, Price
from app.listings.forms.proposing import LONGEST_TEXT, one_line
from app.listings.forms.reporting import stripped
from app.listings.forms.sites import number
from app.listings.labels import FIELDS
from app.listings.services import templates
from app.web.forms import REQUIRED, TOO_LONG, Form

LONGEST_NAME = 200
SILENT = ""
PRICES = {SILENT: mark("Le modèle n’en dit rien"), Price.FREE.value: mark("Gratuit"), Price.PAYING.value: mark("Payant")}


def _text(name: str) -> TextAreaField:
    return TextAreaField(FIELDS[name], filters=[stripped], validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)])


def _choices(names: Mapping[Any, str]) -> list[SelectChoice]:
    return [SelectChoice(code, name) for code, name in names.items()]


class TemplateForm(Form):
    """What is left empty is not part of the template: each service keeps what it says."""

    name = StringField(
        mark("Nom du modèle"), filters=[one_line], validators=[DataRequired(REQUIRED), Length(max=LONGEST_NAME, message=TOO_LONG)]
    )
    description = _text("description")
    what_happens = _text("what_happens")
    conditions_acces = _text("conditions_acces")
    publics_precisions = _text("publics_precisions")
    frais = RadioField(FIELDS["frais"], choices=_choices(PRICES), default=SILENT, validate_choice=False)
    frais_precisions = _text("frais_precisions")
    documents = _text("documents")
    modes_mobilisation = SelectMultipleField(FIELDS["modes_mobilisation"], choices=_choices(MOBILISATIONS), validate_choice=False)
    mobilisation_precisions = _text("mobilisation_precisions")
    spoken_languages = SelectMultipleField(FIELDS["spoken_languages"], choices=_choices(LANGUAGES), validate_choice=False)
    services = SelectMultipleField(mark("Les services qui suivent ce modèle"), coerce=number, validate_choice=False)
    vu = HiddenField()

    @classmethod
    def showing(cls, services: Sequence[tuple[int, str]], template: Any = None) -> "TemplateForm":
        """Return the form of a template, or of a new one. `services`: numbers and names of those that may follow it."""
        shown: dict[str, Any] = {}
        if template is not None:
            shown = {**template.fields, "name": template.name, "services": [use.service_id for use in template.uses]}
            shown["documents"] = "\n".join(template.fields.get("documents", ()))
            shown["vu"] = templates.mark_of(template)
        form = cls(data=shown)
        form.services.choices = _choices(dict(services))
        return form

    @property
    def text(self) -> templates.Text:
        """The template as it was written, what is empty left out."""
        return templates.Text(self.name.data, self._said, self.services.data)

    @property
    def _said(self) -> Mapping[str, Any]:
        values = {name: self[name].data for name in templates.FIELDS}
        values["documents"] = [line.strip() for line in (self.documents.data or "").split("\n") if line.strip()]
        values["modes_mobilisation"] = [code for code in self.modes_mobilisation.data or () if code in set(Mobilisation)]
        values["spoken_languages"] = [code for code in self.spoken_languages.data or () if code in LANGUAGES]
        values["frais"] = self.frais.data if self.frais.data in set(Price) else SILENT
        return {name: value for name, value in values.items() if value}
