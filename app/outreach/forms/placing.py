"""Placing requests on a round: which ones, at which stop or between two, about when; and taking one off."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from wtforms import HiddenField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from app.core.clock import utc_now
from app.core.language import mark
from app.core.numbers import row_number
from app.outreach.models import OutreachRoundStop
from app.outreach.round_hours import Hours
from app.web.fields import Hour
from app.web.forms import Form

BETWEEN = ""
"""No stop: on the way from one to another."""
WHICH_REQUEST = mark("Choisissez au moins une demande.")
WHICH_STOP = mark("Choisissez un des arrêts proposés, ou « entre deux arrêts ».")
WHICH_HOUR = mark("Écrivez l’heure du passage : entre deux arrêts, rien ne la dit.")
OUTSIDE = mark("Cette heure n’est pas dans la tournée. Vérifiez ses heures, en haut de la page.")
NOT_AT_STOP = mark("À cette heure, la tournée n’est pas à cet arrêt. Changez l’heure, ou choisissez « entre deux arrêts ».")
NEVER = mark("Cette nuit-là, on passe de 2 h à 3 h d’un coup : cette heure n’existe pas. Choisissez-en une autre.")
PAST = mark("Cette heure est passée. Écrivez une heure à venir.")


@dataclass(frozen=True, slots=True)
class PlaceTerms:
    """What the form may choose from: requests by number, the stops of the round, its hours; `version` of the round."""

    requests: Sequence[int]
    stops: Sequence[tuple[OutreachRoundStop, str]]
    """With their label."""
    hours: Hours
    version: int
    chosen: Collection[int] = ()
    stop: int | None = None
    hour: time | None = None


class PlaceForm(Form):
    """Requests, a stop, an hour."""

    demandes = SelectMultipleField(mark("Quelles demandes ?"), validate_choice=False)
    arret = SelectField(mark("À quel arrêt ?"), validate_choice=False)
    heure = Hour(mark("Vers quelle heure ?"), format=["%H:%M", "%H:%M:%S"])
    version = HiddenField()

    def __init__(self, terms: PlaceTerms) -> None:
        """Offer what may be placed."""
        said = {"demandes": [str(number) for number in terms.chosen], "arret": str(terms.stop or ""), "heure": terms.hour}
        super().__init__(data={**said, "version": str(terms.version)})
        self._terms = terms
        self._stops = {str(stop.id): stop for stop, _ in terms.stops}
        self.demandes.choices = [SelectChoice(str(number), str(number)) for number in terms.requests]
        between = SelectChoice(BETWEEN, mark("Entre deux arrêts"))
        self.arret.choices = [*(SelectChoice(str(stop.id), label) for stop, label in terms.stops), between]

    @property
    def requests(self) -> Sequence[int]:
        """The requests that were chosen."""
        return [int(number) for number in dict.fromkeys(self.demandes.data)]

    @property
    def stop(self) -> int | None:
        """The number of the stop; None between two."""
        stop = self._stops.get(self.arret.data or "")
        return stop.id if stop is not None else None

    @property
    def at(self) -> datetime:
        """About when, in UTC."""
        return self._terms.hours.at(self._hour() or self._terms.hours.starts)

    @property
    def seen(self) -> int:
        """The version of the round that was read."""
        return row_number(self.version.data) or 0

    def validate_demandes(self, field: Any) -> None:
        """Some, and of those that may be placed."""
        known = {str(number) for number in self._terms.requests}
        if not field.data or not set(field.data) <= known:
            raise StopValidation(WHICH_REQUEST)

    def validate_arret(self, field: Any) -> None:
        """One of the round."""
        if (field.data or "") not in {BETWEEN, *self._stops}:
            raise StopValidation(WHICH_STOP)

    def validate_heure(self, field: Any) -> None:
        """Within the round and at the stop, to come; that of the stop where none is said."""
        hour, hours, stop = self._hour(), self._terms.hours, self._stops.get(self.arret.data or "")
        if field.process_errors or (hour is None and self.arret.errors):
            return
        if hour is None:
            raise StopValidation(WHICH_HOUR)
        if not hours.holds(hour):
            raise StopValidation(OUTSIDE)
        if not hours.is_real(hour):
            raise StopValidation(NEVER)
        if stop is not None and not _is_there(stop, hours, hour):
            raise StopValidation(NOT_AT_STOP)
        if hours.at(hour) <= utc_now():
            raise StopValidation(PAST)

    def _hour(self) -> time | None:
        stop = self._stops.get(self.arret.data or "")
        typed: time | None = self.heure.data
        return typed if typed is not None else stop.starts if stop is not None else None


class RemoveForm(Form):
    """A request, by its number."""

    demande = HiddenField()

    @property
    def request(self) -> int:
        """Its number; of none when the form does not say it."""
        return row_number(self.demande.data) or 0


def _is_there(stop: OutreachRoundStop, hours: Hours, hour: time) -> bool:
    """Whether the round is at a stop at an hour; a stop without an end lasts as long as the round does not go on."""
    return hours.after(stop.starts) <= hours.after(hour) and (stop.ends is None or hours.after(hour) <= hours.after(stop.ends))
