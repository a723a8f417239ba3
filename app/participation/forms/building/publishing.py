"""What is asked before a questionnaire is published; who read its easy French."""

from typing import Any

from wtforms import SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, StopValidation

from app.core.clock import today
from app.core.language import mark
from app.core.numbers import row_number
from app.participation.building.easy_reading import MOST_PEOPLE, Reading
from app.participation.building.gates import MOST_APPROVALS, Asked
from app.participation.building.labels import GATES
from app.participation.forms.opening import plain_line
from app.participation.rules import Gate
from app.web.fields import Day
from app.web.forms import Form

HOW_MANY_APPROVALS = mark("Écrivez un nombre de 1 à 20.")
HOW_MANY_PEOPLE = mark("Écrivez combien de personnes l’ont lu : un nombre de 1 à 999.")
WHICH_DAY = mark("Écrivez le jour de la lecture.")
NOT_TO_COME = mark("Écrivez un jour passé, ou aujourd’hui.")


class GatesForm(Form):
    """What is asked, and how many members of the committee are to agree."""

    demandes = SelectMultipleField(
        mark("Avant de publier, demander"), choices=[SelectChoice(gate.value, GATES[gate]) for gate in Gate], validate_choice=False
    )
    accords = StringField(mark("Combien de personnes du comité doivent être d’accord"), filters=[plain_line])

    def __init__(self, asked: Asked) -> None:
        """Show what is asked now."""
        super().__init__(data={"demandes": [gate.value for gate in Gate if gate in asked.gates], "accords": str(asked.approvals)})
        self._asked = asked

    def validate_accords(self, field: Any) -> None:
        """One at least where the committee is asked."""
        if (field.data or Gate.COMMITTEE in self._gates) and not 1 <= (row_number(field.data) or 0) <= MOST_APPROVALS:
            raise StopValidation(HOW_MANY_APPROVALS)

    @property
    def _gates(self) -> frozenset[Gate]:
        return frozenset(gate for gate in Gate if gate in (self.demandes.data or ()))

    @property
    def wanted(self) -> Asked:
        """What is asked, once the form is valid."""
        return Asked(self._gates, row_number(self.accords.data) or self._asked.approvals)


class ReadingForm(Form):
    """How many people read the easy French, and which day: no name."""

    combien = StringField(mark("Combien de personnes concernées l’ont lu ?"), filters=[plain_line])
    jour = Day(mark("Quel jour ?"), validators=[DataRequired(WHICH_DAY)])

    def __init__(self) -> None:
        """Propose today."""
        super().__init__(data={"jour": today()})
        self.jour.raw_data = [plain_line(text) for text in self.jour.raw_data or ()]

    def validate_combien(self, field: Any) -> None:
        """Somebody read it."""
        if not 1 <= (row_number(field.data) or 0) <= MOST_PEOPLE:
            raise StopValidation(HOW_MANY_PEOPLE)

    def validate_jour(self, field: Any) -> None:
        """Nobody read it tomorrow."""
        if field.data is not None and field.data > today():
            raise StopValidation(NOT_TO_COME)

    def noted(self, digest: str) -> Reading:
        """Return what is noted of what was read, once the form is valid."""
        return Reading(row_number(self.combien.data) or 0, self.jour.data, digest)
