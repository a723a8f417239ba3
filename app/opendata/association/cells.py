"""The cells of one line of an association's table, as texts by field: what a spreadsheet added or took away is set right here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.opendata.cleaning.texts import text

LONGEST_CELL = 20_000
"""Characters: more than anybody writes in a cell."""
_FORMULA = re.compile(r"=|[@+-][A-Za-z_]+[A-Za-z0-9_.]*[(|]")
_ERROR = re.compile(r"#(?:REF|VALUE|VALEUR|NAME|NOM|DIV/0|NUM|NOMBRE|NULL|NUL|N/A|N/D)[!?]?", re.IGNORECASE)
_NOTHING = re.compile(
    r"[-–—/.?_* ]+|n/?[acdrs]|nsp|n[ée]ant|aucune?|(?:non|pas) (?:renseignée?|communiquée?|connue?|précisée?)|[àa] compléter|inconnue?",
    re.IGNORECASE,
)
_DIRECTIONS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Marks that turn the writing round: in a cell, they can only make a text lie. The marks of a letter's own direction stay."""
_SHORT_CODES = {"code_postal": 4, "code_insee": 4, "telephone": 9}
"""Figures left of a number whose first zero a spreadsheet took away."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Texts by field, empty where nothing is said; and what was put aside: (field, message)."""

    texts: Mapping[str, str]
    problems: tuple[tuple[str, str], ...]

    def __getitem__(self, field: str) -> str:
        """Return the text of the field."""
        return self.texts.get(field, "")


def cells_of(row: Mapping[str, Any], headings: Mapping[str, str]) -> Cells:
    """Return the cells of a row, by the heading of each field."""
    texts, problems = {}, []
    for field, heading in headings.items():
        value, problem = _cell(row.get(heading))
        texts[field] = _with_its_zero(field, value)
        if problem:
            problems.append((field, problem))
    return Cells(texts, tuple(problems))


def _cell(raw: Any) -> tuple[str, str]:
    if isinstance(raw, bool):
        return ("oui" if raw else "non"), ""
    if isinstance(raw, str) and len(raw) > LONGEST_CELL:
        return "", f"La cellule a plus de {LONGEST_CELL} caractères : elle est laissée de côté."
    value = text(raw).translate(_DIRECTIONS).strip()
    if _ERROR.fullmatch(value):
        return "", "La cellule contient une erreur de calcul : elle est laissée de côté."
    if _FORMULA.match(value):
        return "", "La cellule contient une formule : elle est laissée de côté."
    return ("" if _NOTHING.fullmatch(value) else value), ""


def _with_its_zero(field: str, value: str) -> str:
    return f"0{value}" if len(value) == _SHORT_CODES.get(field) and value.isdecimal() and value[0] != "0" else value
