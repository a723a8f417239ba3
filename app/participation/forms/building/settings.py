"""Settings of a type of question, as they are typed and as definitions hold them."""

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from app.core.language import mark
from app.participation.building.told import Setting, Told
from app.participation.questions.figures import whole_number
from app.participation.questions.integer import LEAST, MOST
from app.participation.questions.month import MONTHS, NOW
from app.participation.questions.ranking import DEFAULT_PICK
from app.participation.questions.texts import TOO_LONG

Typed: TypeAlias = Mapping[str, str]
Wrong: TypeAlias = dict[str, tuple[str, Mapping[str, object]]]
Read: TypeAlias = tuple[dict[str, Setting], Wrong]
A_NUMBER = mark("Écrivez un nombre entier, avec des chiffres.")
A_MONTH = mark("Écrivez un mois et une année, par exemple 05/2026.")
IN_ORDER = mark("Le premier mois doit venir avant le dernier.")
LONGEST_UNIT, LONGEST_CONSENT = 40, 150
TICKED = "y"
_YEAR_FIRST, _MONTH_FIRST = r"(?P<year>\d{4})[-/. ](?P<month>\d{1,2})", r"(?P<month>\d{1,2})[-/. ](?P<year>\d{4})"


def raw_settings(said: Told) -> dict[str, str]:
    """Return the controls of the settings of a question, with what each holds."""
    known = said.settings
    if said.type == "integer":
        return {"min": str(known.get("min", LEAST)), "max": str(known.get("max", MOST)), "unite": str(known.get("unit", ""))}
    if said.type == "ranking":
        return {"nombre": str(known.get("pick", DEFAULT_PICK))}
    if said.type == "month":
        latest = str(known.get("latest", ""))
        return {"debut": str(known.get("earliest", "")), "fin": "" if latest == NOW else latest, "passe": TICKED if latest == NOW else ""}
    if said.type in ("short_text", "long_text"):
        return {"obligatoire": TICKED if known.get("required") else ""}
    if said.type == "consent":
        return {"oui": str(known.get("yes", "")), "non": str(known.get("no", ""))}
    return {}


def read_settings(type_name: str, typed: Typed) -> Read:
    """Return the settings that a form brings, and what is to mend in it, by control."""
    reader = _READERS.get(type_name)
    return reader(typed) if reader else ({}, {})


def _integer(typed: Typed) -> Read:
    found, wrong = _worded(typed, {"unite": "unit"}, LONGEST_UNIT)
    for name, default in (("min", LEAST), ("max", MOST)):
        number = whole_number(typed.get(name, ""))
        if typed.get(name) and number is None:
            wrong[name] = (A_NUMBER, {})
        elif number is not None and number != default:
            found[name] = number
    return found, wrong


def _ranking(typed: Typed) -> Read:
    pick = whole_number(typed.get("nombre", ""))
    if pick is None:
        return {}, {"nombre": (A_NUMBER, {})}
    return ({"pick": pick} if pick != DEFAULT_PICK else {}), {}


def _month(typed: Typed) -> Read:
    found: dict[str, Setting] = {}
    wrong: Wrong = {}
    for control, name in (("debut", "earliest"), ("fin", "latest")):
        text = typed.get(control, "")
        said = re.fullmatch(_YEAR_FIRST, text, re.ASCII) or re.fullmatch(_MONTH_FIRST, text, re.ASCII)
        if said and int(said["month"]) in MONTHS and 1900 <= int(said["year"]) <= 2100:  # noqa: PLR2004 - as questions take them
            found[name] = f"{said['year']}-{int(said['month']):02}"
        elif text:
            wrong[control] = (A_MONTH, {})
    if typed.get("passe"):
        wrong.pop("fin", None)
        found["latest"] = NOW
    elif not wrong and str(found.get("earliest", "")) > str(found.get("latest", "9")):
        wrong["debut"] = (IN_ORDER, {})
    return found, wrong


def _text(typed: Typed) -> Read:
    return ({"required": True} if typed.get("obligatoire") else {}), {}


def _consent(typed: Typed) -> Read:
    return _worded(typed, {"oui": "yes", "non": "no"}, LONGEST_CONSENT)


def _worded(typed: Typed, names: Mapping[str, str], longest: int) -> Read:
    found: dict[str, Setting] = {name: typed[control] for control, name in names.items() if typed.get(control)}
    long = {control: len(typed[control]) for control in names if len(typed.get(control, "")) > longest}
    return found, {control: (TOO_LONG, {"count": count, "most": longest}) for control, count in long.items()}


_READERS: Mapping[str, Callable[[Typed], Read]] = {
    "integer": _integer,
    "ranking": _ranking,
    "month": _month,
    "short_text": _text,
    "long_text": _text,
    "consent": _consent,
}
