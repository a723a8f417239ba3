"""Asking that a team go towards somebody: where, when seen, what is needed, how soon; who asks, as far as they say. No identity."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, EmailField, RadioField, SelectField, SelectMultipleField, StringField, TelField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, StopValidation

from app.accounts.models.account import EMAIL_LENGTH
from app.core.language import mark
from app.core.numbers import row_number
from app.directory.labels import LANGUAGES
from app.orientations.forms.about_person import french_phone, reachable_email, without_social_security_number
from app.outreach.forms.place import PlaceFields
from app.outreach.forms.seen import SeenFields
from app.outreach.labels import NEEDS, SAFETY, URGENCIES
from app.outreach.rules import LONGEST_NOTE, MOST_PEOPLE, Need, Requester, Safety, Urgency
from app.outreach.wishes import Left, Wish
from app.web.fields import one_line, one_of, stripped
from app.web.forms import NOT_AN_EMAIL, TOO_LONG

LONGEST_NAME = 100
AS_WHAT: Mapping[Requester, str] = {
    Requester.PERSON: mark("C’est pour moi"),
    Requester.PARTNER: mark("Je travaille ici ou tout près : commerce, transport, mairie, école…"),
    Requester.NEIGHBOUR: mark("J’habite ou je passe ici"),
}
"""What who asks may say of themselves, those who are signed in apart."""
SAY_AS_WHAT = mark("Dites qui fait cette demande.")
CHOOSE_WHO = mark("Choisissez au nom de quelle organisation vous demandez.")
CHOOSE_URGENCY = mark("Choisissez un délai.")
CHOOSE_LANGUAGE = mark("Choisissez une des langues de la liste, ou « Je ne sais pas ».")
HOW_MANY = mark("Écrivez un nombre de 1 à 200. Si vous hésitez, écrivez à peu près.")
SITUATION_TOO_LONG = mark("500 caractères au plus : gardez l’essentiel.")


@dataclass(frozen=True, slots=True)
class Offer:
    """As what (keys of `AS_WHAT`), and for which organisations (number, name), somebody may ask: the latter where they are signed in."""

    open_to: Sequence[Requester]
    organisations: Sequence[tuple[int, str]] = ()


class AskForm(PlaceFields, SeenFields):
    """A request as it is typed."""

    personnes = StringField(mark("Combien de personnes ?"), filters=[one_line], default="1")
    enfants = BooleanField(mark("Il y a des enfants"))
    animaux = BooleanField(mark("Il y a des animaux"))
    besoins = SelectMultipleField(
        mark("De quoi la personne semble avoir besoin ?"),
        choices=[SelectChoice(need.value, NEEDS[need]) for need in Need],
        validate_choice=False,
    )
    langue = SelectField(
        mark("Quelle langue parle-t-elle ?"),
        choices=[SelectChoice("", mark("Je ne sais pas")), *(SelectChoice(code, name) for code, name in LANGUAGES.items())],
        default="",
        validate_choice=False,
    )
    situation = TextAreaField(
        mark("Ce qu’il faut savoir pour aider"),
        filters=[stripped],
        validators=[Length(max=LONGEST_NOTE, message=SITUATION_TOO_LONG), without_social_security_number],
    )
    urgence = one_of(mark("Quand faut-il passer ?"), Urgency, URGENCIES, CHOOSE_URGENCY)
    precautions = SelectMultipleField(
        mark("Pour que l’équipe vienne sans danger"),
        choices=[SelectChoice(safety.value, SAFETY[safety]) for safety in Safety],
        validate_choice=False,
    )
    qualite = RadioField(mark("Qui demande ?"), validate_choice=False)
    organisation = RadioField(mark("Au nom de quelle organisation ?"), validate_choice=False)
    nom = StringField(
        mark("Votre structure, ou comment vous appeler"),
        filters=[one_line],
        validators=[Length(max=LONGEST_NAME, message=TOO_LONG), without_social_security_number],
    )
    telephone = TelField(mark("Téléphone"), filters=[one_line], validators=[Optional(), french_phone])
    courriel = EmailField(
        mark("Courriel"), filters=[stripped], validators=[Optional(), Length(max=EMAIL_LENGTH, message=NOT_AN_EMAIL), reachable_email]
    )

    def __init__(self, offer: Offer) -> None:
        """Ask who asks as far as there is a choice; somebody signed in for an organisation is reached by it."""
        super().__init__()
        self._offer = offer
        self.qualite.choices = [SelectChoice(one.value, AS_WHAT[one]) for one in offer.open_to]
        self.organisation.choices = [SelectChoice(str(number), name) for number, name in offer.organisations]
        if self.is_professional:
            del self.qualite, self.nom, self.telephone, self.courriel
        elif len(self.qualite.choices) == 1:
            del self.qualite
        if len(offer.organisations) <= 1:
            del self.organisation

    @property
    def is_professional(self) -> bool:
        """Whether it is asked for an organisation."""
        return bool(self._offer.organisations)

    @property
    def number(self) -> int | None:
        """The organisation that asks; None for who asks without an account."""
        if not self.is_professional:
            return None
        return int(self.organisation.data) if "organisation" in self else self._offer.organisations[0][0]

    def wish(self, reads_in: str) -> Wish:
        """Return what was typed, once it is valid. `reads_in`: code of the language of the page."""
        return Wish(
            asked_as=self._asked_as(),
            where=self.where,
            seen_at=self.seen_at,
            urgency=Urgency(self.urgence.data),
            people=row_number(self.personnes.data) or 1,
            has_children=self.enfants.data,
            has_animals=self.animaux.data,
            needs=[need for need in Need if need in self.besoins.data],
            language=self.langue.data,
            situation=self.situation.data,
            safety=[safety for safety in Safety if safety in self.precautions.data],
            left=Left() if self.is_professional else Left(self.nom.data, self.courriel.data or "", self.telephone.data or "", reads_in),
        )

    def _asked_as(self) -> Requester:
        if self.is_professional:
            return Requester.PROFESSIONAL
        return Requester(self.qualite.data) if "qualite" in self else self._offer.open_to[0]

    def validate_personnes(self, field: Any) -> None:
        """Somebody, and not a town."""
        if not 1 <= (row_number(field.data) or 0) <= MOST_PEOPLE:
            raise StopValidation(HOW_MANY)

    def validate_langue(self, field: Any) -> None:
        """One that can be said, or none."""
        if field.data and field.data not in LANGUAGES:
            raise StopValidation(CHOOSE_LANGUAGE)

    def validate_qualite(self, field: Any) -> None:
        """One of those who may ask here."""
        _offered(field, SAY_AS_WHAT)

    def validate_organisation(self, field: Any) -> None:
        """One of those of who asks."""
        _offered(field, CHOOSE_WHO)


def _offered(field: Any, message: str) -> None:
    if field.data not in {choice.value for choice in field.choices}:
        raise StopValidation(message)
