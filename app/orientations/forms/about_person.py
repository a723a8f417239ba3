"""What a form may ask about a person: short texts, a telephone, an e-mail, what is safe. Never a social security number."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from stdnum.fr import nir
from wtforms.validators import StopValidation

from app.accounts.services.account import NotAnEmail, normalised
from app.core.blind_index import phone_form
from app.core.language import mark
from app.directory.display.phones import phone
from app.web.forms import NOT_AN_EMAIL

FIGURES_OF_A_PHONE = 9
NOT_A_PHONE = mark("Écrivez un numéro à 10 chiffres, par exemple 06 39 98 01 02, ou laissez vide.")
NO_SOCIAL_SECURITY = mark("Effacez le numéro de sécurité sociale : il ne sert pas ici, et il ne doit pas être gardé.")

_GAP = r"[\s.\-\u2010-\u2015]?"
_NIR = re.compile(
    rf"(?<![0-9A-Z])[12](?:{_GAP}[0-9]){{4}}{_GAP}(?:[0-9]{_GAP}[0-9]|2{_GAP}[AB])(?:{_GAP}[0-9]){{6}}(?:{_GAP}[0-9]{{2}})?(?!{_GAP}[0-9])",
    re.IGNORECASE,
)
"""13 figures, or 15 with the key, however they are spaced."""
_WITHOUT_KEY = 13


class Channel(StrEnum):
    """What is safe for the person."""

    CALL = "appeler"
    WRITE = "ecrire"
    MESSAGE = "message"
    PRINT = "papier"


CHANNELS: Mapping[Channel, str] = {
    Channel.CALL: mark("L’appeler"),
    Channel.WRITE: mark("Lui écrire (SMS, courriel)"),
    Channel.MESSAGE: mark("Laisser un message"),
    Channel.PRINT: mark("Lui donner une fiche en papier"),
}


def stripped(text: str | None) -> str:
    """Return a text without what surrounds it; lines end as everywhere else."""
    return (text or "").replace("\r\n", "\n").strip()


def one_line(text: str | None) -> str:
    """Return a text on one line."""
    return " ".join((text or "").split())


def without_social_security_number(_form: object, field: Any) -> None:
    """Refuse a text in which a social security number is written, its key right, wrong or left out."""
    for found in _NIR.finditer(field.data or ""):
        body = re.sub(r"[^0-9AB]", "", found[0].upper())[:_WITHOUT_KEY]
        if nir.is_valid(body + nir.calc_check_digits(body)):
            raise StopValidation(NO_SOCIAL_SECURITY)


def french_phone(_form: object, field: Any) -> None:
    """Refuse what a French telephone does not dial; write the number two figures at a time."""
    read = phone(field.data)
    if read is None or len(phone_form(read.display)) < FIGURES_OF_A_PHONE:
        raise StopValidation(NOT_A_PHONE)
    field.data = read.display.replace("\u00a0", " ")


def reachable_email(_form: object, field: Any) -> None:
    """Refuse an e-mail that our mail could never reach; write it as accounts do."""
    try:
        field.data = normalised(field.data)
    except NotAnEmail:
        raise StopValidation(NOT_AN_EMAIL) from None
