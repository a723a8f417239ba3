"""Rows of the orientations. What tells who the person is stands apart from what is counted, sealed, and can be deleted alone."""

from app.orientations.models.access import OrientationLink
from app.orientations.models.agreement import Agreement, AgreementWording
from app.orientations.models.log import OrientationReminder, OrientationStep
from app.orientations.models.orientation import Orientation
from app.orientations.models.person import OrientationNote, OrientationPerson

__all__ = [
    "Agreement",
    "AgreementWording",
    "Orientation",
    "OrientationLink",
    "OrientationNote",
    "OrientationPerson",
    "OrientationReminder",
    "OrientationStep",
]
