"""Campaigns that ask the same again, one after the other, and the code by which somebody is found again from one to the next. Pure.

A code is asked of whoever answers on their own device (a link, a poster). Not on a kiosk, where the next person in the queue looks on; not
by somebody who asks aloud or types sheets, who would hear it: these people answer without being followed. A sensitive questionnaire may be
followed: the code opens nothing and shows no answer, so that who guesses it learns nothing; where one opens it, that is said.
"""

import unicodedata
from typing import Protocol

from app.core.language import mark
from app.participation.rules import BY_ANYBODY, Channel

SHORTEST, LONGEST = 6, 40
"""Signs of a code, spaces and dashes apart."""
LARGEST_TARGET = 100_000
TOO_SHORT = mark("Écrivez au moins 6 lettres ou chiffres.")
WITHOUT_LETTER = mark("Mettez au moins 2 lettres. Une date entière dirait qui vous êtes.")
ALL_THE_SAME = mark("Mélangez des lettres et des chiffres : d’autres personnes pourraient choisir ce code.")
FEWEST_LETTERS, FEWEST_SIGNS = 2, 3


class OfSeries(Protocol):
    """What is looked at of a campaign."""

    id: int
    series_id: int | None
    is_followed: bool


def series_of(campaign: OfSeries) -> int:
    """Return the number of the first campaign of those that ask the same again."""
    return campaign.series_id or campaign.id


def asks_code(campaign: OfSeries, channel: Channel) -> bool:
    """Whether somebody who answers by a channel is asked to choose a code."""
    return campaign.is_followed and channel in BY_ANYBODY


def normal(typed: str) -> str:
    """Return a code however it was typed: case, accents, spaces and dashes do not count, nor which digits one writes with."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", typed).casefold())
    return "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in plain if sign.isalnum())


def refusal(typed: str) -> str:
    """Return why a code does not do, empty when it does: too short, a bare date, signs that many people would choose."""
    code = normal(typed)
    if len(code) < SHORTEST:
        return TOO_SHORT
    if sum(sign.isalpha() for sign in code) < FEWEST_LETTERS:
        return WITHOUT_LETTER
    if len(set(code)) < FEWEST_SIGNS or code.isalpha():
        return ALL_THE_SAME
    return ""
