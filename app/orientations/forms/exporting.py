"""What is taken away."""

from datetime import datetime, timedelta

from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from app.core.language import mark
from app.orientations.forms.filters import PERIODS
from app.orientations.list_queries import Wanted
from app.orientations.rules import Actor
from app.web.forms import REQUIRED, Form

SIDES = {"envoyees": Actor.SENDER, "recues": Actor.TARGET}


class ExportForm(Form):
    """Which list, since when, with names or without."""

    side = RadioField(
        mark("Quelle liste ?"),
        choices=[SelectChoice("envoyees", mark("Envoyées")), SelectChoice("recues", mark("Reçues"))],
        validators=[InputRequired(REQUIRED)],
    )
    period = RadioField(
        mark("Depuis quand ?"),
        choices=[SelectChoice(code, label) for code, (label, _) in PERIODS.items()],
        default="90",
        validators=[InputRequired(REQUIRED)],
    )
    with_names = BooleanField(mark("Avec les noms, téléphones et courriels"))

    @property
    def actor(self) -> Actor:
        """The side of the list, once validated."""
        return SIDES[self.side.data]

    def wanted(self, now: datetime) -> Wanted:
        """Return what the list is narrowed to, once validated."""
        return Wanted(since=now - timedelta(days=PERIODS[self.period.data][1]))
