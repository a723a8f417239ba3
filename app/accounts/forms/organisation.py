"""Forms of the organisations."""

import re

from stdnum.fr import siret
from wtforms import BooleanField, SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Length, Regexp

from app.accounts.forms.typed import one_line
from app.accounts.labels import MEMBER_ROLES
from app.accounts.rules import MemberRole
from app.core.language import mark
from app.web.forms import REQUIRED, TOO_LONG, Form, without_link

NAME_LENGTH = 200
DEPARTEMENT = re.compile(r"0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-8]|98[4-9]")
NOT_A_SIRET = mark("Ce numéro n’est pas un SIRET : il a 14 chiffres, relisez-les un par un.")
NOT_A_DEPARTEMENT = mark("Écrivez le numéro d’un département, par exemple 38, 2A ou 974.")
NOT_SURE = mark("Cochez la case pour dire que vous avez compris.")


def number_of_departement(text: str | None) -> str:
    """Return the number of a département as it is written everywhere: `7` is `07`, `2a` is `2A`."""
    return one_line(text).upper().rjust(2, "0") if text else ""


def digits(text: str | None) -> str:
    """Return a SIRET without the spaces that people put in it."""
    return siret.compact(text) if text else ""


class OrganisationForm(Form):
    """A new organisation."""

    nom = StringField(
        mark("Nom de l’organisation"),
        filters=[one_line],
        validators=[InputRequired(REQUIRED), Length(max=NAME_LENGTH, message=TOO_LONG), without_link],
    )
    departement = StringField(
        mark("Numéro du département"),
        filters=[number_of_departement],
        validators=[InputRequired(REQUIRED), Regexp(re.compile(rf"(?:{DEPARTEMENT.pattern})\Z"), message=NOT_A_DEPARTEMENT)],
    )
    siret = StringField(mark("Numéro SIRET"), filters=[digits])

    @property
    def said(self) -> dict[str, str | None]:
        """What was typed, once validated, by the names of the columns."""
        return {"name": self.nom.data, "departement": self.departement.data, "siret": self.siret.data or None}

    def validate_siret(self, field: StringField) -> None:
        """Refuse a number whose digits do not check; none at all will do."""
        if field.data and not siret.is_valid(field.data):
            raise ValidationError(NOT_A_SIRET)


class RoleForm(Form):
    """The role of a member."""

    role = SelectField(mark("Rôle"), choices=dict(MEMBER_ROLES), validators=[InputRequired(REQUIRED)])

    @property
    def chosen(self) -> MemberRole:
        """The role, once validated."""
        return MemberRole(self.role.data)


class LeavingForm(Form):
    """Leaving an organisation with which it ends."""

    sur = BooleanField(mark("J’ai compris que l’organisation sera supprimée"), validators=[InputRequired(NOT_SURE)])
