"""What the addresses of a trial name: a draft, and what the device carries of it; how the pages of who answers are shown there."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import NamedTuple

from flask import Response, redirect
from flask.typing import ResponseReturnValue

from app.accounts.models import Organisation
from app.extensions import db
from app.participation.building.walkable import blockers, still_said
from app.participation.definition import digest_of, parse
from app.participation.display.building.imagined import imagined
from app.participation.display.reader import Reader
from app.participation.models import QuestionnaireDraft
from app.participation.views.building.loading import BASE, draft
from app.participation.views.building.trial_carrying import carried, trial_at
from app.participation.views.reaching import Frame, reading_code
from app.participation.walking import Walk, walk
from app.web.language import current_translator
from app.web.pages import whole_page

AT = f"{BASE}/<int:number>/essai"
SIGNS = 16
"""Of the digest of a draft: enough to tell that it changed."""


class Asked(NamedTuple):
    """What an address names: a draft, and the rank of a question."""

    organisation_id: int
    draft: QuestionnaireDraft
    step: int


class Trial(NamedTuple):
    """A draft that is being tried. `step`: as the address says; `is_changed`: the draft is not what it was when a page was last shown."""

    draft: QuestionnaireDraft
    reader: Reader
    step: int
    is_changed: bool

    @property
    def way(self) -> Walk:
        """The way that the answers lead to."""
        return walk(self.reader.definition, self.reader.found.answers)


def asked(number: int, step: int = 0) -> Asked:
    """Return what an address names; raise NotThere."""
    found = draft(number)
    return Asked(found.organisation_id, found, step)


def begun(view: Callable[[Trial], ResponseReturnValue]) -> Callable[[Asked], ResponseReturnValue]:
    """Hand the view the trial that the device carries; lead to the first page when there is none, or when the draft cannot be tried."""

    @wraps(view)
    def answer(named: Asked) -> ResponseReturnValue:
        trial = trial_here(named)
        return redirect(trial_at(named.draft), 303) if trial is None else view(trial)

    return answer


def trial_here(named: Asked) -> Trial | None:
    """Return the trial that the device carries: what a draft that changed does not take any more is left out; None: none goes on."""
    found, definition = carried(named.draft), parse(named.draft.body)
    if found is None or not definition.questions or blockers(definition):
        return None
    is_changed = found.draft != mark_of(named.draft)
    if is_changed:
        found = replace(found, answers=still_said(definition, found.answers), typed=None)
    campaign = imagined(named.draft, definition, db.session().get_one(Organisation, named.organisation_id).name)
    reader = Reader(campaign, definition, found, trial_at(named.draft), reading_code(campaign), current_translator())
    return Trial(named.draft, reader, named.step, is_changed)


def mark_of(found: QuestionnaireDraft) -> str:
    """Return what tells a draft from what it says after a change."""
    return digest_of(found.body)[:SIGNS]


def trial_page(template: str, status: int, trial: Trial, /, **context: object) -> Response:
    """Return a page of who answers, told as a trial."""
    reader = trial.reader
    frame = Frame(reader.campaign, reader.at, reader.definition.sensitive, is_kiosk=False, is_helped=False)
    return whole_page(template, status, frame=frame, is_changed=trial.is_changed, **context)
