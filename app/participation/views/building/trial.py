"""Trying a draft: what was answered to try it, apart from all answers; beginning, and forgetting."""

from flask import make_response, redirect
from flask.typing import ResponseReturnValue

from app.core.clock import utc_now
from app.core.language import mark
from app.core.unit_of_work import again
from app.extensions import db
from app.participation.building.walkable import blockers
from app.participation.carried import Carried
from app.participation.definition import parse
from app.participation.display.building.trial import trial_page
from app.participation.models import QuestionnaireDraft
from app.participation.rules import Channel
from app.participation.services import trying
from app.participation.services.trying import VERSION
from app.participation.views import pages
from app.participation.views.building import trial_walking
from app.participation.views.building.loading import draft, place_of
from app.participation.views.building.trial_carrying import keep, trial_at
from app.participation.views.building.trial_reaching import AT, Asked, mark_of, trial_here
from app.web.access import requires
from app.web.language import current_translator
from app.web.notices import say
from app.web.pages import whole_page

__all__ = ["trial_walking"]
FORGOTTEN = mark("Les réponses d’essai sont effacées.")


@pages.get(AT)
@requires("survey:build", draft)
def see_trials(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Show what was answered to try a draft, and the button that begins."""
    definition, records = parse(found.body), trying.trials(db.session(), found.id)
    page = trial_page(definition, place_of(found), trial_at(found), records, current_translator())
    goes_on = trial_here(Asked(found.organisation_id, found, 0)) is not None
    return whole_page("participation/building/trial.html", page=page, goes_on=goes_on)


@pages.post(AT)
@requires("survey:build", draft)
def begin_trial(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Begin to try; what was begun before on this device is forgotten."""
    definition = parse(found.body)
    if not definition.questions or blockers(definition):
        return redirect(trial_at(found), 303)
    response = make_response(redirect(f"{trial_at(found)}/1", 303))
    keep(response, found, Carried(VERSION, Channel.LINK, utc_now(), draft=mark_of(found)))
    return response


@pages.post(f"{AT}/effacer")
@requires("survey:build", draft)
def forget_trials(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Delete the test answers."""
    number, at = found.id, trial_at(found)
    again(db.session(), lambda session: trying.forget_trials(session, number))
    say(current_translator().gettext(FORGOTTEN))
    return redirect(at, 303)
