"""Answers that authors give to try a draft: apart from all answers, counted nowhere, forgotten at publication."""

from collections.abc import Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.core.errors import DomainError
from app.core.tokens import digest
from app.participation.models import TrialAnswer
from app.participation.record import Record, packed, unpacked
from app.participation.settings import Context

MOST = 200
"""Test answers of one draft."""
SIGNS = 40
"""Of the digest of a nonce, which names a test answer."""
VERSION = 0
"""What a record says of a draft: no published version has this number."""


class TooManyTrials(DomainError):
    """A draft was tried so often that its test answers are to be forgotten first."""


def keep_trial(context: Context, draft: int, record: Record, nonce: str) -> None:
    """Store a test answer, once for a nonce; raise TooManyTrials."""
    key = digest(nonce)[:SIGNS]
    if context.session.get(TrialAnswer, key) is not None:
        return
    if count_trials(context.session, draft) >= MOST:
        raise TooManyTrials
    context.session.add(TrialAnswer(key=key, draft_id=draft, made_on=context.today, body=packed(record)))
    context.session.flush()


def count_trials(session: Session, draft: int) -> int:
    """Return how many test answers a draft has."""
    return session.scalar(select(func.count()).select_from(TrialAnswer).where(TrialAnswer.draft_id == draft)) or 0


def trials(session: Session, draft: int) -> Sequence[Record]:
    """Return the test answers of a draft, oldest day first."""
    wanted = select(TrialAnswer).where(TrialAnswer.draft_id == draft).order_by(TrialAnswer.made_on, TrialAnswer.key)
    return [unpacked(row.body or "") for row in session.scalars(wanted)]


def forget_trials(session: Session, draft: int) -> None:
    """Delete the test answers of a draft."""
    session.execute(delete(TrialAnswer).where(TrialAnswer.draft_id == draft))
