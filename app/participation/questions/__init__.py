"""The registry of types of questions: to add one is to add its file, and its line here."""

from collections.abc import Mapping

from app.participation.definition import Question
from app.participation.questions.band import Band
from app.participation.questions.base import Type
from app.participation.questions.commune import Commune
from app.participation.questions.consent import Consent
from app.participation.questions.information import Information
from app.participation.questions.integer import Integer
from app.participation.questions.month import Month
from app.participation.questions.one import One
from app.participation.questions.ranking import Ranking
from app.participation.questions.scale import Scale
from app.participation.questions.several import Several
from app.participation.questions.texts import LongText, ShortText

REGISTRY: Mapping[str, Type] = {
    kind.name: kind
    for kind in (
        Information(), Consent(), One(), Several(), Scale(), ShortText(), LongText(), Integer(), Band(), Month(), Commune(), Ranking(),
    )
}  # fmt: skip


def type_of(question: Question) -> Type:
    """Return the type of a question; raise KeyError when there is none of that name (definitions are checked before they are published)."""
    return REGISTRY[question.type]
