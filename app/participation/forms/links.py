"""A link that makes a device a kiosk, or that of an interviewer: for what, and how it is called."""

from collections.abc import Sequence

from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, StopValidation

from app.core.language import mark
from app.participation.forms.opening import plain_line
from app.participation.labels import CHANNELS
from app.participation.rules import Channel
from app.web.forms import TOO_LONG, Form

LONGEST_NAME = 80
CHOOSE_CHANNEL = mark("Choisissez à quoi sert le lien.")
WRITE_NAME = mark("Donnez un nom à l’appareil, par exemple « Tablette de l’entrée ».")


class LinkForm(Form):
    """What a link is for."""

    voie = RadioField(mark("À quoi sert le lien ?"), validate_choice=False)
    nom = StringField(
        mark("Nom de l’appareil"), filters=[plain_line], validators=[DataRequired(WRITE_NAME), Length(max=LONGEST_NAME, message=TOO_LONG)]
    )

    def __init__(self, channels: Sequence[Channel]) -> None:
        """Offer these channels, one at least."""
        super().__init__()
        self._channels = channels
        self.voie.choices = [SelectChoice(channel.value, CHANNELS[channel]) for channel in channels]
        if len(channels) == 1:
            del self.voie

    def validate_voie(self, field: RadioField) -> None:
        """One of those offered."""
        if field.data not in {choice.value for choice in field.choices}:
            raise StopValidation(CHOOSE_CHANNEL)

    @property
    def channel(self) -> Channel:
        """What the link is for, once the form is valid."""
        return Channel(self.voie.data) if "voie" in self else self._channels[0]
