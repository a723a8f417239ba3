"""The code that somebody chooses, typed."""

from typing import Any

from wtforms import StringField
from wtforms.validators import Length, StopValidation

from app.core.language import mark
from app.participation.forms.opening import plain_line
from app.participation.waves import LONGEST, refusal
from app.web.forms import TOO_LONG, Form


class FollowCodeForm(Form):
    """A code that somebody will write again."""

    code = StringField(mark("Votre code"), filters=[plain_line], validators=[Length(max=LONGEST, message=TOO_LONG)])

    def validate_code(self, field: Any) -> None:
        """Long enough, and not a date."""
        if why := refusal(field.data or ""):
            raise StopValidation(why)
