"""Orienting somebody, in four fields: the need, her agreement, how to reach her, a few words. Each thing about her may stay empty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import request
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, StopValidation

from app.accounts.models.account import EMAIL_LENGTH
from app.core.blind_index import phone_form
from app.core.language import READABLE, mark
from app.orientations.forms.about_person import (
    CHANNELS,
    Channel,
    french_phone,
    one_line,
    reachable_email,
    stripped,
    without_social_security_number,
)
from app.orientations.labels import WAYS
from app.orientations.models import Orientation
from app.orientations.rules import LONGEST_NOTE, AgreementWay
from app.orientations.wishes import Reach, Told, Wish
from app.sms.services import is_mobile
from app.web.forms import NOT_AN_EMAIL, TOO_LONG, Form

LONGEST_NAME = 100
CHOOSE_WHO = mark("Choisissez au nom de quelle organisation vous orientez.")
CHOOSE_NEED = mark("Choisissez le besoin.")
TICK_CONDITIONS = mark("Cochez chaque condition obligatoire, ou dites que la personne ne remplit pas tout.")
CHOOSE_LANGUAGE = mark("Choisissez une des langues proposées.")
CHOOSE_WAY = mark("Dites comment la personne a donné son accord.")
NOTHING_WITHOUT_AGREEMENT = mark(
    "Sans accord, rien de personnel ne part. Cochez l’accord si la personne l’a donné ; sinon, effacez le nom, le téléphone, le courriel "
    "et la présentation : elle aura une fiche avec un code."
)
PHONE_FOR_CALLS = mark("Pour l’appeler ou laisser un message, écrivez son numéro de téléphone.")
SOMETHING_TO_WRITE_TO = mark("Pour lui écrire, donnez un numéro de téléphone ou un courriel.")
SAY_WHETHER_SAFE = mark("Dites si on peut l’appeler ou lui écrire ; sinon, effacez son téléphone et son courriel.")
NOT_A_MOBILE = mark("Pour recevoir un code, il faut un numéro qui commence par 06 ou 07.")
TYPE_THE_CODE = mark("Envoyez le code par SMS, puis recopiez ici les 6 chiffres que la personne vous donne.")


class Gesture(StrEnum):
    """Which button was pressed."""

    SEND = "envoyer"
    DRAFT = "brouillon"
    CODE = "code"


_READ_BY_PERSON = [SelectChoice(code, language.name) for code, language in READABLE.items()]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a form may choose from. `conditions`: those of the service; `needed`: the codes of those that exclude."""

    organisations: Sequence[tuple[int, str]]
    needs: Sequence[tuple[str, str]]
    conditions: Sequence[tuple[str, str]]
    needed: frozenset[str]
    by_sms: bool = True
    """Whether a code can be sent to the person."""


