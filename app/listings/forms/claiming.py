"""Claiming a listing, and the code that proves it."""

from collections.abc import Iterable, Sequence
from typing import Any

from stdnum.fr import siret
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, StopValidation

from app.core.language import mark
from app.core.tokens import CODE_DIGITS
from app.directory.rules import ClaimWay
from app.listings.forms.proposing import one_line
from app.listings.forms.reporting import LONGEST_MESSAGE, stripped
from app.web.forms import TOO_LONG, Form

NEW = "nouvelle"
LONGEST_NAME = 200
NOT_A_SIRET = mark("Écrivez les 14 chiffres de votre numéro SIRET, ou laissez vide.")
CHOOSE_WHO = mark("Choisissez votre organisation.")
CHOOSE_HOW = mark("Choisissez comment montrer que c’est votre structure.")
NAME_IT = mark("Écrivez le nom de votre organisation.")
SAY_WHY = mark("Dites en quelques mots qui vous êtes dans cette structure.")
NOT_A_CODE = mark("Recopiez les 6 chiffres du code.")


def digits(text: str | None) -> str:
    """Return a number without the spaces between its figures."""
    return "".join((text or "").split())


class ClaimForm(Form):
    """For which organisation, and how it is proven. E-mails are shown masked, and named by their rank."""

    organisation = RadioField(mark("Pour quelle organisation ?"), validators=[InputRequired(CHOOSE_WHO)], validate_choice=False)
    nom = StringField(mark("Nom de l’organisation"), filters=[one_line], validators=[Length(max=LONGEST_NAME, message=TOO_LONG)])
    siret = StringField(mark("Numéro SIRET"), filters=[digits])
    preuve = RadioField(mark("Comment montrer que c’est votre structure ?"), validators=[InputRequired(CHOOSE_HOW)], validate_choice=False)
    message = TextAreaField(
        mark("Qui êtes-vous dans cette structure ?"), filters=[stripped], validators=[Length(max=LONGEST_MESSAGE, message=TOO_LONG)]
    )

    def __init__(self, organisations: Iterable[tuple[int, str]], ways: Sequence[tuple[str, str]]) -> None:
        """Offer the organisations (number, name) of who asks, and the ways (code, words) that this listing has.

        What leaves no choice is not asked: a form without organisations is about a new one, a form with one way goes by it.
        """
        super().__init__()
        own = [SelectChoice(str(number), name) for number, name in organisations]
        self._only_way = ways[0][0] if len(ways) == 1 else ""
        if own:
            self.organisation.choices = [*own, SelectChoice(NEW, mark("Une autre organisation"))]
        else:
            del self.organisation
        if self._only_way:
            del self.preuve
        else:
            self.preuve.choices = [SelectChoice(code, words) for code, words in ways]

    @property
    def number(self) -> int | None:
        """The organisation that was chosen; None for a new one."""
        return None if self.is_new else int(self.organisation.data)

    @property
    def is_new(self) -> bool:
        """Whether the organisation is to be named."""
        return "organisation" not in self or self.organisation.data == NEW

    @property
    def way(self) -> ClaimWay:
        """How it is to be proven."""
        return ClaimWay(self._proof.partition("-")[0])

    @property
    def rank(self) -> int:
        """Which of the e-mails."""
        return int(self._proof.partition("-")[2] or 0)

    @property
    def _proof(self) -> str:
        return self._only_way or self.preuve.data or ""

    def validate_organisation(self, field: Any) -> None:
        """One of those that were offered."""
        _offered(field, CHOOSE_WHO)

    def validate_preuve(self, field: Any) -> None:
        """One of those that were offered."""
        _offered(field, CHOOSE_HOW)

    def validate_nom(self, field: Any) -> None:
        """A new organisation has a name."""
        if self.is_new and not field.data:
            raise StopValidation(NAME_IT)

    def validate_siret(self, field: Any) -> None:
        """Fourteen figures whose check holds, or nothing."""
        if self.is_new and field.data and not (field.data.isascii() and siret.is_valid(field.data)):
            raise StopValidation(NOT_A_SIRET)

    def validate_message(self, field: Any) -> None:
        """A moderator has something to decide on."""
        if self._proof == ClaimWay.MODERATOR and not field.data:
            raise StopValidation(SAY_WHY)


def _offered(field: Any, message: str) -> None:
    if field.data not in {choice.value for choice in field.choices}:
        raise StopValidation(message)


class CodeForm(Form):
    """The code that came to the e-mail of the listing."""

    code = StringField(mark("Le code à 6 chiffres"), filters=[digits], validators=[InputRequired(NOT_A_CODE)])

    def validate_code(self, field: Any) -> None:
        """Six figures."""
        if not (field.data.isascii() and field.data.isdigit() and len(field.data) == CODE_DIGITS):
            raise StopValidation(NOT_A_CODE)
