"""The thread of messages as one side reads it, the notes of that side apart.

`orientations/_thread.html` wants `thread`, and, where `thread.may_write`: `message_form` (`forms.talking.MessageForm`) and
`message_action`, the path that it is sent to; where `thread.may_note`: `note_form` and `note_action`. A page without an account says
`may_note=False`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import PARIS
from app.core.language import Translator
from app.core.written_days import day_text
from app.directory.opening.times import time_text
from app.orientations.display.naming import Names
from app.orientations.models import OrientationNote
from app.orientations.queries import Case
from app.orientations.rules import Actor, NoteKind
from app.orientations.services.talking import may_note, may_talk

_OWN = {Actor.SENDER: NoteKind.OF_SENDER, Actor.TARGET: NoteKind.OF_TARGET}


@dataclass(frozen=True, slots=True)
class Said:
    """One text: who wrote it, when, and whether it is the reader’s own side."""

    who: str
    when: str
    text: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """What was written, the oldest first."""

    messages: Sequence[Said]
    notes: Sequence[Said]
    may_write: bool
    may_note: bool


def thread(session: Session, case: Case, actor: Actor, t: Translator, *, with_notes: bool = True) -> Thread:
    """Return the thread as a side reads it. `with_notes`: whether that side is signed in, and keeps notes here."""
    wanted = [NoteKind.MESSAGE, *([_OWN[actor]] if with_notes else [])]
    found = session.scalars(
        select(OrientationNote)
        .where(OrientationNote.orientation_id == case.orientation.id, OrientationNote.kind.in_(wanted))
        .order_by(OrientationNote.at, OrientationNote.id)
    ).all()
    names = {
        Actor.SENDER: case.organisation.name if case.organisation else t.gettext("Qui oriente"),
        Actor.TARGET: Names(session, [(case.service, case.structure)], t).structure(case.structure) or t.gettext("Qui reçoit"),
        actor: t.gettext("Vous"),
    }
    said = [(note.kind, _said(note, actor, names, t)) for note in found]
    return Thread(
        messages=tuple(one for kind, one in said if kind == NoteKind.MESSAGE),
        notes=tuple(one for kind, one in said if kind != NoteKind.MESSAGE),
        may_write=may_talk(case.orientation),
        may_note=with_notes and may_note(case.orientation),
    )


def moment_text(at: datetime, t: Translator) -> str:
    """Return an instant as Paris lives it: « 24 novembre 2026 à 14 h 05 »."""
    local = at.astimezone(PARIS)
    return t.gettext("%(day)s à %(hour)s", day=day_text(local.date(), t), hour=time_text(local.time(), t))


def _said(note: OrientationNote, reader: Actor, names: Mapping[Actor, str], t: Translator) -> Said:
    """A side is named by its organisation or structure: messages are of a team."""
    return Said(names[Actor(note.author)], moment_text(note.at, t), note.body or "", note.author == reader)
