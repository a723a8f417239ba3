"""Somebody asks the questions of another person: the screen that changes hands, then the next person."""

import re
from dataclasses import replace

from flask import make_response, redirect, request
from flask.typing import ResponseReturnValue

from app.participation.carried import Carried
from app.participation.definition import Definition
from app.participation.display.devices import is_answered_alone
from app.participation.models import Campaign
from app.participation.views import pages
from app.participation.views.carrying import forget, keep, place_of
from app.participation.views.reaching import asked, begun, definition_of
from app.web.access import personal, public
from app.web.easy_french import offers_easy_french

HERE = re.compile(r"/(?:\d{1,4}|verifier|envoyer)(?:\?suite=verifier)?")
"""The pages that one comes back to, after the address of the campaign."""


@pages.post("/enquetes/<slug>/ecran")
@public
@personal
@offers_easy_french
@begun
def turn_screen(campaign: Campaign, found: Carried) -> ResponseReturnValue:
    """Note that the person has the screen, for a question to answer alone; or that they gave it back (no question)."""
    definition, key = definition_of(campaign, found), request.form.get("question", "")
    question = definition.question(key)
    is_facing = question is not None and is_answered_alone(found, question)
    now = replace(found, turned=key) if is_facing else _given_back(found, definition)
    response = make_response(redirect(_back(campaign), 303))
    keep(response, campaign, now)
    return response


@pages.post("/enquetes/<slug>/suivante")
@public
@personal
@offers_easy_french
@asked
def ask_next_person(campaign: Campaign) -> ResponseReturnValue:
    """Forget whoever answered, and show the start page."""
    response = make_response(redirect(place_of(campaign), 303))
    forget(response, campaign)
    return response


def _given_back(found: Carried, definition: Definition) -> Carried:
    """What the person typed alone and did not send goes with them."""
    question = definition.question(found.typed[0]) if found.typed else None
    is_theirs = question is not None and is_answered_alone(found, question)
    return replace(found, turned="", typed=None if is_theirs else found.typed)


def _back(campaign: Campaign) -> str:
    at, path = place_of(campaign), request.form.get("page", "")
    return path if path.startswith(at) and HERE.fullmatch(path.removeprefix(at)) else at
