"""What waits for a decision, what is asked, and when."""

from datetime import timedelta
from enum import StrEnum


class TicketSort(StrEnum):
    """What somebody sent."""

    REPORT = "signalement"
    PROPOSAL = "proposition"
    CLAIM = "prise-en-main"
    CLOSURE = "fermeture"
    """A closure said in an answer to a mail: to accept."""


class TicketState(StrEnum):
    """What became of it."""

    OPEN = "ouvert"
    ACCEPTED = "accepte"
    REFUSED = "refuse"
    PARTLY = "en-partie"


class Trouble(StrEnum):
    """What somebody saw that is not as the sheet says."""

    CLOSED_DOWN = "ferme-definitivement"
    HOURS = "horaires"
    PHONE = "telephone"
    ADDRESS = "adresse"
    CONDITIONS = "conditions"
    OTHER = "autre"


class Part(StrEnum):
    """Parts of a listing that are confirmed apart; the columns are `<part>_confirmed_at` and `_by`."""

    HOURS = "hours"
    CONTACT = "contact"
    CONDITIONS = "conditions"


class Occasion(StrEnum):
    """Why a question is asked."""

    SUMMER = "aout"
    CHRISTMAS = "noel"
    AGE = "anciennete"


PART_PERIOD_DAYS = 183
"""A part confirmed longer ago is asked again."""
QUESTION_SPACING = timedelta(days=31)
"""Never more than one mail in this time to one recipient."""
QUESTION_VALID_FOR = timedelta(days=60)
SILENT_AFTER = 3
"""Questions in a row without answer: a coordinator calls."""
