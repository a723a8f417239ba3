"""The form that invites somebody."""

from wtforms import EmailField, RadioField
from wtforms.validators import InputRequired, Length, ValidationError

from app.accounts.forms.typed import one_line
from app.accounts.labels import MEMBER_ROLES
from app.accounts.models.account import EMAIL_LENGTH
from app.accounts.rules import MemberRole
from app.accounts.services.account import NotAnEmail, normalised
from app.core.language import LANGUAGES, mark
from app.web.forms import NOT_AN_EMAIL, REQUIRED, TOO_LONG, Form

WRITTEN_IN = ("fr", "en")
"""Languages of the side of professionals."""


class InvitationForm(Form):
    """Whom to invite, to do what, in which language."""

    email = EmailField(
        mark("Adresse de courriel de la personne"),
        filters=[one_line],
        validators=[InputRequired(REQUIRED), Length(max=EMAIL_LENGTH, message=TOO_LONG)],
    )
    role = RadioField(mark("Rôle"), choices=dict(MEMBER_ROLES), default=MemberRole.EDITOR, validators=[InputRequired(REQUIRED)])
    langue = RadioField(
        mark("Langue du courriel"),
        choices={code: LANGUAGES[code].name for code in WRITTEN_IN},
        default=WRITTEN_IN[0],
        validators=[InputRequired(REQUIRED)],
    )

    def validate_email(self, field: EmailField) -> None:
        """Refuse what no mail can be sent to; keep it as accounts do."""
        try:
            field.data = normalised(field.data)
        except NotAnEmail:
            raise ValidationError(NOT_AN_EMAIL) from None

    @property
    def chosen(self) -> MemberRole:
        """The role, once validated."""
        return MemberRole(self.role.data)
