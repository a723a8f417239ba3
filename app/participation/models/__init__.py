"""Rows of participation: questionnaires, campaigns, and what was answered, which nothing links to anybody."""

from app.participation.models.answer import FollowedResponse, Response, SentAnswer, SentNonce, Verbatim
from app.participation.models.building import QuestionnaireDraft, Recording, TrialAnswer
from app.participation.models.campaign import AccessCode, Campaign, CampaignDraft, CampaignLink
from app.participation.models.committee import CommitteeComment, CommitteeLink
from app.participation.models.giving import Finding
from app.participation.models.paper import PaperEntry
from app.participation.models.questionnaire import Questionnaire, QuestionnaireVersion
from app.participation.models.vote import RoomVote, RoomVoteCount

__all__ = [
    "AccessCode",
    "Campaign",
    "CampaignDraft",
    "CampaignLink",
    "CommitteeComment",
    "CommitteeLink",
    "Finding",
    "FollowedResponse",
    "PaperEntry",
    "Questionnaire",
    "QuestionnaireDraft",
    "QuestionnaireVersion",
    "Recording",
    "Response",
    "RoomVote",
    "RoomVoteCount",
    "SentAnswer",
    "SentNonce",
    "TrialAnswer",
    "Verbatim",
]
