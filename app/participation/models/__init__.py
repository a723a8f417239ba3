"""Rows of participation: questionnaires, campaigns, and what was answered, which nothing links to anybody."""

from app.participation.models.answer import Response, SentAnswer, SentNonce, Verbatim
from app.participation.models.campaign import AccessCode, Campaign, CampaignDraft, CampaignLink
from app.participation.models.paper import PaperEntry
from app.participation.models.questionnaire import Questionnaire, QuestionnaireVersion

__all__ = [
    "AccessCode",
    "Campaign",
    "CampaignDraft",
    "CampaignLink",
    "PaperEntry",
    "Questionnaire",
    "QuestionnaireVersion",
    "Response",
    "SentAnswer",
    "SentNonce",
    "Verbatim",
]
