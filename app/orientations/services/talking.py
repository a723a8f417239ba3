"""Messages between who orients and who receives; notes that one side keeps for itself; a call that was asked for, and made.

A text may tell of the person: none is kept unless she agreed to share, and still does.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.core.errors import DomainError
from app.orientations.letters.talking import new_message
from app.orientations.models import Agreement, Orientation, OrientationNote, OrientationReminder
from app.orientations.models.person import new_note
from app.orientations.queries import case_of
from app.orientations.rules import Actor, Mover, NoteKind
from app.orientations.services.telling import tell_sender, tell_target
from app.orientations.settings import Context

BETWEEN_LETTERS = timedelta(hours=1)
_TOLD = {Actor.SENDER: "message-destinataire", Actor.TARGET: "message-emetteur"}
"""Who wrote → the name under which the letter to the other side is remembered."""
_KEPT_BY = {Actor.SENDER: NoteKind.OF_SENDER, Actor.TARGET: NoteKind.OF_TARGET}


class NoAgreement(DomainError):
    """The person did not agree to share, or withdrew: nothing may be written of her."""


class NotSentYet(DomainError):
    """There is nobody to talk with: it was not sent, or not through us."""


def may_talk(orientation: Orientation) -> bool:
    """Whether both sides may write to each other."""
    return orientation.sent_at is not None and not orientation.is_direct and may_note(orientation)


def may_note(orientation: Orientation) -> bool:
    """Whether a side may write something down for itself."""
    return orientation.agreement is not None and orientation.agreement.is_given and orientation.purged_at is None


def say(context: Context, orientation: Orientation, by: Mover, text: str) -> OrientationNote:
    """Add a message to the thread and tell the other side; raise NoAgreement or NotSentYet. `by`: sender or target."""
    _hold_agreement(context, orientation)
    if orientation.sent_at is None or orientation.is_direct:
        raise NotSentYet
    said = _write(context, orientation, NoteKind.MESSAGE, text, by)
    if not _told_lately(context, orientation, by.actor):
        context.session.add(
            OrientationReminder(orientation_id=orientation.id, name=_TOLD[by.actor], anchor_at=context.now, done_at=context.now)
        )
        tell = tell_target if by.actor is Actor.SENDER else tell_sender
        tell(context, case_of(context.session, orientation), lambda url, t: new_message(orientation.id, url, t))
    return said


def note(context: Context, orientation: Orientation, by: Mover, text: str) -> OrientationNote:
    """Keep a note that only the side of who writes reads; raise NoAgreement."""
    _hold_agreement(context, orientation)
    return _write(context, orientation, _KEPT_BY[by.actor], text, by)


def called(orientation: Orientation) -> None:
    """Say that the person who asked to be called was."""
    orientation.wants_call_at = None


def _write(context: Context, orientation: Orientation, kind: NoteKind, text: str, by: Mover) -> OrientationNote:
    made = new_note(orientation.id, kind, text, by, context.now)
    context.session.add(made)
    context.session.flush()
    return made


def _hold_agreement(context: Context, orientation: Orientation) -> None:
    """Raise NoAgreement unless one stands; it cannot be withdrawn before this transaction ends, and who writes at once takes turns."""
    held = context.session.get(Agreement, orientation.id, with_for_update={"key_share": True}, populate_existing=True)
    if held is None or not held.is_given or orientation.purged_at is not None:
        raise NoAgreement


def _told_lately(context: Context, orientation: Orientation, writer: Actor) -> bool:
    last: datetime | None = context.session.scalar(
        select(func.max(OrientationReminder.done_at)).where(
            OrientationReminder.orientation_id == orientation.id, OrientationReminder.name == _TOLD[writer]
        )
    )
    return last is not None and context.now - last < BETWEEN_LETTERS
