"""The one map of permissions, merged from what each feature declares (`app/permissions.py`)."""

from typing import Any

from flask import current_app

from app.core.identity import Identity
from app.core.permissions import Permissions
from app.web.identity import identity


def permissions() -> Permissions:
    """Return the map of the present application."""
    found: Permissions = current_app.extensions["reperes_permissions"]
    return found


def allows(permission: str, subject: Any = None, who: Identity | None = None) -> bool:
    """Whether somebody (by default, who makes the present request) may do something."""
    return permissions()[permission](who or identity(), subject)
