"""Versions of a listing in words: who, when, from where, what was said before and what is said since."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.core.clock import PARIS
from app.core.identity import Identity
from app.core.language import Translator
from app.core.written_days import day_text
from app.directory.fields import reading, snapshot
from app.directory.history import revisions
from app.directory.labels import ORIGINS
from app.directory.models import Revision, Service, Structure
from app.directory.rules import LocationRole, Origin
from app.listings.desk_queries import colleagues
from app.listings.display.desk import listing_path, path_of
from app.listings.display.saying import field_name, said
from app.listings.queries import Listing

_WHOLE = "sites"
_OF_PLACES = frozenset(("place", "hours"))
_OF_COMMUNE = frozenset(("code_insee", "latitude", "longitude"))
"""Told by the name of the commune."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field that differs: its name, what it said, what it says since."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One version."""

    when: str
    origin: str
    who: str
    """How a colleague is called; empty for anybody else."""
    changes: tuple[Change, ...]
    path: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """`listings/history.html`."""

    subject: str
    listing_path: str
    versions: tuple[VersionShown, ...]


@dataclass(frozen=True, slots=True)
class VersionPage:
    """`listings/version.html`: a version beside what is said now."""

    subject: str
    when: str
    history_path: str
    listing_path: str
    differences: tuple[Change, ...]
    """Old: now. New: what would be said again."""
    restore_path: str


def history_page(session: Session, listing: Listing, who: Identity, t: Translator) -> HistoryPage:
    """Return the versions of a structure or a service, the latest first; a colleague's name is for colleagues."""
    subject = listing.subject
    found = revisions(session, subject)
    ours = listing.keepers & who.organisations.keys()
    names = colleagues(session, ours, {row.account_id for row in found if row.account_id is not None}) if ours else {}
    pairs = zip(found, [*found[1:], None], strict=False)
    versions = tuple(_version(row, before, subject, names, t) for row, before in pairs)
    if versions and _stands(found[0], snapshot(subject)):
        versions = (_as_current(versions[0]), *versions[1:])
    return HistoryPage(subject.nom, listing_path(subject), versions)


def version_page(listing: Listing, version: Revision, t: Translator) -> VersionPage:
    """Return a version beside what stands."""
    subject = listing.subject
    now = snapshot(subject)
    changed = [name for name in now if name in version.values and version.values[name] != now[name]]
    return VersionPage(
        subject=subject.nom,
        when=when_said(version, t),
        history_path=f"{path_of(subject)}/historique",
        listing_path=listing_path(subject),
        differences=_changes(changed, now, version.values, t),
        restore_path=f"{path_of(subject)}/historique/{version.id}/restaurer",
    )


def when_said(version: Revision, t: Translator) -> str:
    """Return the day and the hour of a version, in Paris."""
    at = version.at.astimezone(PARIS)
    return f"{day_text(at.date(), t)}, {at:%H:%M}"


def _version(row: Revision, before: Revision | None, subject: Structure | Service, names: Mapping[int, str], t: Translator) -> VersionShown:
    known: Mapping[str, Any] = before.values if before is not None else {}
    # What was chosen, and stood already, said nothing before.
    old = {name: value for name, value in known.items() if name not in row.changed or row.values.get(name) != value}
    return VersionShown(
        when=when_said(row, t),
        origin=t.gettext(ORIGINS[Origin(row.origin)]),
        who=names.get(row.account_id or 0, ""),
        changes=_changes(row.changed, old, row.values, t) if before is not None else (),
        path=f"{path_of(subject)}/historique/{row.id}",
        is_current=False,
    )


def _stands(version: Revision, now: Mapping[str, Any]) -> bool:
    """Whether a version says what is said now; of a field that it did not know it says nothing."""
    return all(now[name] == value for name, value in version.values.items() if name in now)


def _as_current(version: VersionShown) -> VersionShown:
    return VersionShown(version.when, version.origin, version.who, version.changes, version.path, is_current=True)


def _changes(fields: Collection[str], old: Mapping[str, Any], new: Mapping[str, Any], t: Translator) -> tuple[Change, ...]:
    return tuple(
        Change(field_name(name, t), said(name, _other(name, old.get(name)), t), said(name, _other(name, new.get(name)), t))
        for name in _told(fields, old, new)
    )


def _told(fields: Collection[str], old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """The fields that say something of their own: every place is told once, and the numbers of a commune by its name."""
    shown = [name for name in fields if name not in _OF_COMMUNE] or list(fields)
    others_differ = _other(_WHOLE, old.get(_WHOLE)) != _other(_WHOLE, new.get(_WHOLE))
    if _WHOLE in shown and _OF_PLACES & set(shown) and not others_differ:
        shown.remove(_WHOLE)
    return shown


def _other(name: str, value: Any) -> Any:
    """Of the whole of the places, those that `place` does not tell."""
    if name != _WHOLE or not value:
        return value
    sites: Sequence[Mapping[str, Any]] = reading(value)
    first = next((number for number, site in enumerate(sites) if site["role"] == LocationRole.FIXED), None)
    return [site for number, site in enumerate(sites) if number != first]
