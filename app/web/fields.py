"""Fields that several features ask with: days, hours, one choice among codes, texts as they are kept."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import DateField, RadioField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, StopValidation

from app.core.language import mark

NOT_A_DAY = mark("Écrivez un jour, par exemple 24/12/2026.")
NOT_AN_HOUR = mark("Écrivez une heure, par exemple 14:30.")


def stripped(text: str | None) -> str:
    """Return a text without what surrounds it; lines end as everywhere else."""
    return (text or "").replace("\r\n", "\n").strip()


def one_line(text: str | None) -> str:
    """Return a text on one line."""
    return " ".join((text or "").split())


class Day(DateField):  # type: ignore[misc]
    """A day, whose mistakes are told in our words."""

    def __init__(self, label: str, **options: Any) -> None:
        """Read both ways of writing it."""
        super().__init__(label, format=["%Y-%m-%d", "%d/%m/%Y"], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day, as browsers send it or as it is written where they offer no calendar; nothing is a day that was not said."""
        try:
            super().process_formdata([value for value in valuelist if value])
        except ValueError:
            raise ValueError(NOT_A_DAY) from None


class Hour(TimeField):  # type: ignore[misc]
    """An hour, whose mistakes are told in our words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the hour; nothing is an hour that was not said."""
        try:
            super().process_formdata([value for value in valuelist if value])
        except ValueError:
            raise ValueError(NOT_AN_HOUR) from None


Day.__name__, Hour.__name__ = "DateField", "TimeField"
"""Drawn as those (`templates/components/field.html` goes by the name)."""


def one_of(label: str, codes: Iterable[str], labels: Mapping[Any, str], asking: str) -> RadioField:
    """Return a choice of one of some codes; `asking`: what is said where none is made."""
    choices = [SelectChoice(str(code), labels[code]) for code in codes]
    known = {choice.value for choice in choices}

    def offered(_form: object, field: Any) -> None:
        if field.data not in known:
            raise StopValidation(asking)

    return RadioField(label, choices=choices, validators=[InputRequired(asking), offered], validate_choice=False)
