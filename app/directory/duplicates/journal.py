"""What a merge changed, field by field, so that it can be put back: and only that, whatever came since."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.models import DuplicatePair, LocalEdit, Location, Service, Structure, TemporaryInfo

Row: TypeAlias = Structure | Service | Location | TemporaryInfo
Values: TypeAlias = dict[str, Any]
Subject: TypeAlias = tuple[str, int, str]
"""Table, number of the row, field."""
Change: TypeAlias = dict[str, Any]
"""`table`, `id`, and the values of some fields `before` and `after`; as JSON keeps it."""

EDITED_BY = "fusion"
"""The role under which a field filled by a merge is marked as changed here, so that an import leaves it alone."""
POINT = ("latitude", "longitude")
STRUCTURE_FIELDS = (
    ("description",), ("siret",), ("adresse",), ("complement_adresse",), ("code_postal",), ("commune",), ("code_insee",), POINT,
    ("telephone",), ("courriel",), ("site_web",), ("accessibilite_lieu",), ("reseaux_porteurs",),
)  # fmt: skip
"""Of a structure: what a merge may fill. Fields named together are put back together or not at all."""
SERVICE_FIELDS = (
    ("description",), ("telephone",), ("courriel",), ("lien_mobilisation",), ("mobilisation_precisions",), ("conditions_acces",),
    ("publics_precisions",), ("frais",), ("frais_precisions",), ("documents",), ("what_happens",), ("spoken_languages",), ("animals",),
    ("step_free",),
)  # fmt: skip
_WATCHED: dict[type[Row], Sequence[tuple[str, ...]]] = {
    Structure: (*STRUCTURE_FIELDS, ("is_protected",), ("merged_into_id",)),
    Service: (
        *SERVICE_FIELDS, ("structure_id",), ("merged_into_id",), ("is_protected",), ("through_siao",), ("main_kind",), ("folded",),
        ("receives_orientations",),
    ),
    Location: (("hours_id",),),
    TemporaryInfo: (("structure_id",), ("service_id",), ("location_id",)),
}  # fmt: skip
_MODELS: dict[str, type[Row]] = {model.__tablename__: model for model in _WATCHED}


class Journal:
    """Rows as they were when it was opened."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._before = [(row, names, _read(row, names)) for row in rows for names in _WATCHED[type(row)]]

    def changes(self) -> list[Change]:
        """Return what has changed since."""
        return [
            {"table": row.__tablename__, "id": row.id, "before": before, "after": after}
            for row, names, before in self._before
            if (after := _read(row, names)) != before
        ]


def put_back(session: Session, pair: DuplicatePair) -> set[Subject]:
    """Undo the changes of a merge where nothing came since; return what was put back."""
    ours, since = _edits(session, pair)
    done: set[Subject] = set()
    for change in pair.undo["changes"]:
        row: Row | None = session.get(_MODELS[change["table"]], change["id"])  # type: ignore[assignment] # of the four tables
        subjects = {name: (change["table"], change["id"], name) for name in change["before"]}
        if row is None or not since.isdisjoint(subjects.values()) or _read(row, tuple(subjects)) != change["after"]:
            continue
        edits = {name: ours[subject] for name, subject in subjects.items() if subject in ours}
        for name, value in _wanted(change, edits).items():
            setattr(row, name, value)
        for edit in edits.values():
            session.delete(edit)
        done.update(subjects.values())
    session.flush()
    return done


def _wanted(change: Change, edits: dict[str, LocalEdit]) -> Values:
    """What stood there; or what upstream has said since, which only the merge held back."""
    proposed = {name: edit.proposed for name, edit in edits.items() if edit.proposed_at is not None}
    return {**change["after"], **proposed} if proposed else dict(change["before"])


def _edits(session: Session, pair: DuplicatePair) -> tuple[dict[Subject, LocalEdit], set[Subject]]:
    """Fields that the merge marked as changed here; fields that somebody has written since, even with what stood there."""
    ours: dict[Subject, LocalEdit] = {}
    since: set[Subject] = set()
    merged_at = select(DuplicatePair.decided_at).where(DuplicatePair.id == pair.id).scalar_subquery()
    for table, column in (("structure", LocalEdit.structure_id), ("service", LocalEdit.service_id)):
        numbers = {change["id"] for change in pair.undo["changes"] if change["table"] == table}
        for edit, is_later in session.execute(select(LocalEdit, LocalEdit.edited_at > merged_at).where(column.in_(numbers))):
            if edit.edited_by == EDITED_BY:
                ours[_subject(edit)] = edit
            elif is_later:
                since.add(_subject(edit))
    return ours, since


def _subject(edit: LocalEdit) -> Subject:
    if edit.structure_id is not None:
        return ("structure", edit.structure_id, edit.field)
    return ("service", edit.service_id or 0, edit.field)


def _read(row: Row, names: Sequence[str]) -> Values:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, list | tuple) else value
