"""The sections of a service as forms."""

from collections.abc import Mapping
from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Regexp, StopValidation, ValidationError
from wtforms.validators import Optional as MayBeEmpty

from app.core.language import mark
from app.core.numbers import row_number
from app.directory.fields import field_of
from app.directory.kinds import kinds
from app.directory.labels import FAMILIES, GENDERS, LANGUAGES, PUBLICS
from app.directory.mailboxes import mailbox_of
from app.directory.models import Service
from app.directory.rules import Audience, Mobilisation, Price
from app.listings.forms.of_structure import TYPED, AddressForm
from app.listings.forms.section import (
    LONGEST_TEXT,
    NOT_SAID,
    SectionForm,
    checked,
    choice,
    email_line,
    line,
    lines_of,
    options,
    phone_line,
    text,
    web_line,
    yes_no,
    yes_no_code,
    yes_no_value,
)
from app.listings.labels import FIELDS
from app.web.forms import REQUIRED, TOO_LONG

OLDEST = 120
NO_MORE = ("", mark("Rien de plus"))
NOT_AN_AGE = mark("Écrivez un âge en chiffres, de 0 à 120.")
AGES_IN_ORDER = mark("L’âge maximum est plus petit que l’âge minimum : corrigez l’un des deux.")
ONE_KIND = mark("Gardez au moins un type d’aide, ou ajoutez-en un.")
WHAT_TO_TELL = mark("Qui accueille, combien de temps cela dure, ce qui se passe après. Une ligne pour chaque étape.")
NO_EMAIL = mark("Donnez d’abord un courriel dans « Comment venir » ou dans le contact de la structure : c’est là que nous vous écrivons.")
ONE_LINE_EACH = mark("Une ligne pour chaque chose.")
AUDIENCES = (
    (Audience.UNCONDITIONAL, mark("Tout le monde, sans condition")),
    (Audience.PREFERENTIAL, mark("D’abord certains publics")),
    (Audience.EXCLUSIVE, mark("Seulement certains publics")),
)
WAYS = (
    (Mobilisation.COME, mark("Venir directement")),
    (Mobilisation.CALL, mark("Téléphoner")),
    (Mobilisation.WRITE, mark("Écrire un courriel")),
    (Mobilisation.LINK, mark("Faire la demande en ligne")),
)


class WhatForm(SectionForm):
    """What the service is."""

    nom = line("nom", is_required=True)
    description = text("description")
    kinds = SelectMultipleField(FIELDS["kinds"])
    ajout = SelectField(mark("Ajouter un type d’aide"), filters=[lambda code: code or ""])

    @classmethod
    def said(cls, subject: Service) -> dict[str, Any]:
        """Return the kinds as codes."""
        return {**super().said(subject), "kinds": [kind.kind for kind in subject.kinds]}

    def offer(self, subject: Service) -> None:
        """Offer to keep the kinds that there are, and to add one of the others."""
        known = [kind.kind for kind in subject.kinds]
        kept = [*known, *(code for code in self.kinds.data or () if code in kinds() and code not in known)]
        self.kinds.choices = options((code, kinds()[code].name if code in kinds() else code) for code in kept)
        others = ((kind.code, kind.name) for kind in kinds().values() if kind.can_be_searched and kind.code not in kept)
        self.ajout.choices = options([NO_MORE, *sorted(others, key=lambda other: other[1])])

    def validate_ajout(self, field: SelectField) -> None:
        """A service is of some kind."""
        if self.kinds.choices and not (self.kinds.data or field.data):
            raise ValidationError(ONE_KIND)

    def changes(self, _subject: Service) -> dict[str, Any]:
        """Return the kinds in their order, none of them guessed any more."""
        codes = [*self.kinds.data, *([self.ajout.data] if self.ajout.data else [])]
        return {"nom": self.nom.data, "description": self.description.data, "kinds": codes, "guessed": []}


class WhoForm(SectionForm):
    """Who may come."""

    audience = RadioField(FIELDS["audience"], choices=options(AUDIENCES), validators=[InputRequired(REQUIRED)])
    publics = SelectMultipleField(FIELDS["publics"])
    age_min = StringField(FIELDS["age_min"], validators=[MayBeEmpty(), Regexp(r"\s*[0-9]{1,3}\s*\Z", message=NOT_AN_AGE)])
    age_max = StringField(FIELDS["age_max"], validators=[MayBeEmpty(), Regexp(r"\s*[0-9]{1,3}\s*\Z", message=NOT_AN_AGE)])
    gender = choice("gender", [("", mark("Tout le monde")), *GENDERS.items()])
    family = choice("family", [("", mark("Tout le monde")), *FAMILIES.items()])
    conditions_acces = text("conditions_acces")
    publics_precisions = text("publics_precisions")

    def offer(self, subject: Service) -> None:
        """Offer every public, those that have no word included."""
        unknown = ((code, code) for code in subject.publics if code not in PUBLICS)
        self.publics.choices = options([*PUBLICS.items(), *unknown])

    def validate_age_min(self, field: StringField) -> None:
        """Nobody is so old."""
        _check_age(field)

    def validate_age_max(self, field: StringField) -> None:
        """Ages are in order."""
        _check_age(field)
        youngest, oldest = _age(self.age_min.data), _age(field.data)
        if youngest is not None and oldest is not None and youngest > oldest:
            raise ValidationError(AGES_IN_ORDER)

    def changes(self, subject: Service) -> dict[str, Any]:
        """Return ages as numbers."""
        return {**super().changes(subject), "age_min": _age(self.age_min.data), "age_max": _age(self.age_max.data)}


