"""Names of a workbook made ours: lower case, without accents, a letter first, forty signs, no two alike."""

import re
from collections.abc import Collection

from app.core.text import fold
from app.participation.conditions import RESERVED
from app.participation.definition import CODE, STEP

LONGEST = 40
_SIGNS = re.compile(r"[^a-z0-9_]+")


def key_of(name: str, taken: Collection[str]) -> str:
    """Return the key of a question."""
    plain = _plain(name, "q")
    return _free(f"{plain}_1" if plain in RESERVED else plain, taken)


def code_of_choice(name: str, taken: Collection[str]) -> str:
    """Return the code of a choice; figures from 1 to 9 stay as they are."""
    return name if STEP.fullmatch(name) and name not in taken else _free(_plain(name, "c"), taken)


def code_of_form(name: str) -> str:
    """Return the code of a questionnaire, which may have hyphens; empty where nothing is left of the name."""
    if CODE.fullmatch(name.replace("-", "_")):
        return name
    plain = fold(name).replace(" ", "-")
    if not plain.isascii():
        return ""
    return (f"q-{plain}" if plain[:1].isdigit() else plain)[:LONGEST].rstrip("-")


def numbered(name: str, taken: Collection[str], join: str = "_") -> str:
    """Return a name, with a number after it when it is taken."""
    return _free(name, taken, join)


def _plain(name: str, letter: str) -> str:
    if CODE.fullmatch(name):
        return name
    plain = _SIGNS.sub("_", fold(name.replace("_", " ")).replace(" ", "_"))
    plain = plain.strip("_")
    return (plain if plain[:1].isalpha() else f"{letter}_{plain}" if plain else letter)[:LONGEST].rstrip("_")


def _free(name: str, taken: Collection[str], join: str = "_") -> str:
    if name not in taken:
        return name
    endings = (f"{join}{number}" for number in range(2, len(taken) + 3))
    return next(found for ending in endings if (found := name[: LONGEST - len(ending)] + ending) not in taken)
