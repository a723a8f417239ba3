"""Channels, answers that are always there, what may be shown of results; pure."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum


class Channel(StrEnum):
    """By what way somebody answers."""

    LINK = "lien"
    POSTER = "affiche"
    KIOSK = "borne"
    INTERVIEWER = "enqueteur"
    PAPER = "papier"
    PHONE = "telephone"


BY_ANYBODY = frozenset((Channel.LINK, Channel.POSTER))
"""Whoever has the address answers so."""
BY_DEVICE = frozenset((Channel.KIOSK, Channel.INTERVIEWER, Channel.PHONE))
"""A device answers so once it was opened by a secret link."""
BY_SOMEBODY_ELSE = frozenset((Channel.INTERVIEWER, Channel.PHONE, Channel.PAPER))
"""Somebody hears or reads the answers: « confidentiel » is said, never « anonyme »."""


class Special(StrEnum):
    """Answers that every question takes."""

    DONT_KNOW = "nsp"
    PREFER_NOT = "refus"
    NOT_UNDERSTOOD = "incompris"
    """Counted as a defect of the question."""


class Review(StrEnum):
    """What was decided of a text that somebody wrote."""

    WAITING = "a_relire"
    KEPT = "gardee"
    REDACTED = "masquee"
    DROPPED = "ecartee"


READABLE_REVIEWS = frozenset((Review.KEPT, Review.REDACTED))
"""What others than those who review may read."""


class Audience(StrEnum):
    """Who results are shown to."""

    TEAM = "equipe"
    PUBLIC = "public"


class Refresh(StrEnum):
    """When texts come to those who review them, by groups. Results themselves come once, at the end."""

    LIVE = "au_fil"
    AT_END = "a_la_fin"


class Gate(StrEnum):
    """What an organisation may ask of itself before it publishes a questionnaire, beside static checks."""

    TRANSLATIONS = "traductions"
    """No translation is older than the French that it says."""
    EASY_FRENCH = "facile"
    """People concerned read the easy French as it is."""
    COMMITTEE = "comite"
    """Members of a committee approved what it says, and none objects."""
    DATA_SHEET = "donnees"
    """What is done with the answers is written."""


class Opinion(StrEnum):
    """What a member of a committee says of a questionnaire."""

    APPROVES = "approuve"
    OBJECTS = "oppose"
    """It is not published as long as this stands."""


class Decision(StrEnum):
    """What became of a finding."""

    DONE = "fait"
    DOING = "en_cours"
    LATER = "plus_tard"
    NO = "non"


SMALLEST: Mapping[Audience, int] = {Audience.TEAM: 5, Audience.PUBLIC: 11}
"""k: nothing is shown of fewer people."""
ROUNDED_TO = 5
"""Counts of public tables."""
DRAFT_KEPT = timedelta(days=7)
NONCE_KEPT = timedelta(hours=24)
IDLE = timedelta(hours=2)
"""How long a device carries answers that nobody goes on with, so how long after closing what was begun is still taken,"""
KIOSK_IDLE = timedelta(minutes=5)
"""and one that many people use."""
LAST_WORDS = IDLE + timedelta(minutes=10)
"""How long after closing results are shown: what was being sent has come."""
LONGEST_TEXT = 1000
LONGEST_SHORT_TEXT = 120


def threshold(audience: Audience, k: int) -> int:
    """Return under how many people nothing is shown: k of the campaign, and what the audience asks at least."""
    return max(SMALLEST[audience], k)


def iso_week(day: date) -> str:
    """Return the ISO week of a day: `2026-W47`. Nothing finer is kept of a response."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