class HowForm(SectionForm):
    """How one comes, and whom to ask."""

    modes_mobilisation = SelectMultipleField(FIELDS["modes_mobilisation"])
    by_appointment = checked(mark("Il faut un rendez-vous"))
    lien_mobilisation = web_line("lien_mobilisation")
    telephone = phone_line()
    courriel = email_line()

    def offer(self, subject: Service) -> None:
        """Offer every way."""
        unknown = ((code, code) for code in subject.modes_mobilisation if code not in set(Mobilisation))
        self.modes_mobilisation.choices = options([*WAYS, *unknown])


class PapersForm(SectionForm):
    """What to bring, and which languages are spoken."""

    documents = TextAreaField(FIELDS["documents"], description=ONE_LINE_EACH, validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)])
    spoken_languages = SelectMultipleField(FIELDS["spoken_languages"])

    @classmethod
    def said(cls, subject: Service) -> dict[str, Any]:
        """Return what to bring as lines."""
        return {"documents": "\n".join(subject.documents), "spoken_languages": subject.spoken_languages}

    def offer(self, subject: Service) -> None:
        """Offer every language."""
        unknown = ((code, code) for code in subject.spoken_languages if code not in LANGUAGES)
        self.spoken_languages.choices = options([*LANGUAGES.items(), *unknown])

    def changes(self, _subject: Service) -> dict[str, Any]:
        """Return the lines as a list."""
        return {"documents": lines_of(self.documents.data), "spoken_languages": self.spoken_languages.data}


class PriceForm(SectionForm):
    """What it costs."""

    frais = choice("frais", [(Price.FREE, mark("Gratuit")), (Price.PAYING, mark("Payant")), NOT_SAID])
    frais_precisions = text("frais_precisions")

    def changes(self, subject: Service) -> dict[str, Any]:
        """Return no price where nothing is said."""
        return {**super().changes(subject), "frais": self.frais.data or None}


class WelcomeForm(SectionForm):
    """What will happen, animals, wheelchairs."""

    what_happens = text("what_happens", WHAT_TO_TELL)
    animals = yes_no("animals", mark("Acceptés"), mark("Pas acceptés"))
    step_free = yes_no("step_free", mark("Possible"), mark("Pas possible"))

    @classmethod
    def said(cls, subject: Service) -> dict[str, Any]:
        """Return what may be, not be, or not be said as its choice."""
        told = {name: yes_no_code(getattr(subject, name)) for name in ("animals", "step_free")}
        return {"what_happens": subject.what_happens, **told}

    def changes(self, _subject: Service) -> dict[str, Any]:
        """Return the choices as what they stand for."""
        told = {name: yes_no_value(self[name].data) for name in ("animals", "step_free")}
        return {"what_happens": self.what_happens.data, **told}


class PlaceForm(AddressForm):
    """Where the service is given."""

    @classmethod
    def said(cls, subject: Service) -> dict[str, Any]:
        """Return the address of the place."""
        return {**{name: cls.address_of(subject).get(name, "") for name in TYPED}, "is_protected": subject.is_protected}

    @staticmethod
    def address_of(subject: Any) -> Mapping[str, Any]:
        """Return the columns of the place; none where there is no place."""
        field = field_of(subject, "place")
        return (field.read(subject) if field else None) or {}

    def changes(self, _subject: Service) -> dict[str, Any]:
        """Return the whole place, none where nothing was written."""
        place = self.address if any(self[name].data for name in TYPED) else None
        return {"place": place, "is_protected": self.is_protected.data}


class OrientationsForm(SectionForm):
    """Whether orientations may be sent to the service."""

    receives_orientations = RadioField(
        FIELDS["receives_orientations"],
        choices=options([("oui", mark("Oui, nous recevons des orientations par ce site")), ("non", mark("Non, pas par ce site"))]),
        validators=[InputRequired(REQUIRED)],
    )
    email = ""
    """Where they would arrive; empty when nobody could be written to."""

    @classmethod
    def said(cls, subject: Service) -> dict[str, Any]:
        """Return what stands as its choice."""
        return {"receives_orientations": yes_no_code(subject.receives_orientations)}

    def offer(self, subject: Service) -> None:
        """Learn where orientations would arrive."""
        self.email = mailbox_of(subject)

    def validate_receives_orientations(self, field: RadioField) -> None:
        """Nothing can be received nowhere."""
        if field.data == "oui" and not self.email:
            raise ValidationError(NO_EMAIL)

    def changes(self, _subject: Service) -> dict[str, Any]:
        """Return the choice as what it stands for."""
        return {"receives_orientations": yes_no_value(self.receives_orientations.data)}


FORMS: Mapping[str, type[SectionForm]] = {
    "quoi": WhatForm,
    "pour-qui": WhoForm,
    "venir": HowForm,
    "lieu": PlaceForm,
    "papiers-et-langues": PapersForm,
    "prix": PriceForm,
    "accueil": WelcomeForm,
    "orientations": OrientationsForm,
}


def _age(text: str | None) -> int | None:
    return row_number(text)


def _check_age(field: StringField) -> None:
    if (_age(field.data) or 0) > OLDEST:
        raise StopValidation(NOT_AN_AGE)
