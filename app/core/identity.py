"""Who asks, as permissions see them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

EVERYWHERE = ""
"""The territory of a role that is not bounded to a département."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody signed in, or nobody: what they are, and what they have proven in this session."""

    account: int | None = None
    roles: frozenset[tuple[str, str]] = frozenset()
    """Pairs of a role and a département (`""`: everywhere)."""
    organisations: Mapping[int, str] = field(default_factory=dict)
    """Role in each organisation, by its number."""
    has_second_factor: bool = False
    """Whether the second factor was given in this session."""
    session: int | None = None

    @property
    def is_signed_in(self) -> bool:
        """Whether there is somebody."""
        return self.account is not None


NOBODY = Identity()
