"""Preparing a round, changing one: the day, the hours, the way, who goes, the stops."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Any

from flask import request
from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import InputRequired, Length, StopValidation

from app.core.clock import today, utc_now
from app.core.language import mark
from app.core.numbers import row_number
from app.outreach.forms.round_stops import PublicStop, StopRows
from app.outreach.models import OutreachTeam
from app.outreach.round_hours import Hours
from app.outreach.services.rounds import RoundPlan
from app.web.fields import Day, Hour, one_line
from app.web.forms import TOO_LONG, FieldError, Form
from app.web.language import current_translator

FARTHEST = timedelta(days=90)
LONGEST_MINUTES = 16 * 60
LONGEST_WAY, LONGEST_PAIR = 120, 120
EVENING = (time(20), time(23))
WHICH_DAY = mark("Choisissez le jour de la tournée.")
PAST_DAY = mark("Ce jour est passé. Choisissez aujourd’hui ou plus tard.")
TOO_FAR = mark("C’est dans plus de 90 jours. Choisissez un jour plus proche.")
WHICH_HOUR = mark("Écrivez l’heure, par exemple 20:30.")
TOO_LONG_OUT = mark("Une tournée dure 16 heures au plus. Vérifiez l’heure de début et l’heure de fin.")
OVER_ALREADY = mark("Cette tournée serait déjà finie. Vérifiez le jour et les heures.")
NEVER = mark("Cette nuit-là, on passe de 2 h à 3 h d’un coup : cette heure n’existe pas. Choisissez-en une autre.")
WHICH_TEAM = mark("Choisissez l’équipe.")


class Gesture(StrEnum):
    """Which button was pressed."""

    SAVE = "enregistrer"
    ADD = "ajouter"


@dataclass(frozen=True, slots=True)
class RoundTerms:
    """What the form must know. `plan`: what it says when it is opened; `kept_day`: that of the round, which may stay; `version`: of it."""

    teams: Sequence[OutreachTeam]
    offered: Sequence[PublicStop]
    plan: RoundPlan
    team: int
    kept_day: date | None = None
    version: int = 0


class RoundForm(Form):
    """A round as it is typed; `plan` and `team` once it is valid."""

    equipe = SelectField(mark("Équipe"), validate_choice=False)
    jour = Day(mark("Jour"), validators=[InputRequired(WHICH_DAY)])
    de = Hour(mark("Début"), format=["%H:%M", "%H:%M:%S"], validators=[InputRequired(WHICH_HOUR)])
    a = Hour(mark("Fin"), format=["%H:%M", "%H:%M:%S"], validators=[InputRequired(WHICH_HOUR)])
    nom = StringField(mark("Nom de la tournée"), filters=[one_line], validators=[Length(max=LONGEST_WAY, message=TOO_LONG)])
    binome = StringField(mark("Qui y va"), filters=[one_line], validators=[Length(max=LONGEST_PAIR, message=TOO_LONG)])
    version = HiddenField()

    def __init__(self, terms: RoundTerms) -> None:
        """Open the form on what the round says; its team may be chosen while there is no round yet."""
        plan = terms.plan
        said = {"equipe": str(terms.team), "jour": plan.day, "de": plan.starts, "a": plan.ends, "nom": plan.name, "binome": plan.pair}
        super().__init__(data={**said, "version": str(terms.version)})
        self._terms = terms
        self.equipe.choices = [(str(one.id), one.name) for one in terms.teams]
        if len(terms.teams) == 1 or terms.version:
            del self.equipe
        t = current_translator()
        is_sent = self.is_submitted()
        self.stops = StopRows.sent(request.form, terms.offered, t) if is_sent else StopRows.of(plan.stops, terms.offered, t)

    @property
    def gesture(self) -> Gesture:
        """Which button was pressed; saving unless it was the other."""
        return Gesture.ADD if request.form.get("geste") == Gesture.ADD else Gesture.SAVE

    @property
    def seen(self) -> int:
        """The version that was read; of no round when the form does not say it."""
        return row_number(self.version.data) or 0

    @property
    def team(self) -> int:
        """Of the round."""
        return int(self.equipe.data) if "equipe" in self else self._terms.team

    @property
    def plan(self) -> RoundPlan:
        """What was typed."""
        return RoundPlan(self.jour.data, self.de.data, self.a.data, self.nom.data or "", self.binome.data or "", self.stops.plans)

    def add_rows(self) -> None:
        """Show more rows to write in."""
        self.stops = self.stops.with_more()

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Read everything, the rows too when something above them is to be mended."""
        is_valid: bool = super().validate(extra_validators)
        return self.stops.validate(self._hours(), self._organisation()) and is_valid

    def summary(self) -> list[FieldError]:
        """Return what is to mend, that of the rows last."""
        return [*super().summary(), *self.stops.errors]

    @property
    def controls(self) -> Sequence[str]:
        """Ids that links of the summary may lead to."""
        return [*super().controls, *self.stops.mistakes]

    def validate_equipe(self, field: Any) -> None:
        """One of one's own."""
        if field.data not in {value for value, _ in field.choices}:
            raise StopValidation(WHICH_TEAM)

    def validate_jour(self, field: Any) -> None:
        """Today or later, within three months; that of a round of last night may stay."""
        if field.data is None or field.data == self._terms.kept_day:
            return
        if field.data < today():
            raise StopValidation(PAST_DAY)
        if field.data > today() + FARTHEST:
            raise StopValidation(TOO_FAR)

    def validate_de(self, field: Any) -> None:
        """An hour that the clock says."""
        if self.jour.data and not self.jour.errors and field.data and not Hours(self.jour.data, field.data, field.data).is_real(field.data):
            raise StopValidation(NEVER)

    def validate_a(self, _field: Any) -> None:
        """Neither too long after the start, nor behind us, nor an hour that never is."""
        hours = self._typed_hours()
        if hours is None:
            return
        if hours.length > LONGEST_MINUTES:
            raise StopValidation(TOO_LONG_OUT)
        if not hours.is_real(hours.ends):
            raise StopValidation(NEVER)
        if hours.ends_at <= utc_now():
            raise StopValidation(OVER_ALREADY)

    def _typed_hours(self) -> Hours | None:
        """The hours, on a day that will do: on the first or the last one of the calendar, none could be counted."""
        day, starts, ends = None if self.jour.errors else self.jour.data, self.de.data, self.a.data
        return Hours(day, starts, ends) if day is not None and starts is not None and ends is not None else None

    def _hours(self) -> Hours | None:
        """The hours, once nothing is to be mended in them."""
        return None if any(one.errors for one in (self.jour, self.de, self.a)) else self._typed_hours()

    def _organisation(self) -> int | None:
        chosen = self.equipe.data if "equipe" in self else str(self._terms.team)
        return next((one.organisation_id for one in self._terms.teams if str(one.id) == chosen), None)


class CancelForm(Form):
    """The version of the round that was read."""

    version = HiddenField()

    @property
    def seen(self) -> int:
        """The version; of no round when the form does not say it."""
        return row_number(self.version.data) or 0
