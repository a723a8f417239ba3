"""The cookies of a draft that is being tried: sealed as those of who answers, for its own pages alone."""

from dataclasses import replace

from flask import Response, current_app, request

from app.core.clock import utc_now
from app.participation import carried as sealing
from app.participation.carried import PIECES, Carried
from app.participation.models import QuestionnaireDraft
from app.participation.views.building.loading import place_of
from app.participation.views.loading import settings

NAMES = ("essai", *(f"essai-{number}" for number in range(2, PIECES + 1)))


def trial_at(found: QuestionnaireDraft) -> str:
    """Return the address of the pages where a draft is tried, which its cookies are for."""
    return f"{place_of(found)}/essai"


def carried(found: QuestionnaireDraft) -> Carried | None:
    """Return what the present request carries of a trial; None when it is nothing of ours, or left for too long."""
    pieces = [piece for name in NAMES if (piece := request.cookies.get(name))]
    trial = sealing.opened(settings().keyring, _bound_to(found), pieces)
    return None if trial is None or trial.is_idle(utc_now()) else trial


def keep(response: Response, found: QuestionnaireDraft, trial: Carried) -> None:
    """Have the device carry this, from now on. Raise TooMuch, with nothing changed."""
    pieces = sealing.sealed(settings().keyring, _bound_to(found), replace(trial, at=utc_now()))
    for name, piece in zip(NAMES, (*pieces, *[""] * PIECES), strict=False):
        if piece or name in request.cookies:
            _remember(response, found, name, piece)


def forget(response: Response, found: QuestionnaireDraft) -> None:
    """Have the device carry nothing of a trial any more."""
    for name in NAMES:
        if name in request.cookies:
            _remember(response, found, name, "")


def _bound_to(found: QuestionnaireDraft) -> int:
    """Campaigns are numbered from 1: the number of a draft, below zero, is none of theirs."""
    return -found.id


def _remember(response: Response, found: QuestionnaireDraft, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=None if value else 0,
        path=trial_at(found),
        secure=current_app.extensions["reperes"].is_production,
        httponly=True,
        samesite="Lax",
    )
