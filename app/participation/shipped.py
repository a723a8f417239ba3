"""Questionnaires that come with Repères: organisers open them as they are, or start from them. One file each, named by its code."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from app.core.errors import NotThere
from app.participation.definition import BadDefinition, Definition, parse

DATA = Path(__file__).parent / "definitions"
ORDER = ("intervenant-ideal", "satisfaction-accueil-de-jour", "pairs", "formation", "non-recours", "choix-de-projets")
"""As organisers see them; one that is not there comes after."""


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Definition]:
    """Return every questionnaire by its code, in the order that organisers see; raise BadDefinition when a file cannot be read."""
    return MappingProxyType({path.stem: _read(path) for path in sorted(DATA.glob("*.json"), key=_place)})


def definition_called(code: str) -> Definition:
    """Return the questionnaire of a code; raise NotThere."""
    found = shipped().get(code)
    if found is None:
        raise NotThere
    return found


def _place(path: Path) -> tuple[int, str]:
    return (ORDER.index(path.stem) if path.stem in ORDER else len(ORDER), path.stem)


def _read(path: Path) -> Definition:
    found = parse(path.read_text(encoding="utf-8"))
    if found.code != path.stem:
        msg = f"{path.name}: its code is {found.code}"
        raise BadDefinition(msg)
    return found
