"""Rows of outreach. Where somebody is, what is said of her and who asked stand apart from what is counted, sealed, deleted alone."""

from app.outreach.models.log import OutreachAssignment, OutreachReminder, OutreachStep
from app.outreach.models.meeting import OutreachAttempt, OutreachMeeting, OutreachOrientation
from app.outreach.models.organisation import OutreachSector, OutreachSectorArea, OutreachTeam, OutreachTeamSector
from app.outreach.models.private import OutreachNote, OutreachPerson, OutreachPlace, OutreachRequester, OutreachSafety
from app.outreach.models.request import OutreachRequest
from app.outreach.models.round import OutreachPassage, OutreachRound, OutreachRoundStop

__all__ = [
    "OutreachAssignment",
    "OutreachAttempt",
    "OutreachMeeting",
    "OutreachNote",
    "OutreachOrientation",
    "OutreachPassage",
    "OutreachPerson",
    "OutreachPlace",
    "OutreachReminder",
    "OutreachRequest",
    "OutreachRequester",
    "OutreachRound",
    "OutreachRoundStop",
    "OutreachSafety",
    "OutreachSector",
    "OutreachSectorArea",
    "OutreachStep",
    "OutreachTeam",
    "OutreachTeamSector",
]
