"""Opening the person's page: by the code of her slip, or by a link that she was sent. What was withdrawn or purged opens no more."""

from datetime import timedelta
from unicodedata import digit

from sqlalchemy import select

from app.core.audit import Doer, record
from app.core.errors import DomainError, NotThere
from app.core.tokens import keyed_digest
from app.orientations import queries
from app.orientations.models import Orientation, OrientationNote
from app.orientations.queries import Case
from app.orientations.rules import CODE_ALPHABET, CODE_LENGTH, Actor, LinkPurpose, NoteKind
from app.orientations.services.links import is_alive, link_of
from app.orientations.settings import Context

OPEN_FOR = timedelta(hours=2)
"""After a code was given, on one device."""
PURPOSE = "orientation-code"


class LinkOver(DomainError):
    """The link is too old, or was closed. `language`: in which its person reads."""

    def __init__(self, language: str) -> None:
        """Say how to tell her."""
        super().__init__()
        self.language = language


def normal_code(typed: str) -> str:
    """Return a code as it was drawn, however it was typed: spaces, small letters, figures of another script."""
    figures = (str(digit(character, character)) for character in typed)
    return "".join(character for character in "".join(figures).upper() if character in CODE_ALPHABET)


def code_digest(key: str, code: str) -> str:
    """Return what is stored of a person's code."""
    return keyed_digest(key, PURPOSE, code)


def by_code(context: Context, typed: str) -> Case:
    """Return the orientation that a code opens; raise NotThere, whatever the reason."""
    code = normal_code(typed)
    if len(code) != CODE_LENGTH:
        raise NotThere
    wanted = Orientation.code_digest == code_digest(context.settings.secret_key, code)
    return _readable(context, context.session.scalar(select(Orientation).where(wanted)))


def give_code(context: Context, typed: str) -> int:
    """Note in the journal that a code was given, and return the number of what it opens; raise NotThere."""
    found = by_code(context, typed).orientation
    record(context.session, "orientation:code-given", Doer(Actor.PERSON), ("orientation", found.id))
    return found.id


def by_number(context: Context, number: int) -> Case:
    """Return the orientation that a device opened a short while ago; raise NotThere."""
    return _readable(context, context.session.get(Orientation, number))


def by_link(context: Context, token: str) -> tuple[Case, int]:
    """Return the orientation of a link, and the number of the link; raise NotThere or LinkOver."""
    link = link_of(context.session, token, LinkPurpose.PERSON)
    found = context.session.get_one(Orientation, link.orientation_id)
    if not is_alive(link, context.now):
        raise LinkOver(found.language)
    return _readable(context, found), link.id


def words_for_her(context: Context, orientation: Orientation) -> str:
    """Return what the service wrote last for the person; empty when it wrote nothing."""
    kinds = (OrientationNote.orientation_id == orientation.id, OrientationNote.kind == NoteKind.TO_PERSON)
    found = context.session.scalar(select(OrientationNote).where(*kinds).order_by(OrientationNote.at.desc()).limit(1))
    return (found.body or "") if found is not None else ""


def note_refusal(context: Context, how: str) -> None:
    """Write in the journal that a code or a link opened nothing; `how`: `code` or `link`. Neither is written."""
    record(context.session, f"orientation:{how}-refused", Doer(Actor.PERSON))


def _readable(context: Context, found: Orientation | None) -> Case:
    if found is None or found.first_sent_at is None or found.purged_at is not None:
        raise NotThere
    return queries.case_of(context.session, found)
