"""What is asked before a questionnaire is published, and publishing it."""

from typing import NamedTuple

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.unit_of_work import again
from app.extensions import db
from app.participation import organising_queries, queries, release_queries
from app.participation.building import gates
from app.participation.building.easy_reading import digest_of_easy, reading
from app.participation.definition import parse
from app.participation.display.building import publishing as display
from app.participation.display.building.naming import head_of
from app.participation.forms.building.publishing import GatesForm, ReadingForm
from app.participation.models import QuestionnaireDraft
from app.participation.services import releasing
from app.participation.services.releasing import ChangedSince, NotReady
from app.participation.views import pages
from app.participation.views.building.loading import BASE, draft, place_of
from app.participation.views.loading import context, doer
from app.web.access import requires
from app.web.forms import FieldError
from app.web.language import current_translator
from app.web.notices import say
from app.web.pages import whole_page

HERE = f"{BASE}/<int:number>/publier"
SEEN = "lu"
"""Of a form: the digest of what its page showed."""


class CampaignOf(NamedTuple):
    """A campaign by its number, and the draft whose version it asks."""

    organisation_id: int
    draft: int
    campaign: int


def load_campaign(number: int, campaign: int) -> CampaignOf:
    """Return a campaign beside a draft; raise NotThere."""
    return CampaignOf(draft(number).organisation_id, number, queries.campaign(db.session(), campaign).id)


@pages.get(HERE)
@requires("survey:build", draft)
def see_what_publishing_waits_for(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Show what is asked before publishing, what holds, what may be done of what is published."""
    return _page(found)


@pages.post(HERE)
@requires("survey:build", draft)
def publish_draft(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Publish what the page showed; sent twice, it makes one version."""
    number, by, seen, place = found.id, doer(), request.form.get(SEEN) or "-", place_of(found)
    try:
        made = again(db.session(), lambda session: releasing.publish_draft(context(session), number, by, seen=seen).number)
    except NotReady:
        return _page(draft(number), 422)
    except ChangedSince:
        return _page(draft(number), 409)
    say(current_translator().gettext("La version %(number)s est publiée. Ses mots ne changent plus.", number=made))
    return redirect(f"{place}/publier", 303)


@pages.route(f"{HERE}/demandes", methods=["GET", "POST"])
@requires("survey:build", draft)
def settle_gates(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Ask what is asked before publishing."""
    form = GatesForm(gates.asked(found.gates))
    if not form.validate_on_submit():
        head = head_of(found, parse(found.body), current_translator())
        return whole_page("participation/building/publish_gates.html", 422 if form.is_submitted() else 200, head=head, form=form)
    number, by, wanted, place = found.id, doer(), form.wanted, place_of(found)
    again(db.session(), lambda session: releasing.set_gates(context(session), number, wanted, by))
    say(current_translator().gettext("C’est enregistré."))
    return redirect(f"{place}/publier", 303)


@pages.route(f"{HERE}/lecture", methods=["GET", "POST"])
@requires("survey:build", draft)
def note_easy_reading(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Show the easy French, and take how many people read it."""
    form = ReadingForm()
    if not form.validate_on_submit():
        return _reading_page(found, form, 422 if form.is_submitted() else 200)
    number, by, noted, place = found.id, doer(), form.noted(request.form.get(SEEN, "")), place_of(found)
    try:
        again(db.session(), lambda session: releasing.note_easy_reading(context(session), number, noted, by))
    except ChangedSince:
        return _reading_page(draft(number), form, 409)
    say(current_translator().gettext("C’est enregistré."))
    return redirect(f"{place}/publier", 303)


@pages.post(f"{HERE}/code")
@requires("survey:build", draft)
def take_another_code(found: QuestionnaireDraft) -> ResponseReturnValue:
    """Give a draft a code that no other questionnaire has."""
    number, by, place = found.id, doer(), place_of(found)
    again(db.session(), lambda session: releasing.take_another_code(context(session), number, by))
    say(current_translator().gettext("Le questionnaire a un autre code."))
    return redirect(f"{place}/publier", 303)


@pages.post(f"{HERE}/enquetes/<int:campaign>")
@requires("survey:build", load_campaign)
def move_campaign(found: CampaignOf) -> ResponseReturnValue:
    """Have an open campaign ask the newest version from now on."""
    by = doer()

    def work(session: Session) -> int:
        return releasing.move_campaign(context(session), found.draft, found.campaign, by).number

    made = again(db.session(), work)
    say(current_translator().gettext("L’enquête pose maintenant la version %(number)s à qui commence.", number=made))
    return redirect(f"{BASE}/{found.draft}/publier", 303)


def _page(found: QuestionnaireDraft, status: int = 200) -> ResponseReturnValue:
    here, t = context(), current_translator()
    ready = release_queries.readiness(here.session, found)
    versions = release_queries.versions(here.session, found)
    campaigns = release_queries.campaigns_by_version(here.session, found)
    old = [one for several in campaigns.values() for one in several]
    done = display.Published(
        versions=versions,
        campaigns=campaigns,
        movable=frozenset(one.id for one in old if release_queries.may_move(here.session, one, versions[0])),
        may_open=bool(organising_queries.verified(here.session, [found.organisation_id])),
    )
    page = display.page(found, ready, done, here.today, t)
    is_moved = status == 409  # noqa: PLR2004 - a conflict
    errors = [] if is_moved or status == 200 else _errors(page)  # noqa: PLR2004 - nothing was refused
    return whole_page("participation/building/publish.html", status, page=page, is_moved=is_moved, errors=errors)


def _errors(page: display.PublishPage) -> list[FieldError]:
    """Return why the questionnaire is not published."""
    wrong = [FieldError("", f"{one.where} – {one.words}") for one in page.problems]
    return [*wrong, *(FieldError("", sentence) for gate in page.gates if gate.is_shut for sentence in gate.lacks)]


def _reading_page(found: QuestionnaireDraft, form: ReadingForm, status: int) -> ResponseReturnValue:
    t, definition = current_translator(), parse(found.body)
    noted = reading(found.easy_review)
    return whole_page(
        "participation/building/publish_reading.html",
        status,
        head=head_of(found, definition, t),
        form=form,
        lines=display.easy_lines(definition, t),
        digest=digest_of_easy(definition),
        noted=display.reading_text(noted, t) if noted else "",
        is_current=noted is not None and noted.sha256 == digest_of_easy(definition),
        has_easy="fr-simple" in definition.languages,
        is_moved=status == 409,  # noqa: PLR2004 - a conflict
    )
