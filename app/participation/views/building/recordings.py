"""Recorded voices: a question read aloud by somebody, in each language; where they are heard."""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from flask import Response, make_response, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.attempts import Limit
from app.core.errors import NotThere
from app.core.language import mark
from app.core.unit_of_work import again
from app.extensions import db
from app.participation.definition import Definition, Question, parse
from app.participation.display.building.recordings import voices_page
from app.participation.forms.building.recordings import VoiceForm
from app.participation.models import Campaign, QuestionnaireDraft
from app.participation.services import building
from app.participation.services.recording import VoiceChanged, keep_recording, recording, voices_of, with_voice
from app.participation.views import pages
from app.participation.views.building.loading import BASE, draft, place_of
from app.participation.views.loading import context
from app.participation.views.reaching import asked, carried_here, definition_of
from app.web.access import public, requires
from app.web.language import current_translator
from app.web.notices import say
from app.web.pages import whole_page
from app.web.spending import spend

AT = f"{BASE}/<int:number>/question/<key>/voix"
CHANGED = 409
KEPT = mark("La voix est enregistrée.")
TAKEN_AWAY = mark("La voix est retirée.")
YEAR = 365 * 24 * 3600
MOST_A_DAY = 300
"""Sounds, of an organisation: those that are replaced stay for some weeks, and fill the disk."""


class Voiced(NamedTuple):
    """A question of a draft."""

    organisation_id: int
    draft: QuestionnaireDraft
    definition: Definition
    question: Question


class Heard(NamedTuple):
    """A voice that a questionnaire of an organisation names."""

    organisation_id: int | None
    digest: str


def voiced(number: int, key: str) -> Voiced:
    """Return a question of a draft; raise NotThere."""
    found = draft(number)
    definition = parse(found.body)
    question = definition.question(key)
    if question is None:
        raise NotThere
    return Voiced(found.organisation_id, found, definition, question)


def heard(number: int, digest: str) -> Heard:
    """Return a voice that a draft names; raise NotThere."""
    found = draft(number)
    if digest not in voices_of(parse(found.body)):
        raise NotThere
    return Heard(found.organisation_id, digest)


@pages.get(AT)
@requires("survey:build", voiced)
def see_voices(of: Voiced) -> ResponseReturnValue:
    """Show the voice of each language, and ask for those that are missing."""
    return whole_page("participation/building/recordings.html", page=voices_page(of.definition, of.question, _place(of), _t()))


@pages.post(AT)
@requires("survey:build", voiced)
def record_voice(of: Voiced) -> ResponseReturnValue:
    """Take a sound in one language, in place of the one that was shown."""
    form, organisation = VoiceForm(of.definition.languages), of.organisation_id
    if not form.validate_on_submit():
        code = form.langue.data if form.langue.data in of.definition.languages else of.definition.languages[0]
        mistake = _t().gettext(str(next(iter([*form.voix.errors, *form.langue.errors]))))
        page = voices_page(of.definition, of.question, _place(of), _t(), wrong=code, mistake=mistake)
        return whole_page("participation/building/recordings.html", 422, page=page)
    spend(Limit("survey-voice", str(organisation), MOST_A_DAY, timedelta(days=1)))

    def work(session: Session) -> str:
        return keep_recording(context(session), organisation, form.sound, form.kind)

    return _changed(of, form.langue.data, work, KEPT)


@pages.post(f"{AT}/retirer")
@requires("survey:build", voiced)
def take_voice_away(of: Voiced) -> ResponseReturnValue:
    """Have a question read by the voice of the device again, in one language."""
    return _changed(of, request.form.get("langue", ""), lambda _session: "", TAKEN_AWAY)


@pages.get(f"{BASE}/<int:number>/voix/<digest>")
@pages.get(f"{BASE}/<int:number>/essai/voix/<digest>")
@requires("survey:build", heard)
def hear_voice_of_draft(found: Heard) -> ResponseReturnValue:
    """Send a sound to the authors of a draft that names it."""
    return _sound(found, is_kept=True)


@pages.get("/enquetes/<slug>/voix/<digest>")
@public
@asked
def hear_voice(campaign: Campaign, digest: str) -> ResponseReturnValue:
    """Send a sound that the questionnaire of a campaign names; a device keeps nothing of a sensitive one."""
    definition = definition_of(campaign)
    begun = definition_of(campaign, found) if (found := carried_here(campaign)) else definition
    if digest not in voices_of(definition) | voices_of(begun):
        raise NotThere
    return _sound(Heard(campaign.organisation_id, digest), is_kept=not (definition.sensitive or begun.sensitive))


def _changed(of: Voiced, language: str, work: Callable[[Session], str], told: str) -> ResponseReturnValue:
    """Change a voice, if it is still the one that was shown; the page says otherwise what it is now."""
    number, key, seen = of.draft.id, of.question.key, request.form.get("vu", "")

    def both(session: Session) -> None:
        digest = work(session)
        building.change(context(session), number, lambda definition: with_voice(definition, key, language, seen, digest))

    try:
        again(db.session(), both)
    except VoiceChanged:
        now = voiced(number, key)
        page = voices_page(now.definition, now.question, _place(now), _t(), is_moved=True)
        return whole_page("participation/building/recordings.html", CHANGED, page=page)
    say(_t().gettext(told))
    return redirect(f"{place_of(draft(number))}/question/{key}/voix", 303)


def _sound(voice: Heard, *, is_kept: bool) -> Response:
    found = recording(db.session(), *voice)
    response = make_response(found.data)
    response.headers["Content-Type"] = found.media_type
    response.headers["Cache-Control"] = f"private, max-age={YEAR}, immutable" if is_kept else "no-store"
    response.make_conditional(request, accept_ranges=True, complete_length=len(found.data))  # some telephones ask for parts alone
    return response


def _place(of: Voiced) -> str:
    return place_of(of.draft)


_t = current_translator