class OrientForm(Form):
    """An orientation as it is typed. `proven`: the telephone whose agreement by SMS is recorded already."""

    organisation = RadioField(mark("Au nom de quelle organisation ?"), validate_choice=False)
    conditions = SelectMultipleField(mark("La personne remplit ces conditions"), validate_choice=False)
    manque = BooleanField(mark("Elle ne remplit pas tout : je le dis dans la présentation ou de vive voix"))
    besoin = RadioField(mark("De quoi a-t-elle besoin ?"), validate_choice=False)
    accord = BooleanField(mark("La personne a entendu ce texte et elle est d’accord"))
    lu_en = SelectField(mark("Langue dans laquelle elle l’a entendu ou lu"), choices=_READ_BY_PERSON, default="fr", validate_choice=False)
    maniere = RadioField(mark("Comment a-t-elle donné son accord ?"), validate_choice=False)
    code = StringField(mark("Code reçu par SMS"), filters=[one_line])
    nom = StringField(
        mark("Nom, initiales ou pseudonyme"),
        filters=[one_line],
        validators=[Length(max=LONGEST_NAME, message=TOO_LONG), without_social_security_number],
    )
    telephone = TelField(mark("Téléphone"), filters=[one_line], validators=[Optional(), french_phone])
    courriel = EmailField(
        mark("Courriel"), filters=[stripped], validators=[Optional(), Length(max=EMAIL_LENGTH, message=NOT_AN_EMAIL), reachable_email]
    )
    canaux = SelectMultipleField(
        mark("Sans risque pour elle, on peut"),
        choices=[SelectChoice(one.value, text) for one, text in CHANNELS.items()],
        validate_choice=False,
    )
    langue = SelectField(mark("Langue qu’elle lit"), choices=_READ_BY_PERSON, default="fr", validate_choice=False)
    presentation = TextAreaField(
        mark("Quelques mots pour le service"),
        filters=[stripped],
        validators=[Length(max=LONGEST_NOTE, message=mark("300 caractères au plus : gardez l’essentiel.")), without_social_security_number],
    )
    commune = HiddenField()
    brouillon = HiddenField()
    version = HiddenField()

    def __init__(self, offer: Offer, start: Mapping[str, Any] | None = None, proven: str = "") -> None:
        """Offer what there is to choose from: what leaves no choice is not asked. `start`: what a draft says."""
        super().__init__(data={} if request.method == "POST" else dict(start or {}))
        self.gesture = Gesture(request.form["geste"]) if request.form.get("geste") in set(Gesture) else Gesture.SEND
        self._offer, self._proven = offer, proven
        self._offers(self.organisation, [(str(number), name) for number, name in offer.organisations])
        self._offers(self.besoin, offer.needs)
        self.maniere.choices = [SelectChoice(way.value, WAYS[way]) for way in AgreementWay if offer.by_sms or way is not AgreementWay.SMS]
        self.conditions.choices = [SelectChoice(code, words) for code, words in offer.conditions]
        if not offer.conditions:
            del self.conditions
        if not offer.needed:
            del self.manque

    def _offers(self, field: Any, choices: Sequence[tuple[str, str]]) -> None:
        field.choices = [SelectChoice(code, name) for code, name in choices]
        if len(choices) == 1:
            delattr(self, field.short_name)

    @property
    def number(self) -> int:
        """The organisation in whose name it is."""
        return int(self.organisation.data) if "organisation" in self else self._offer.organisations[0][0]

    @property
    def by_sms(self) -> bool:
        """Whether the agreement goes by a code."""
        return self._offer.by_sms and bool(self.maniere.data == AgreementWay.SMS)

    @property
    def needs_code(self) -> bool:
        """Whether a code is still to be given: it was not for this telephone."""
        return bool(self.accord.data and self.by_sms and not (self._proven and phone_form(self.telephone.data) == phone_form(self._proven)))

    def wish(self, service: int) -> Wish:
        """Return what was typed, once it is valid."""
        channels = set(self.canaux.data)
        reach = Reach(self.langue.data, *(one in channels for one in Channel))
        ticked = [code for code, _ in self._offer.conditions if code in set(self.conditions.data)] if "conditions" in self else []
        kind = self.besoin.data if "besoin" in self else self._offer.needs[0][0]
        return Wish(service, kind, self.commune.data or "", ticked, reach, self._told())

    def _told(self) -> Told | None:
        if not self.accord.data:
            return None
        said = (self.nom.data, self.telephone.data, self.courriel.data, self.presentation.data)
        return Told(AgreementWay(self.maniere.data), self.lu_en.data, *said)

    def can_send_code(self) -> bool:
        """Whether a code may be sent; says why not."""
        self.telephone.errors = [] if is_mobile(self.telephone.data) else [NOT_A_MOBILE]
        self.maniere.errors = [] if self.by_sms else [CHOOSE_WAY]
        self.lu_en.errors = [] if self.lu_en.data in READABLE else [CHOOSE_LANGUAGE]
        return not (self.telephone.errors or self.maniere.errors or self.lu_en.errors)

    def validate_organisation(self, field: Any) -> None:
        """One of those of who asks."""
        _offered(field, CHOOSE_WHO)

    def validate_besoin(self, field: Any) -> None:
        """One of those that the service answers."""
        _offered(field, CHOOSE_NEED)

    def validate_conditions(self, field: Any) -> None:
        """Before it leaves, those that exclude are ticked, or it is said that they are not all met."""
        is_whole = self._offer.needed <= set(field.data or ())
        if self.gesture is Gesture.SEND and not is_whole and not self.manque.data:
            raise StopValidation(TICK_CONDITIONS)

    def validate_accord(self, field: Any) -> None:
        """Nothing about the person without it."""
        if not field.data and any((self.nom.data, self.telephone.data, self.courriel.data, self.presentation.data)):
            raise StopValidation(NOTHING_WITHOUT_AGREEMENT)

    def validate_lu_en(self, field: Any) -> None:
        """One of those in which there is a text."""
        _offered(field, CHOOSE_LANGUAGE)

    def validate_langue(self, field: Any) -> None:
        """One of those in which her page is written."""
        _offered(field, CHOOSE_LANGUAGE)

    def validate_maniere(self, field: Any) -> None:
        """An agreement was given somehow."""
        if self.accord.data:
            _offered(field, CHOOSE_WAY)

    def validate_code(self, field: Any) -> None:
        """An agreement by SMS comes with its code, to the telephone that is written."""
        if self.needs_code and not field.data:
            raise StopValidation(TYPE_THE_CODE)

    def validate_canaux(self, field: Any) -> None:
        """What may be done can be done, and nothing is kept that nobody may use."""
        channels = set(field.data or ()) & set(Channel)
        if channels & {Channel.CALL, Channel.MESSAGE} and not self.telephone.data:
            raise StopValidation(PHONE_FOR_CALLS)
        if Channel.WRITE in channels and not (self.telephone.data or self.courriel.data):
            raise StopValidation(SOMETHING_TO_WRITE_TO)
        if self.accord.data and (self.telephone.data or self.courriel.data) and not channels & {Channel.CALL, Channel.WRITE}:
            raise StopValidation(SAY_WHETHER_SAFE)


def of_draft(draft: Orientation, presentation: str) -> Mapping[str, Any]:
    """Return what a draft says, as its form holds it."""
    person, given = draft.person, draft.agreement
    safe = dict(zip(Channel, (draft.may_call, draft.may_write, draft.may_leave_message, draft.may_print), strict=True))
    return {
        "organisation": str(draft.organisation_id), "conditions": draft.conditions, "besoin": draft.kind, "accord": given is not None,
        "lu_en": given.words.language if given else "fr", "maniere": given.way if given else None, "nom": person.name if person else "",
        "telephone": person.phone if person else "", "courriel": person.email if person else "",
        "canaux": [one.value for one, is_safe in safe.items() if is_safe], "langue": draft.language, "presentation": presentation,
        "commune": draft.commune, "brouillon": str(draft.id), "version": str(draft.version),
    }  # fmt: skip


def _offered(field: Any, message: str) -> None:
    if field.data not in {choice.value for choice in field.choices}:
        raise StopValidation(message)
