"""Roles, and the times that govern accounts."""

from datetime import timedelta
from enum import StrEnum


class Role(StrEnum):
    """What an account may be besides a member of organisations; given on a département, or everywhere."""

    MODERATOR = "moderateur"
    COORDINATOR = "coordinateur"
    AUTHOR = "auteur"
    REVIEWER = "relecteur"
    PILOT = "pilote"
    ADMINISTRATOR = "administrateur"


class MemberRole(StrEnum):
    """What a member may do in an organisation."""

    MEMBER = "membre"
    EDITOR = "redacteur"
    OWNER = "proprietaire"


NEEDS_SECOND_FACTOR = frozenset((Role.MODERATOR, Role.COORDINATOR, Role.ADMINISTRATOR))
"""Roles that act only once the second factor was given."""

REQUEST_VALID_FOR = timedelta(minutes=20)
"""How long a code or a link lets in."""
CODE_ATTEMPTS = 5
"""Codes tried for one request."""
SESSION_VALID_FOR = timedelta(days=30)
SESSION_IDLE_FOR = timedelta(days=14)
INVITATION_VALID_FOR = timedelta(days=14)
INACTIVE_AFTER = timedelta(days=2 * 365)
"""An account that nobody used for so long is warned,"""
CLOSED_AFTER_WARNING = timedelta(days=30)
"""then closed."""
RECOVERY_CODES = 10
