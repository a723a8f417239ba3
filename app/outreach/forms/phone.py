"""An attempt as it is noted on the way: what happened, when, a few words."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length, StopValidation

from app.core.language import mark
from app.core.tokens import new_token
from app.orientations.forms.about_person import without_social_security_number
from app.outreach.labels import RESULTS
from app.outreach.models import OutreachRound
from app.outreach.round_hours import DAY, Hours
from app.outreach.rules import LONGEST_NOTE, Result
from app.outreach.services.going import Attempt
from app.web.fields import Hour, one_of, stripped
from app.web.forms import Form

AROUND = timedelta(hours=12)
"""Before it starts and after it ends, « now » is still of the round."""
PATIENCE = timedelta(minutes=5)
"""So much may a clock be ahead of ours."""
A_DAY = timedelta(days=1)
WHAT_HAPPENED = mark("Choisissez ce qui s’est passé.")
WHICH_HOUR = mark("Écrivez l’heure du passage : maintenant n’est pas une heure de cette tournée.")
NOT_YET = mark("Cette heure n’est pas encore passée. Écrivez l’heure du passage.")
TOO_LONG = mark("500 caractères au plus : gardez l’essentiel.")
SEND_AGAIN = mark("Envoyez ce passage à nouveau.")

_MARK = re.compile(r"[A-Za-z0-9_-]{16,64}")


class AttemptForm(Form):
    """An attempt to meet the person of one request, on one round. `instant`: when a phone noted it, where a script says so."""

    resultat = one_of(mark("Que s’est-il passé ?"), Result, RESULTS, WHAT_HAPPENED)
    heure = Hour(mark("À quelle heure ?"), format=["%H:%M", "%H:%M:%S"])
    note = TextAreaField(
        mark("Un mot pour l’équipe"),
        filters=[stripped],
        validators=[Length(max=LONGEST_NOTE, message=TOO_LONG), without_social_security_number],
    )
    instant = HiddenField()
    marque = HiddenField()

    def __init__(self, round_: OutreachRound, number: int, now: datetime, *, is_sent: bool = False) -> None:
        """Ask about a request by its number; one page has many of these forms, each with ids of its own."""
        super().__init__(**({} if is_sent else {"formdata": None}))
        self.number, self._round, self._now = number, round_.id, now
        self._hours = Hours.of(round_)
        if not is_sent:
            self.marque.data = new_token()
        for field in self:
            field.id = f"{field.name}-{number}"

    @property
    def controls(self) -> Sequence[str]:
        """Ids of what is seen of the form."""
        return [field.id for field in (self.resultat, self.heure, self.note)]

    def attempt(self) -> Attempt:
        """Return what was noted, once it is valid."""
        return Attempt(self._at(), Result(self.resultat.data), self.marque.data, self.note.data, self._round)

    def validate_heure(self, field: Any) -> None:
        """An hour that has passed; where none is written, the present one, if it is of the round."""
        if field.data is not None:
            if self._at() > self._now + PATIENCE:
                raise StopValidation(NOT_YET)
        elif not self._hours.begins_at - AROUND <= self._noted() <= self._hours.ends_at + AROUND:
            raise StopValidation(WHICH_HOUR)

    def validate_marque(self, field: Any) -> None:
        """By which the attempt is one, however often it is sent; a form without one gets it."""
        if not _MARK.fullmatch(field.data or ""):
            field.data = new_token()
            raise StopValidation(SEND_AGAIN)

    def _at(self) -> datetime:
        """Of a phone whose clock is ahead, no more than now."""
        if self.heure.data is None:
            return min(self._noted(), self._now)
        return self._nearest()

    def _noted(self) -> datetime:
        """When it was noted; now unless a phone says when, and says it well."""
        try:
            told = datetime.fromisoformat(self.instant.data or "")
            return told.astimezone(UTC) if told.tzinfo is not None else self._now
        except (ValueError, OverflowError):
            return self._now

    def _nearest(self) -> datetime:
        """Return the instant of the hour that was written: of the round, after it, or just before it when that is nearer."""
        hours, hour = self._hours, self.heure.data
        late = hours.after(hour) - hours.length
        is_before = late > DAY - hours.after(hour)
        return replace(hours, day=hours.day - A_DAY).at(hour) if is_before else hours.at(hour)
