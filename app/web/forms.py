"""Forms: fields that know how they are drawn (`templates/components/field.html`), errors in plain French, nothing typed lost.

Labels, hints and messages are French texts marked where they are written and translated where they are shown.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from flask_wtf import FlaskForm
from wtforms.validators import StopValidation

from app.core.language import mark
from app.web.language import current_translator

REQUIRED = mark("Répondez à cette question.")
TOO_LONG = mark("Ce texte est trop long.")
NO_LINK = mark("Écrivez sans adresse de site : ces mots partent par courriel, et un lien y ferait douter.")
NOT_AN_EMAIL = mark("Écrivez une adresse complète, par exemple nom@exemple.fr.")

_LINK = re.compile(r"://|\bwww\.", re.IGNORECASE)


def without_link(_form: object, field: Any) -> None:
    """Refuse a text that our mail would carry to somebody with a link in it: anybody could make us write theirs."""
    if _LINK.search(field.data or ""):
        raise StopValidation(NO_LINK)


class FieldError(NamedTuple):
    """One thing to mend: the id of its control, and what to do, in the reader's language."""

    field: str
    message: str


class Form(FlaskForm):  # type: ignore[misc]
    """A form whose token and nonce are hidden fields of the template (`form_token`), and whose errors are a summary."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """WTForms' own words are never shown: each validator says its own."""

        csrf = False  # CSRFProtect checks the token of every POST, whatever the form

    def summary(self) -> list[FieldError]:
        """Return what is to mend, in the order of the fields."""
        t = current_translator()
        return [FieldError(field.id, t.gettext(str(field.errors[0]))) for field in self if field.errors]

    @property
    def controls(self) -> Sequence[str]:
        """Ids that links of the summary may lead to."""
        return [field.id for field in self]
