"""One change to several services: which ones, and what."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from wtforms import DateField, SelectField, SelectMultipleField, TelField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, StopValidation

from app.core.clock import today
from app.core.errors import NotThere
from app.core.language import mark
from app.core.numbers import row_number
from app.directory.display.phones import phone
from app.directory.models import Service
from app.directory.opening.rules import ChangeKind
from app.listings.forms.proposing import NOT_A_PHONE, one_line
from app.listings.forms.reporting import stripped
from app.listings.services import sites
from app.web.forms import REQUIRED, TOO_LONG, Form

LONGEST_MESSAGE = 500
LONGEST_PHONE = 60
NOT_A_DAY = mark("Écrivez un jour, par exemple 2026-12-24.")
ENDS_TOO_SOON = mark("Le dernier jour vient avant le premier. Corrigez l’un des deux.")
ALREADY_OVER = mark("Ce jour est passé. Choisissez aujourd’hui ou plus tard.")
CHOOSE_SERVICES = mark("Choisissez au moins un service.")
WRITE_MESSAGE = mark("Écrivez le message à afficher.")
CHOOSE_HOURS = mark("Choisissez le service dont les horaires sont les bons.")


class Change(StrEnum):
    """What may be changed of several services at once; part of the address of its page."""

    CLOSURE = "fermeture"
    MESSAGE = "message"
    PHONE = "telephone"
    HOURS = "horaires"


NAMES: Mapping[Change, str] = {
    Change.CLOSURE: mark("Annoncer une fermeture"),
    Change.MESSAGE: mark("Afficher un message"),
    Change.PHONE: mark("Changer le téléphone"),
    Change.HOURS: mark("Donner les mêmes horaires"),
}


class Day(DateField):  # type: ignore[misc]
    """A day, whose mistakes are told in our words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; nothing is a day that was not said."""
        try:
            super().process_formdata([value for value in valuelist if value])
        except ValueError:
            raise ValueError(NOT_A_DAY) from None


Day.__name__ = "DateField"
"""Drawn as one (`templates/components/field.html` goes by the name)."""


def number(text: Any) -> int:
    """Return the number of a row; 0 for what is none."""
    return row_number(str(text)) or 0


def _offered(field: Any) -> set[int]:
    return {choice.value for choice in field.choices}


class SitesForm(Form):
    """The services; each kind of change adds its own fields."""

    services = SelectMultipleField(
        mark("Quels services ?"), coerce=number, validators=[InputRequired(CHOOSE_SERVICES)], validate_choice=False
    )

    def offer(self, services: Sequence[tuple[Service, str]]) -> None:
        """Offer these services, each with its name."""
        self.services.choices = [SelectChoice(service.id, name) for service, name in services]

    def validate_services(self, field: Any) -> None:
        """Some of those offered."""
        field.data = [chosen for chosen in field.data if chosen in _offered(field)]
        if not field.data:
            raise StopValidation(CHOOSE_SERVICES)

    def proposal(self, _services: Mapping[int, Service]) -> sites.Propose:
        """Return what the form proposes to each service, once it is valid; `_services`: those that were offered."""
        raise NotImplementedError


class _Announcing(SitesForm):
    starts = Day(mark("Premier jour"), validators=[InputRequired(REQUIRED)])
    ends = Day(mark("Dernier jour"), validators=[InputRequired(REQUIRED)])

    def validate_ends(self, field: Any) -> None:
        """Days in order, and not all behind us."""
        if field.data and self.starts.data and field.data < self.starts.data:
            raise StopValidation(ENDS_TOO_SOON)
        if field.data and field.data < today():
            raise StopValidation(ALREADY_OVER)


class ClosureForm(_Announcing):
    """A closure, from a day to a day inclusive."""

    message = TextAreaField(mark("Un mot pour le public"), filters=[stripped], validators=[Length(max=LONGEST_MESSAGE, message=TOO_LONG)])

    def proposal(self, _services: Mapping[int, Service]) -> sites.Propose:
        """The closure, besides what is announced."""
        return sites.announcing(ChangeKind.CLOSURE, self.starts.data, self.ends.data, self.message.data or "")


class MessageForm(_Announcing):
    """A message, from a day to a day inclusive."""

    message = TextAreaField(
        mark("Votre message"),
        filters=[stripped],
        validators=[DataRequired(WRITE_MESSAGE), Length(max=LONGEST_MESSAGE, message=TOO_LONG)],
    )

    def proposal(self, _services: Mapping[int, Service]) -> sites.Propose:
        """The message, besides what is announced."""
        return sites.announcing(ChangeKind.MESSAGE, self.starts.data, self.ends.data, self.message.data)


class PhoneForm(SitesForm):
    """One number for all."""

    telephone = TelField(
        mark("Le numéro"), filters=[one_line], validators=[DataRequired(REQUIRED), Length(max=LONGEST_PHONE, message=NOT_A_PHONE)]
    )

    def validate_telephone(self, field: Any) -> None:
        """A number that a phone can dial."""
        if phone(field.data) is None:
            raise StopValidation(NOT_A_PHONE)

    def proposal(self, _services: Mapping[int, Service]) -> sites.Propose:
        """The number."""
        return sites.calling(self.telephone.data)


class HoursForm(SitesForm):
    """The hours of one of the services, for the others."""

    source = SelectField(mark("Les mêmes horaires que"), coerce=number, validate_choice=False)

    def offer(self, services: Sequence[tuple[Service, str]]) -> None:
        """Take hours from the services that have some."""
        super().offer(services)
        self.source.choices = [SelectChoice(service.id, name) for service, name in services if sites.has_hours(service)]

    def validate_source(self, field: Any) -> None:
        """One of those offered."""
        if field.data not in _offered(field):
            raise StopValidation(CHOOSE_HOURS)

    def proposal(self, services: Mapping[int, Service]) -> sites.Propose:
        """The hours of the chosen one, as they now are."""
        if self.source.data not in services:
            raise NotThere
        return sites.opening_as(services[self.source.data])


FORMS: Mapping[Change, type[SitesForm]] = {
    Change.CLOSURE: ClosureForm,
    Change.MESSAGE: MessageForm,
    Change.PHONE: PhoneForm,
    Change.HOURS: HoursForm,
}
