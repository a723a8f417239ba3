"""A draft as if it were asked: for pages that show a campaign, before there is one. Of no session, so stored by nothing."""

from app.participation.definition import Definition, digest_of
from app.participation.models import Campaign, QuestionnaireDraft, QuestionnaireVersion

RECEIPT = "exemple-exemple-exemple"
UNPUBLISHED = 0
"""The number of a version that was not published."""


def imagined(found: QuestionnaireDraft, definition: Definition, asking: str) -> Campaign:
    """Return the campaign of a draft. `asking`: who asks."""
    return Campaign(
        slug=f"essai-{found.id}", name=asking, languages=list(definition.languages), organisation_id=found.organisation_id,
        is_followed=False, receipt=RECEIPT,
    )  # fmt: skip


def imagined_version(found: QuestionnaireDraft) -> QuestionnaireVersion:
    """Return the version that a draft would be."""
    return QuestionnaireVersion(number=UNPUBLISHED, sha256=digest_of(found.body))
