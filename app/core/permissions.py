"""The grammar of permissions: `resource:action` → a combination of pure predicates on who asks and what for."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from app.core.identity import EVERYWHERE, Identity

Predicate: TypeAlias = Callable[[Identity, Any], bool]
Permissions: TypeAlias = Mapping[str, Predicate]


def is_signed_in(identity: Identity, _subject: Any) -> bool:
    """Whoever has an account."""
    return identity.is_signed_in


def belongs_somewhere(identity: Identity, _subject: Any) -> bool:
    """Whoever acts for an organisation."""
    return bool(identity.organisations)


def has_role(role: str) -> Predicate:
    """Whoever has a role and gave their second factor; within the département of the subject, where it has one (`departement`)."""

    def predicate(identity: Identity, subject: Any) -> bool:
        if not identity.has_second_factor:
            return False
        within = getattr(subject, "departement", None)
        return any(name == role and (within is None or territory in (EVERYWHERE, within)) for name, territory in identity.roles)

    predicate.__name__ = f"has_role_{role}"
    return predicate


def any_of(*predicates: Predicate) -> Predicate:
    """Return the predicate that holds when one of these does."""

    def predicate(identity: Identity, subject: Any) -> bool:
        return any(one(identity, subject) for one in predicates)

    return predicate


def all_of(*predicates: Predicate) -> Predicate:
    """Return the predicate that holds when all of these do."""

    def predicate(identity: Identity, subject: Any) -> bool:
        return all(one(identity, subject) for one in predicates)

    return predicate
