"""« Qu’est-ce qui a changé ? »: in words, and for hours the days of a closure."""

from datetime import date
from typing import Any

from wtforms import TextAreaField
from wtforms.validators import Length, StopValidation

from app.core.clock import today
from app.core.language import mark
from app.listings.forms.reporting import SAY_MORE, stripped
from app.listings.forms.sites import ALREADY_OVER, ENDS_TOO_SOON, Day
from app.web.forms import TOO_LONG, Form

LONGEST_MESSAGE = 5000
BOTH_DAYS = mark("Donnez le premier et le dernier jour.")


class ChangedForm(Form):
    """What is not true any more."""

    message = TextAreaField(
        mark("Qu’est-ce qui a changé ?"), filters=[stripped], validators=[Length(max=LONGEST_MESSAGE, message=TOO_LONG)]
    )

    @property
    def closed(self) -> tuple[date, date] | None:
        """The days of a closure, both included; None when none is said."""
        return None

    def validate_message(self, field: Any) -> None:
        """Something is said."""
        if not field.data and not self.closed:
            raise StopValidation(SAY_MORE)


class ChangedHoursForm(ChangedForm):
    """The same for hours: it may be no more than a closure."""

    first = Day(mark("Premier jour de fermeture"))
    last = Day(mark("Dernier jour de fermeture"))

    @property
    def closed(self) -> tuple[date, date] | None:
        """The days of a closure."""
        return (self.first.data, self.last.data) if self.first.data and self.last.data else None

    def validate_message(self, field: Any) -> None:
        """Something is said: days alone will do, and their mistakes are told where they are."""
        if not any((*(self.first.raw_data or ()), *(self.last.raw_data or ()))):
            super().validate_message(field)

    def validate_last(self, field: Any) -> None:
        """A closure has two days, in their order, not both of them past."""
        if bool(self.first.data) != bool(field.data):
            raise StopValidation(BOTH_DAYS)
        if self.closed and field.data < self.first.data:
            raise StopValidation(ENDS_TOO_SOON)
        if self.closed and field.data < today():
            raise StopValidation(ALREADY_OVER)
