"""What the addresses of the builder name."""

from app.extensions import db
from app.participation.models import QuestionnaireDraft
from app.participation.services import building

BASE = "/mes-enquetes/questionnaires"


def draft(number: int) -> QuestionnaireDraft:
    """Return a draft by its number, for those who build for its organisation; raise NotThere."""
    return building.draft(db.session(), number)


def place_of(found: QuestionnaireDraft) -> str:
    """Return the address of a draft."""
    return f"{BASE}/{found.id}"
