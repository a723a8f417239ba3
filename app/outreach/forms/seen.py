"""When the person was last seen: a day, and an hour or a part of the day, as far as somebody knows."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, StopValidation

from app.core.clock import PARIS, now
from app.core.language import mark
from app.web.fields import Day, Hour
from app.web.forms import Form

OLDEST_DAYS = 60
SAY_WHEN = mark("Dites quel jour la personne a été vue là.")
NOT_YET = mark("C’est dans l’avenir. Écrivez quand la personne a été vue pour la dernière fois.")
TOO_OLD = mark("C’est trop ancien : plus de 60 jours. Dites quand la personne a été vue pour la dernière fois.")


class Part(StrEnum):
    """A part of the day."""

    UNKNOWN = ""
    MORNING = "matin"
    AFTERNOON = "apres-midi"
    EVENING = "soir"
    NIGHT = "nuit"


class Span(NamedTuple):
    """When a part of the day begins, and the hour that stands for it."""

    starts: time
    middle: time


_SPANS = {
    Part.UNKNOWN: Span(time(0), time(12)),
    Part.MORNING: Span(time(5), time(9)),
    Part.AFTERNOON: Span(time(12), time(15)),
    Part.EVENING: Span(time(18), time(20)),
    Part.NIGHT: Span(time(22), time(23)),
}
_SMALL_HOURS = Span(time(0), time(3))
"""A night that is told on the day when it ended."""
_PARTS = {
    Part.UNKNOWN: mark("Je ne sais pas"),
    Part.MORNING: mark("Le matin"),
    Part.AFTERNOON: mark("L’après-midi"),
    Part.EVENING: mark("Le soir"),
    Part.NIGHT: mark("La nuit"),
}


def instant(day: date, part: Part, hour: time | None, at: datetime) -> datetime | None:
    """Return the instant (aware, Paris) that was told, `at` being now; None when it is still to come."""
    spans = [Span(hour, hour)] if hour is not None else [_SPANS[part]]
    if part is Part.NIGHT and hour is None:
        spans.append(_SMALL_HOURS)
    for span in spans:
        if datetime.combine(day, span.starts, PARIS) <= at:
            return min(datetime.combine(day, span.middle, PARIS), at.astimezone(PARIS))
    return None


class SeenFields(Form):
    """When, as it is typed."""

    vu_le = Day(mark("Quel jour la personne a-t-elle été vue là ?"))
    moment = SelectField(
        mark("À quel moment ?"),
        choices=[SelectChoice(part.value, text) for part, text in _PARTS.items()],
        default="",
        validate_choice=False,
    )
    heure = Hour(mark("À quelle heure ?"), validators=[Optional()])

    @property
    def seen_at(self) -> datetime:
        """When it was, once it is valid."""
        found = self._instant()
        if found is None:
            raise AssertionError  # never: validation refuses it
        return found

    def validate_vu_le(self, field: Any) -> None:
        """A day of the last two months."""
        if field.data is None:
            raise StopValidation(SAY_WHEN)
        today = now().date()
        if field.data > today:
            raise StopValidation(NOT_YET)
        if field.data < today - timedelta(days=OLDEST_DAYS):
            raise StopValidation(TOO_OLD)

    def validate_moment(self, _field: Any) -> None:
        """Not later than now."""
        if self.vu_le.data == now().date() and self.heure.data is None and self._instant() is None:
            raise StopValidation(NOT_YET)

    def validate_heure(self, field: Any) -> None:
        """Not later than now."""
        if self.vu_le.data == now().date() and field.data is not None and self._instant() is None:
            raise StopValidation(NOT_YET)

    def _instant(self) -> datetime | None:
        if self.vu_le.data is None:
            return None
        part = Part(self.moment.data) if self.moment.data in set(Part) else Part.UNKNOWN
        return instant(self.vu_le.data, part, self.heure.data, now())
