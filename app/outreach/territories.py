"""Where somebody coordinates, and communes by their name."""

from typing import TypeAlias

from sqlalchemy import ColumnElement, false, true
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts.rules import Role
from app.core.identity import EVERYWHERE, Identity
from app.territory.gazetteer import gazetteer

Territories: TypeAlias = frozenset[str] | None
"""Numbers of départements; None: everywhere."""


def territories(identity: Identity) -> Territories:
    """Return where somebody coordinates."""
    own = frozenset(territory for role, territory in identity.roles if role == Role.COORDINATOR)
    return None if EVERYWHERE in own else own


def within(column: InstrumentedAttribute[str], codes: Territories) -> ColumnElement[bool]:
    """Return the condition that a column names one of these départements."""
    if codes is None:
        return true()
    return column.in_(codes) if codes else false()


def departements(codes: Territories) -> dict[str, str]:
    """Return the départements of the region that somebody coordinates, with their names."""
    return {code: one.nom for code, one in gazetteer().departements.items() if codes is None or code in codes}


def commune_name(code: str) -> str:
    """Return the name of a commune by its INSEE code; the code itself when no commune of the region bears it."""
    found = gazetteer().commune(code)
    return found.nom if found is not None else code
