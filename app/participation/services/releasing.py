"""From a draft to a version: what is asked before, publishing, moving an open campaign to the newest version."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app.core.audit import Doer, record
from app.core.errors import DomainError, NotThere
from app.participation import queries, release_queries
from app.participation.building import data_sheet, gates
from app.participation.building.data_sheet import SheetField
from app.participation.building.easy_reading import Reading, digest_of_easy, kept_reading
from app.participation.definition import digest_of, parse
from app.participation.models import QuestionnaireVersion
from app.participation.queries import is_open
from app.participation.release_queries import Readiness
from app.participation.services import building
from app.participation.services.publishing import publish
from app.participation.services.trying import forget_trials
from app.participation.settings import Context

DRAFT = "questionnaire_draft"


class NotReady(DomainError):
    """A draft that something still keeps from being published; `why` says what."""

    def __init__(self, why: Readiness) -> None:
        """Keep what is lacking."""
        super().__init__()
        self.why = why


class ChangedSince(DomainError):
    """Somebody changed, meanwhile, what one was shown."""


def publish_draft(context: Context, draft_number: int, by: Doer, *, seen: str = "") -> QuestionnaireVersion:
    """Return the version that says what a draft says, made when there is none yet; what was answered to try it goes. Done by `again`.

    Raise NotReady unless static checks and all that is asked hold; ChangedSince when the draft is not what was `seen` (its SHA-256).
    """
    session, draft = context.session, building.held(context.session, draft_number)
    if seen and seen != digest_of(draft.body):
        raise ChangedSince
    ready = release_queries.readiness(session, draft)
    if not ready.is_ready:
        raise NotReady(ready)
    known = {one.id for one in release_queries.versions_before(session, draft)}
    version = publish(context, draft.organisation_id, ready.definition, is_example=draft.is_example)
    draft.questionnaire_id = version.questionnaire_id
    forget_trials(session, draft.id)
    if version.id not in known:
        record(session, "survey:published", by, ("questionnaire_version", version.id), f"{DRAFT}:{draft.id}")
    try:
        session.flush()
    except IntegrityError:
        msg = "tied to another draft meanwhile"
        raise StaleDataError(msg) from None
    return version


def take_another_code(context: Context, draft_number: int, by: Doer) -> None:
    """Give a draft that was never published a code that is free; what was approved is to be approved again. Raise NotThere."""
    draft = building.draft(context.session, draft_number)
    if draft.questionnaire_id is not None:
        raise NotThere
    building.change(context, draft.id, lambda found: replace(found, code=release_queries.free_code(context.session, draft, found.code)))
    record(context.session, "survey:code-changed", by, (DRAFT, draft.id))
    context.session.flush()


def set_gates(context: Context, draft_number: int, wanted: gates.Asked, by: Doer) -> None:
    """Settle what is asked before a draft is published; the journal keeps what was asked until then, and since."""
    draft = building.draft(context.session, draft_number)
    kept = gates.kept(wanted)
    if kept == gates.kept(gates.asked(draft.gates)):
        return
    draft.gates = kept
    record(context.session, "survey:gates-set", by, (DRAFT, draft.id), " ".join(kept) or "-")
    context.session.flush()


def note_easy_reading(context: Context, draft_number: int, noted: Reading, by: Doer) -> None:
    """Keep that so many people read the easy French on a day; raise ChangedSince when what they read is not what it says now."""
    draft = building.draft(context.session, draft_number)
    if noted.sha256 != digest_of_easy(parse(draft.body)):
        raise ChangedSince
    draft.easy_review = kept_reading(noted)
    record(context.session, "survey:easy-read", by, (DRAFT, draft.id), str(noted.people))
    context.session.flush()


def save_sheet(context: Context, draft_number: int, sheet: Mapping[SheetField, str], by: Doer, *, seen: str) -> None:
    """Keep what is done with the answers; raise ChangedSince when somebody else changed the sheet that was `seen` (its mark)."""
    draft = building.draft(context.session, draft_number)
    wanted = {str(field): words for field, words in sheet.items() if words}
    if wanted == draft.data_sheet:
        return
    if seen != data_sheet.mark_of(draft.data_sheet):
        raise ChangedSince
    draft.data_sheet = wanted
    record(context.session, "survey:data-sheet", by, (DRAFT, draft.id))
    context.session.flush()


def move_campaign(context: Context, draft_number: int, campaign_number: int, by: Doer) -> QuestionnaireVersion:
    """Have an open campaign ask the newest version of its questionnaire of whoever begins now; what was begun ends as it began.

    Raise NotThere for a campaign of another questionnaire or organisation, one that is over, or whose address tells what became sensitive.
    A language that the version has no more is not offered any more.
    """
    draft, campaign = building.draft(context.session, draft_number), queries.campaign(context.session, campaign_number)
    versions = release_queries.versions(context.session, draft)
    is_of_it = campaign.organisation_id == draft.organisation_id and campaign.version_id in {one.id for one in versions}
    if not is_of_it or not is_open(campaign, context.today) or not release_queries.may_move(context.session, campaign, versions[0]):
        raise NotThere
    newest = versions[0]
    if campaign.version_id != newest.id:
        definition = queries.definition(context.session, newest.id)
        campaign.version_id = newest.id
        campaign.languages = [code for code in campaign.languages if code in definition.languages]
        record(context.session, "survey:moved", by, ("campaign", campaign.id), str(newest.number))
    context.session.flush()
    return newest
