"""Who the person is, for those whom she allowed to know: `orientations/_person.html` wants `person`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.language import READABLE, Translator
from app.directory.display.cards import Phone
from app.directory.display.phones import phone
from app.orientations.display.creating import conditions
from app.orientations.display.naming import need_text, person_text
from app.orientations.models import Orientation, OrientationNote, OrientationPerson
from app.orientations.queries import Case
from app.orientations.rules import NoteKind


@dataclass(frozen=True, slots=True)
class Shown:
    """Name, ways to reach her and what is safe, need, language, what the sender says of the situation; each may be empty."""

    name: str
    is_known: bool
    """Whether anything is kept of who she is."""
    phone: Phone | None
    phone_text: str
    """A number that no phone dials, as it was written."""
    email: str
    safety: Sequence[str]
    need: str
    language: str
    presentation: str
    conditions: Sequence[str]
    """Those of the service that the sender ticked."""
    wants_call: bool


def shown_person(session: Session, found: Case, t: Translator, *, is_sender: bool = False) -> Shown:
    """Return what both sides may know; nothing of who she is once she withdrew, or once it is purged. `is_sender`: who reads."""
    orientation = found.orientation
    agreement = orientation.agreement
    known = orientation.person if agreement is not None and agreement.is_given else None
    number = (known.phone if known else None) or ""
    dialled = phone(number) if orientation.may_call or orientation.may_write else None
    return Shown(
        name=person_text(orientation, known, t),
        is_known=known is not None,
        phone=dialled if orientation.may_call else None,
        phone_text=number if number and not (dialled and orientation.may_call) else "",
        email=(known.email if known else None) or "",
        safety=tuple(_safety(orientation, known, t, is_sender=is_sender)),
        need=need_text(orientation.kind, t),
        language=READABLE[orientation.language].name if orientation.language in READABLE else orientation.language,
        presentation=_presentation(session, orientation) if known is not None or agreement is not None else "",
        conditions=_ticked(found, t),
        wants_call=orientation.wants_call_at is not None,
    )


def _safety(orientation: Orientation, known: OrientationPerson | None, t: Translator, *, is_sender: bool) -> Iterator[str]:
    """How it is safe to reach her, in whole sentences: what may be done, and what may not."""
    if known is None and is_sender:
        yield t.gettext("Ni nom ni coordonnées : donnez-lui les nouvelles quand vous la voyez.")
        return
    if known is None:
        yield t.gettext("Nous n’avons pas son nom ni ses coordonnées : voyez avec qui l’oriente.")
        return
    if not orientation.may_call and not orientation.may_write:
        if is_sender:
            yield t.gettext("Ne l’appelez pas et ne lui écrivez pas : parlez-lui quand vous la voyez.")
        else:
            yield t.gettext("Ne l’appelez pas et ne lui écrivez pas : passez par qui l’oriente.")
        return
    if orientation.may_call and orientation.may_leave_message:
        yield t.gettext("On peut l’appeler et laisser un message.")
    elif orientation.may_call:
        yield t.gettext("On peut l’appeler. Ne laissez pas de message.")
    else:
        yield t.gettext("Ne l’appelez pas.")
    yield t.gettext("On peut lui écrire : SMS ou courriel.") if orientation.may_write else t.gettext("Ne lui écrivez pas.")


def _presentation(session: Session, orientation: Orientation) -> str:
    wanted = (OrientationNote.orientation_id == orientation.id, OrientationNote.kind == NoteKind.TO_TARGET)
    found = session.scalar(select(OrientationNote).where(*wanted).order_by(OrientationNote.at.desc()).limit(1))
    return (found.body or "") if found is not None else ""


def _ticked(found: Case, t: Translator) -> Sequence[str]:
    if found.service is None:
        return ()
    return tuple(one.words for one in conditions(found.service, t) if one.code in found.orientation.conditions)
