"""Asking a correspondent about a listing: the question, its link and its mail, together. Nothing here commits."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.language import FRENCH, LANGUAGES
from app.core.tokens import digest, new_token
from app.directory.models import Structure
from app.listings import asking_mails
from app.listings.asking_queries import last_asked
from app.listings.asking_screens import screens
from app.listings.models import Correspondent, Question
from app.listings.queries import listing, public_name_of
from app.listings.rules import QUESTION_SPACING, QUESTION_VALID_FOR, Occasion, Part
from app.mail.services import new_message_id, post
from app.web.translations import translator


class Asked(NamedTuple):
    """A question and the secret of its link, which is given here once."""

    question: Question
    token: str


def ask(session: Session, number: int, occasion: Occasion, parts: Sequence[Part], base_url: str) -> Asked | None:
    """Write to a correspondent; None when they stopped, were written to within a month, or when nothing can be asked.

    Recipients are taken one at a time: a second process waits, then sees that the mail left.
    """
    found = session.scalar(select(Correspondent).where(Correspondent.id == number).with_for_update())
    if found is None or found.stopped_at is not None or not may_be_written_to(session, found):
        return None
    t = translator(found.language if found.language in LANGUAGES else FRENCH.code)
    structure = session.get_one(Structure, found.structure_id)
    shown = screens(session, structure, parts, t)
    if not shown:
        return None
    asked = open_question(session, found, occasion, parts)
    name = public_name_of(session, listing(session, structure.id))
    letter = asking_mails.question(occasion, name, shown, f"{base_url}/vrai/{asked.token}", t)
    post(session, found.email, letter, message_id=asked.question.message_id)
    session.execute(
        update(Correspondent)
        .where(Correspondent.email_digest == found.email_digest)
        .values(unanswered=Correspondent.unanswered + 1)
        .execution_options(synchronize_session=False)
    )
    return asked


def may_be_written_to(session: Session, correspondent: Correspondent) -> bool:
    """Whether the month since the last question to this e-mail, about whatever listing, is over."""
    last = last_asked(session, correspondent.email_digest)
    return last is None or last <= utc_now() - QUESTION_SPACING


def open_question(session: Session, correspondent: Correspondent, occasion: Occasion, parts: Sequence[Part]) -> Asked:
    """Make a question and its link without writing to anybody: for who is answering already. It counts as the question of the month."""
    token = new_token()
    now = utc_now()
    made = Question(
        correspondent_id=correspondent.id,
        recipient_digest=correspondent.email_digest,
        occasion=occasion,
        parts=[part.value for part in Part if part in parts],
        token_digest=digest(token),
        message_id=new_message_id(),
        asked_at=now,
        expires_at=now + QUESTION_VALID_FOR,
        answers={},
    )
    session.add(made)
    session.flush()
    return Asked(made, token)
