"""Proposing a correction, and deciding one."""

from collections.abc import Mapping
from typing import Any

from wtforms import EmailField, HiddenField, SelectMultipleField, StringField, TelField, TextAreaField, URLField
from wtforms.validators import Email, Length, Optional, Regexp, StopValidation

from app.accounts.models.account import EMAIL_LENGTH
from app.core.language import mark
from app.listings.forms.reporting import contact_field, stripped
from app.listings.services.proposals import PLACE, commune_of, is_same_text
from app.web.forms import NOT_AN_EMAIL, TOO_LONG, Form, without_link

LONGEST_WORDS = 1000
LONGEST_TEXT = 10_000
NOTHING_CHANGED = mark("Changez au moins une information, puis envoyez.")
NOT_A_PHONE = mark("Écrivez un numéro de téléphone, par exemple 04 00 00 00 00.")
NOT_A_SITE = mark("Écrivez une adresse complète, qui commence par https://.")
NOT_A_POSTCODE = mark("Écrivez les 5 chiffres du code postal.")
NOT_A_COMMUNE = mark("Nous ne trouvons pas cette commune avec ce code postal. Vérifiez les deux.")


def one_line(text: str | None) -> str:
    """Return a text on one line."""
    return " ".join((text or "").split())


def _line(label: str, *validators: Any, most: int = 200, kind: type[StringField] = StringField) -> StringField:
    return kind(label, filters=[one_line], validators=[Optional(), Length(max=most, message=TOO_LONG), *validators])


def _text(label: str, most: int) -> TextAreaField:
    return TextAreaField(label, filters=[stripped], validators=[Length(max=most, message=TOO_LONG)])


class ProposalForm(Form):
    """What the sheet says, to be corrected; what it does not show is not asked."""

    telephone = _line(mark("Téléphone"), Regexp(r"[0-9+() .\-/]+\Z", message=NOT_A_PHONE), most=60, kind=TelField)
    courriel = _line(mark("Courriel"), Email(NOT_AN_EMAIL), most=EMAIL_LENGTH, kind=EmailField)
    site_web = _line(mark("Site web"), Regexp(r"https?://[^\s<>\"]+\Z", message=NOT_A_SITE), most=500, kind=URLField)
    horaires = _text(mark("Horaires, avec vos mots"), LONGEST_WORDS)
    adresse = _line(mark("Numéro et rue"))
    code_postal = _line(mark("Code postal"), Regexp(r"[0-9]{5}\Z", message=NOT_A_POSTCODE))
    commune = StringField(mark("Commune"), filters=[one_line], validators=[Length(max=200, message=TOO_LONG)])
    conditions_acces = _text(mark("Conditions pour venir"), LONGEST_TEXT)
    description = _text(mark("Description"), LONGEST_TEXT)
    contact = contact_field()

    def __init__(self, shown: Mapping[str, str]) -> None:
        """Ask what the sheet shows, as it shows it."""
        super().__init__(data=shown)
        self.shown = shown
        for name in [field.name for field in self]:
            if name not in (*shown, "horaires", "contact"):
                del self[name]

    @property
    def said(self) -> dict[str, str]:
        """What was written in each field that was asked."""
        return {name: self[name].data or "" for name in self.shown}

    def validate(self, extra_validators: Any = None) -> bool:
        """Judge what was touched: what the sheet says already is nobody's mistake here."""
        for name, value in self.shown.items():
            if is_same_text(self[name].data or "", value):
                self[name].validators = ()
        return bool(super().validate(extra_validators))

    def validate_commune(self, field: StringField) -> None:
        """A commune that we know, with one of its postcodes; what was not touched is not judged."""
        said = [self[name].data for name in PLACE[1:]]
        if said != [self.shown[name] for name in PLACE[1:]] and commune_of(field.data or "", said[0] or "") is None:
            raise StopValidation(NOT_A_COMMUNE)

    def mistake(self, message: str) -> None:
        """Say something of the form as a whole, at its first field."""
        first = next(iter(self))
        first.errors = [*first.errors, message]


class DecisionForm(Form):
    """What is accepted of a proposal, and a word for who sent it."""

    accepte = SelectMultipleField(mark("Ce que vous acceptez"), validate_choice=False)
    vu = HiddenField()
    reponse = TextAreaField(
        mark("Un mot pour la personne"), filters=[stripped], validators=[Length(max=LONGEST_WORDS, message=TOO_LONG), without_link]
    )
