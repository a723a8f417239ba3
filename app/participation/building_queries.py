"""Reads of those who build questionnaires: their drafts, what was published of them, the codes that are taken."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.participation.definition import parse
from app.participation.models import Questionnaire, QuestionnaireDraft, QuestionnaireVersion


def drafts(session: Session, organisations: Collection[int]) -> Sequence[QuestionnaireDraft]:
    """Return the drafts of some organisations, the last changed first."""
    wanted = select(QuestionnaireDraft).where(QuestionnaireDraft.organisation_id.in_(organisations))
    return session.scalars(wanted.order_by(QuestionnaireDraft.updated_at.desc(), QuestionnaireDraft.id.desc())).all()


def last_versions(session: Session, found: Collection[QuestionnaireDraft]) -> Mapping[int, QuestionnaireVersion]:
    """Return the last published version of each draft that has one, by the number of its questionnaire."""
    numbers = {one.questionnaire_id for one in found} - {None}
    of_it = QuestionnaireVersion.questionnaire_id
    last = select(of_it, func.max(QuestionnaireVersion.number).label("number")).where(of_it.in_(numbers)).group_by(of_it).subquery()
    wanted = select(QuestionnaireVersion).join(last, (last.c.questionnaire_id == of_it) & (last.c.number == QuestionnaireVersion.number))
    return {one.questionnaire_id: one for one in session.scalars(wanted)}


def codes_taken(session: Session, organisation: int) -> frozenset[str]:
    """Return the codes of all that an organisation asks, or builds."""
    published = session.scalars(select(Questionnaire.code).where(Questionnaire.organisation_id == organisation))
    built = session.scalars(select(QuestionnaireDraft.body).where(QuestionnaireDraft.organisation_id == organisation))
    return frozenset((*published, *(parse(body).code for body in built)))
