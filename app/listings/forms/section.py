"""What the forms of sections share: a form reads what the listing says, and gives back what is to be written."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, EmailField, RadioField, StringField, TelField, TextAreaField, URLField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, InputRequired, Length, Optional, ValidationError

from app.accounts.models.account import EMAIL_LENGTH
from app.core.language import mark
from app.directory.display.phones import phone
from app.directory.models import Service, Structure
from app.listings.forms.proposing import NOT_A_PHONE, NOT_A_SITE, one_line
from app.listings.labels import FIELDS
from app.web.forms import NOT_AN_EMAIL, REQUIRED, TOO_LONG, Form

Subject = Structure | Service
LONGEST_LINE = 200
LONGEST_TEXT = 5000
NOT_SAID = ("", mark("Ne rien dire"))
_ONE_NUMBER = "0123456789 .-+()\u00a0"


class SectionForm(Form):
    """A section; its fields bear the names of `directory.fields`, but where a subclass says otherwise."""

    @classmethod
    def said(cls, subject: Any) -> dict[str, Any]:
        """Return what the listing says, as the fields of the form show it."""
        names = (name for name in dir(cls) if hasattr(subject, name) and name in FIELDS)
        return {name: getattr(subject, name) for name in names}

    def offer(self, subject: Any) -> None:
        """Give the choices that depend on the listing."""

    def changes(self, _subject: Any) -> dict[str, Any]:
        """Return what is to be written: names of `directory.fields` → values."""
        return {field.name: field.data for field in self}


def lines_of(text: str | None) -> list[str]:
    """Return the lines of a text that say something."""
    return [line for raw in (text or "").splitlines() if (line := one_line(raw))]


def text_of(text: str | None) -> str:
    """Return a text without space around it, its lines as one writes them."""
    return "\n".join((text or "").strip().splitlines())


def line(name: str, *validators: Any, most: int = LONGEST_LINE, is_required: bool = False) -> StringField:
    """Return a field of one line, labelled as `labels.FIELDS` names it."""
    first = InputRequired(REQUIRED) if is_required else Optional()
    return StringField(FIELDS[name], filters=[one_line], validators=[first, Length(max=most, message=TOO_LONG), *validators])


def text(name: str, hint: str = "") -> TextAreaField:
    """Return a field of several lines."""
    return TextAreaField(FIELDS[name], filters=[text_of], description=hint, validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)])


def phone_line() -> TelField:
    """Return a telephone that a telephone can dial."""
    checks = [Optional(), Length(max=60, message=TOO_LONG), _can_be_dialled]
    return TelField(FIELDS["telephone"], filters=[one_line, _as_read], validators=checks)


def email_line() -> EmailField:
    """Return an e-mail address."""
    checks = [Optional(), Length(max=EMAIL_LENGTH, message=TOO_LONG), Email(NOT_AN_EMAIL)]
    return EmailField(FIELDS["courriel"], filters=[one_line], validators=checks)


def web_line(name: str) -> URLField:
    """Return an address of the web; `https://` may be left out."""
    checks = [Optional(), Length(max=500, message=TOO_LONG), _is_of_the_web]
    return URLField(FIELDS[name], filters=[one_line, _with_scheme], validators=checks)


def options(choices: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """Return pairs of a code and its French text as choices."""
    return [SelectChoice(str(code), text) for code, text in choices]


def choice(name: str, choices: Iterable[tuple[str, str]]) -> RadioField:
    """Return one choice of a few."""
    return RadioField(FIELDS[name], choices=options(choices), filters=[lambda value: value or ""], validators=[Optional()])


def yes_no(name: str, yes: str, no: str) -> RadioField:
    """Return what may be, not be, or not be said."""
    return choice(name, [("oui", yes), ("non", no), NOT_SAID])


def yes_no_code(value: bool | None) -> str:  # noqa: FBT001 - what a column holds
    """Return the choice of `yes_no` that stands for a value."""
    return "" if value is None else "oui" if value else "non"


def yes_no_value(code: str) -> bool | None:
    """Return what the choice of `yes_no` stands for."""
    return {"oui": True, "non": False}.get(code)


def checked(label: str, hint: str = "") -> BooleanField:
    """Return a box to tick."""
    return BooleanField(label, description=hint)


def _as_read(number: str) -> str:
    """A single number as French people read it; several are left as they were written."""
    known = phone(number) if number and set(number) <= set(_ONE_NUMBER) else None
    return known.display.replace("\u00a0", " ") if known else number


def _can_be_dialled(_form: Form, field: TelField) -> None:
    if phone(field.data) is None:
        raise ValidationError(NOT_A_PHONE)


def _with_scheme(address: str) -> str:
    return f"https://{address}" if address and "://" not in address and "." in address and " " not in address else address


def _is_of_the_web(_form: Form, field: URLField) -> None:
    scheme, _, rest = field.data.partition("://")
    host = rest.partition("/")[0]
    if scheme not in ("http", "https") or "." not in host or "@" in host or any(sign in field.data for sign in ' <>"\\'):
        raise ValidationError(NOT_A_SITE)
