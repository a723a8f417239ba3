"""Opening and closing campaigns; links of devices; access codes."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.accounts.models import Organisation
from app.core.audit import Doer, record
from app.core.errors import NotThere
from app.core.tokens import digest, keyed_digest, new_token, new_word
from app.participation.definition import Definition, parse
from app.participation.models import AccessCode, Campaign, CampaignLink, QuestionnaireVersion
from app.participation.queries import is_open
from app.participation.rules import BY_DEVICE, SMALLEST, Audience, Channel, Refresh
from app.participation.services.publishing import publish
from app.participation.settings import Context

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # pragma: allowlist secret
"""Signs that no two people read differently."""
CODE_LENGTH = 8
SLUG_LENGTH = 6
MOST_CODES = 500
"""Of one drawing."""
OPENED = "survey:opened"


@dataclass(frozen=True, slots=True)
class Plan:
    """How a campaign asks. `closes_on`: the last day; `languages`: some of those of the definition.

    `target`: how many answers are hoped for; `series`, `wave`: number of the first of those that ask the same again, and its rank.
    """

    name: str
    languages: tuple[str, ...]
    channels: tuple[Channel, ...] = tuple(Channel)
    closes_on: date | None = None
    needs_code: bool = False
    is_listed: bool = False
    audience: Audience = Audience.TEAM
    k: int = SMALLEST[Audience.TEAM]
    refresh: Refresh = Refresh.LIVE
    target: int | None = None
    is_followed: bool = False
    series: int | None = None
    wave: int = 1
    is_example: bool = False


def open_campaign(context: Context, organisation: int, definition: Definition, plan: Plan, by: Doer) -> Campaign:
    """Publish what is asked and open a campaign of it; raise NotThere for an organisation that nobody verified, NotSound."""
    version = publish(context, organisation, definition, is_example=plan.is_example)
    return open_version(context, organisation, version, plan, by)


def open_version(context: Context, organisation: int, version: QuestionnaireVersion, plan: Plan, by: Doer) -> Campaign:
    """Open a campaign of what was published; raise NotThere for an organisation that nobody verified."""
    definition = parse(version.definition)
    asking = context.session.get(Organisation, organisation)
    if asking is None or asking.verified_at is None or asking.refused_at is not None:
        raise NotThere
    made = Campaign(
        slug=_slug(context, definition), organisation_id=organisation, version_id=version.id, name=plan.name,
        languages=list(plan.languages), channels=[str(channel) for channel in plan.channels],
        opened_at=context.now, closes_on=plan.closes_on, needs_code=plan.needs_code, is_listed=plan.is_listed and not definition.sensitive,
        audience=plan.audience, k=plan.k, refresh=plan.refresh, is_example=plan.is_example,
        target=plan.target, is_followed=plan.is_followed, series_id=plan.series, wave=plan.wave,
    )  # fmt: skip
    context.session.add(made)
    context.session.flush()
    record(context.session, OPENED, by, ("campaign", made.id))
    return made


def close_campaign(context: Context, campaign: Campaign, by: Doer) -> None:
    """End a campaign: nobody begins any more; links of devices are worth nothing."""
    if campaign.closed_at is None:
        campaign.closed_at = context.now
        record(context.session, "survey:closed", by, ("campaign", campaign.id))
    context.session.flush()


def make_link(context: Context, campaign: Campaign, channel: Channel, name: str, by: Doer) -> tuple[CampaignLink, str]:
    """Return a link for a device and its secret, told this once; raise NotThere for a channel that is not opened so, or is not open."""
    if channel not in BY_DEVICE or channel not in campaign.channels:
        raise NotThere
    token = new_token()
    made = CampaignLink(campaign_id=campaign.id, channel=channel, name=name, token_digest=digest(token), created_at=context.now)
    context.session.add(made)
    context.session.flush()
    record(context.session, "survey:link-made", by, ("campaign_link", made.id), channel)
    return made, token


def revoke_link(context: Context, link: CampaignLink, by: Doer) -> None:
    """Make a link worth nothing, on devices that it opened too."""
    link.revoked_at = link.revoked_at or context.now
    record(context.session, "survey:link-revoked", by, ("campaign_link", link.id))
    context.session.flush()


def link_opening(context: Context, campaign: Campaign, token: str) -> CampaignLink:
    """Return the link of a secret; raise NotThere when it is worth nothing."""
    wanted = select(CampaignLink).where(CampaignLink.token_digest == digest(token), CampaignLink.campaign_id == campaign.id)
    return _worth(context, campaign, context.session.scalar(wanted))


def link_numbered(context: Context, campaign: Campaign, number: int) -> CampaignLink:
    """Return the link that opened a device; raise NotThere when it is worth nothing any more."""
    return _worth(context, campaign, context.session.get(CampaignLink, number))


def draw_codes(context: Context, campaign: Campaign, many: int, by: Doer) -> list[str]:
    """Return so many new access codes, told this once; raise ValueError for too many, NotThere where none is asked."""
    if not campaign.needs_code or not is_open(campaign, context.today):
        raise NotThere
    if not 0 < many <= MOST_CODES:
        msg = f"1 to {MOST_CODES} codes"
        raise ValueError(msg)
    codes = [new_word(ALPHABET, CODE_LENGTH) for _ in range(many)]
    marks = sorted(code_digest(context, campaign, code) for code in codes)
    context.session.add_all([AccessCode(digest=one, campaign_id=campaign.id) for one in marks])
    record(context.session, "survey:codes-drawn", by, ("campaign", campaign.id), str(many))
    context.session.flush()
    return codes


def code_digest(context: Context, campaign: Campaign, typed: str) -> str:
    """Return what is kept of a code, however it was typed."""
    plain = "".join(sign for sign in typed.upper() if sign in ALPHABET)
    return keyed_digest(context.settings.secret_key, f"survey-code:{campaign.id}", plain)


def is_good_code(context: Context, campaign: Campaign, mark: str) -> bool:
    """Whether a code was not used yet."""
    found = context.session.get(AccessCode, mark)
    return found is not None and found.campaign_id == campaign.id


def _worth(context: Context, campaign: Campaign, link: CampaignLink | None) -> CampaignLink:
    is_worth = link is not None and link.campaign_id == campaign.id and link.revoked_at is None and is_open(campaign, context.today)
    if not is_worth or link is None or link.channel not in campaign.channels:
        raise NotThere
    return link


def _slug(context: Context, definition: Definition) -> str:
    """An address: of a sensitive questionnaire it tells nothing."""
    start = "questions" if definition.sensitive else definition.code
    while True:
        slug = f"{start}-{new_word(ALPHABET, SLUG_LENGTH).lower()}"
        if context.session.scalar(select(Campaign.id).where(Campaign.slug == slug)) is None:
            return slug
