"""Publishing a version of a questionnaire: what it says is fixed for ever."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from app.core.errors import DomainError
from app.participation.checking import Problem, problems
from app.participation.definition import Definition, canonical, digest_of
from app.participation.models import Questionnaire, QuestionnaireVersion
from app.participation.settings import Context


class NotSound(DomainError):
    """A definition that static checks refuse; `problems` says why: `said(t)` of each is a sentence for the author."""

    def __init__(self, found: Sequence[Problem]) -> None:
        """Keep what is wrong."""
        super().__init__("; ".join(f"{problem.key or 'questionnaire'}: {problem.code}" for problem in found))
        self.problems = found


def publish(context: Context, organisation: int, definition: Definition, *, is_example: bool = False) -> QuestionnaireVersion:
    """Return the version of an organisation's questionnaire that says this: the last one when it does already; raise NotSound."""
    if found := problems(definition):
        raise NotSound(found)
    session, text = context.session, canonical(definition)
    wanted = select(Questionnaire).where(Questionnaire.organisation_id == organisation, Questionnaire.code == definition.code)
    questionnaire = session.scalar(wanted)
    if questionnaire is None:
        questionnaire = Questionnaire(organisation_id=organisation, code=definition.code, created_at=context.now, is_example=is_example)
        session.add(questionnaire)
        _flush(session)
    of_it = QuestionnaireVersion.questionnaire_id == questionnaire.id
    last = session.scalar(select(QuestionnaireVersion).where(of_it).order_by(QuestionnaireVersion.number.desc()).limit(1))
    if last is not None and last.sha256 == digest_of(text):
        return last
    number = (session.scalar(select(func.max(QuestionnaireVersion.number)).where(of_it)) or 0) + 1
    made = QuestionnaireVersion(
        questionnaire_id=questionnaire.id, number=number, definition=text, sha256=digest_of(text), published_at=context.now
    )
    session.add(made)
    _flush(session)
    return made


def _flush(session: Session) -> None:
    """Write; raise StaleDataError when somebody publishes the same questionnaire at the same instant: `again` reads anew."""
    try:
        session.flush()
    except IntegrityError:
        msg = "published by somebody else meanwhile"
        raise StaleDataError(msg) from None
