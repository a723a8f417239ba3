"""What somebody who asks the questions sees, and when the screen is to be turned. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from app.participation.carried import Carried
from app.participation.definition import Question, Said, said
from app.participation.rules import BY_SOMEBODY_ELSE, Channel


class Screen(StrEnum):
    """What to do with the screen before going on."""

    TURN = "tourner"
    """Towards the person, who answers alone."""
    GIVE_BACK = "rendre"


@dataclass(frozen=True, slots=True)
class Aside:
    """What stands beside a question for who asks it. `guidance`: None when there is none; `may_skip`: to say that one need not answer."""

    guidance: Said | None
    may_skip: bool
    is_alone: bool
    """The person reads by themselves."""


def screen_to_show(carried: Carried, question: Question | None) -> Screen | None:
    """Return what to do with the screen before a question, or before a page that has none; None when it stands right.

    Two sensitive questions that follow each other need one gesture.
    """
    is_facing, faces = bool(carried.turned), question is not None and is_answered_alone(carried, question)
    if is_facing == faces:
        return None
    return Screen.TURN if faces else Screen.GIVE_BACK


def is_answered_alone(carried: Carried, question: Question) -> bool:
    """Whether somebody else holds the device and is not to see this answer. On the telephone, they hear it."""
    return carried.channel is Channel.INTERVIEWER and question.sensitive


def aside_of(carried: Carried, question: Question, code: str) -> Aside | None:
    """Return what stands beside a question; None when nobody else asks it."""
    if carried.channel not in BY_SOMEBODY_ELSE:
        return None
    is_alone = is_answered_alone(carried, question)
    return Aside(None if is_alone else guidance_of(question, code), question.sensitive and not is_alone, is_alone)


def guidance_of(question: Question, code: str) -> Said | None:
    """Return what a questionnaire advises who asks a question; None when it is nothing."""
    found = said(question.guidance, code)
    return found if found.words else None
