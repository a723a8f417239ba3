"""Opening a campaign: who asks, until when, in which languages, by which channels, for whom results are."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from wtforms import BooleanField, RadioField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, StopValidation

from app.accounts.models import Organisation
from app.core.clock import today
from app.core.language import FRENCH, READABLE, mark
from app.core.numbers import row_number
from app.participation.definition import Definition
from app.participation.labels import AUDIENCES, CHANNELS, REFRESHES
from app.participation.rules import BY_ANYBODY, SMALLEST, Audience, Channel, Refresh
from app.participation.services.campaigns import Plan
from app.participation.waves import LARGEST_TARGET
from app.web.fields import Day, one_line, one_of
from app.web.forms import TOO_LONG, Form

LONGEST_NAME = 120
LARGEST_K = 500
LONGEST = timedelta(days=366)
"""How long a campaign with a last day goes on."""
CHOOSE_ORGANISATION = mark("Choisissez l’organisation qui pose les questions.")
WRITE_NAME = mark("Écrivez le nom que les personnes liront.")
A_DAY_TO_COME = mark("Choisissez aujourd’hui ou un jour à venir, dans un an au plus. Vous pouvez aussi laisser vide.")
CHOOSE_CHANNEL = mark("Choisissez au moins une façon de répondre.")
CHOOSE_AUDIENCE = mark("Choisissez qui lira les résultats.")
CHOOSE_REFRESH = mark("Choisissez quand les textes arrivent.")
TARGET_TOLD = mark("Écrivez un nombre de 1 à 100 000, ou laissez vide.")
NOBODY_FOLLOWED = mark("Pour suivre les mêmes personnes, gardez le lien ou l’affiche : c’est là que chacune choisit son code.")
K_TOLD: Mapping[Audience, str] = {
    Audience.TEAM: mark("Écrivez un nombre de 5 à 500, ou laissez vide : ce sera 5."),
    Audience.PUBLIC: mark("Quand tout le monde lit les résultats, écrivez un nombre de 11 à 500, ou laissez vide : ce sera 11."),
}
_UNSEEN = frozenset(("Cc", "Cs", "Cn"))
"""Categories of signs that no page may hold."""


def plain_line(text: str | None) -> str:
    """Return a text on one line, without the signs that nobody sees."""
    return one_line("".join(sign for sign in text or "" if sign.isspace() or unicodedata.category(sign) not in _UNSEEN))


def a_target(_form: object, field: Any) -> None:
    """Refuse what is no number of answers to hope for; nothing is no target."""
    found = row_number(field.data)
    if field.data and (found is None or not 1 <= found <= LARGEST_TARGET):
        raise StopValidation(TARGET_TOLD)


class OpeningForm(Form):
    """How one of the questionnaires is asked."""

    organisation = RadioField(mark("Quelle organisation pose les questions ?"), validate_choice=False)
    nom = StringField(
        mark("Le nom que les personnes liront"),
        filters=[plain_line],
        validators=[DataRequired(WRITE_NAME), Length(max=LONGEST_NAME, message=TOO_LONG)],
    )
    fin = Day(mark("Dernier jour pour répondre"))
    parlees = SelectMultipleField(mark("Langues, en plus du français"), validate_choice=False)
    voies = SelectMultipleField(
        mark("Comment les personnes peuvent répondre"),
        choices=[SelectChoice(channel.value, CHANNELS[channel]) for channel in Channel],
        default=[channel.value for channel in Channel],
        validate_choice=False,
    )
    codes = BooleanField(mark("Demander un code à chaque personne"))
    listee = BooleanField(mark("Montrer l’enquête dans la liste publique"))
    public = one_of(mark("Qui lira les résultats ?"), Audience, AUDIENCES, CHOOSE_AUDIENCE)
    seuil = StringField(mark("Combien de personnes au moins pour montrer un résultat"), filters=[plain_line])
    rythme = one_of(mark("Quand recevoir les textes à relire ?"), Refresh, REFRESHES, CHOOSE_REFRESH)
    objectif = StringField(mark("Combien de réponses espérez-vous ?"), filters=[plain_line], validators=[a_target])
    suivi = BooleanField(mark("Suivre les mêmes personnes d’une vague à l’autre"))

    def __init__(self, definition: Definition, organisations: Sequence[Organisation]) -> None:
        """Ask what there is a choice of."""
        said: dict[str, Any] = {"public": Audience.TEAM.value, "rythme": Refresh.LIVE.value}
        others = [code for code in definition.languages if code != FRENCH.code]
        if len(organisations) == 1:
            said["nom"] = organisations[0].name[:LONGEST_NAME]
        super().__init__(data={**said, "parlees": others})
        self._organisations = organisations
        self.fin.raw_data = [plain_line(text) for text in self.fin.raw_data or ()]
        self.organisation.choices = [SelectChoice(str(one.id), one.name) for one in organisations]
        self.parlees.choices = [SelectChoice(code, READABLE[code].name) for code in others]
        if len(organisations) == 1:
            del self.organisation
        if not others:
            del self.parlees
        if definition.sensitive:
            del self.listee

    def validate_organisation(self, field: Any) -> None:
        """One of those offered."""
        if field.data not in {choice.value for choice in field.choices}:
            raise StopValidation(CHOOSE_ORGANISATION)

    def validate_fin(self, field: Any) -> None:
        """A day that is not past, nor too far."""
        if field.data is not None and not today() <= field.data <= today() + LONGEST:
            raise StopValidation(A_DAY_TO_COME)

    def validate_voies(self, _field: Any) -> None:
        """One at least."""
        if not self._channels:
            raise StopValidation(CHOOSE_CHANNEL)

    def validate_suivi(self, field: Any) -> None:
        """Somebody must be there to be asked a code: who answers on their own device."""
        if field.data and BY_ANYBODY.isdisjoint(self._channels):
            raise StopValidation(NOBODY_FOLLOWED)

    def validate_seuil(self, field: Any) -> None:
        """Not fewer people than whoever reads the results must have."""
        audience = self._audience
        found = row_number(field.data)
        if field.data and (found is None or not SMALLEST[audience] <= found <= LARGEST_K):
            raise StopValidation(K_TOLD[audience])

    @property
    def _audience(self) -> Audience:
        return Audience.PUBLIC if self.public.data == Audience.PUBLIC else Audience.TEAM

    @property
    def _channels(self) -> tuple[Channel, ...]:
        return tuple(channel for channel in Channel if channel in (self.voies.data or ()))

    @property
    def asking(self) -> int:
        """The organisation that asks, once the form is valid."""
        return int(self.organisation.data) if "organisation" in self else self._organisations[0].id

    @property
    def plan(self) -> Plan:
        """How the campaign asks, once the form is valid."""
        asked = set(self.parlees.data or ()) if "parlees" in self else set()
        others = [choice.value for choice in self.parlees.choices if choice.value in asked] if asked else []
        return Plan(
            name=self.nom.data,
            languages=(FRENCH.code, *others),
            channels=self._channels,
            closes_on=self.fin.data,
            needs_code=self.codes.data,
            is_listed=bool("listee" in self and self.listee.data),
            audience=self._audience,
            k=row_number(self.seuil.data) or SMALLEST[self._audience],
            refresh=Refresh(self.rythme.data),
            target=row_number(self.objectif.data),
            is_followed=self.suivi.data,
        )
