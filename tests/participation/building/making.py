"""Drafts for tests of the builder, and their pages as tests read them."""

from collections.abc import Callable, Mapping
from typing import Any

from app.core.unit_of_work import unit_of_work
from app.participation.definition import Definition, parse, read
from app.participation.models import QuestionnaireDraft
from app.participation.services import building, publishing
from tests.participation.making import ASKING, SMALL, Maker

BASE = "/mes-enquetes/questionnaires"
FRENCH = {
    "code": "avis",
    "title": {"fr": "Votre avis (exemple)"},
    "intro": {"fr": "Trois questions (exemple)."},
    "thanks": {"fr": "Merci (exemple)."},
    "languages": ["fr"],
    "questions": [
        {
            "key": "venu", "type": "one", "label": {"fr": "Êtes-vous déjà venu ?"},
            "choices": [{"code": "oui", "label": {"fr": "Oui"}}, {"code": "non", "label": {"fr": "Non"}}],
        },
        {"key": "jours", "type": "integer", "label": {"fr": "Combien de jours ?"}, "show_if": "venu = 'oui'"},
        {"key": "changer", "type": "long_text", "label": {"fr": "Que faut-il changer ?"}},
    ],
}  # fmt: skip
"""In French alone: a question, another that depends on it, words of one's own."""


class Builder(Maker):
    """Makes drafts; everything is committed."""

    def draft(self, definition: Definition | Mapping[str, Any] = FRENCH, *, organisation: str = ASKING) -> QuestionnaireDraft:
        """Return a new draft of an organisation."""
        said = definition if isinstance(definition, Definition) else read(definition)
        who = self.organisation(organisation)
        with unit_of_work(self._session):
            return building.begin(self.context(), who.id, said, self.by)

    def publish(self, draft: QuestionnaireDraft) -> int:
        """Publish what a draft says, as it is; return the number of the version."""
        with unit_of_work(self._session):
            found = building.draft(self._session, draft.id)
            version = publishing.publish(self.context(), found.organisation_id, parse(found.body))
            found.questionnaire_id = version.questionnaire_id
        return version.id

    def change(self, draft: QuestionnaireDraft, work: Callable[[Definition], Definition]) -> None:
        """Change what a draft says, as somebody else does meanwhile."""
        with unit_of_work(self._session):
            building.change(self.context(), draft.id, work)

    def said(self, draft: QuestionnaireDraft) -> Definition:
        """Return what a draft says now."""
        self._session.expire_all()
        return parse(building.draft(self._session, draft.id).body)


__all__ = ["ASKING", "BASE", "FRENCH", "SMALL", "Builder"]
