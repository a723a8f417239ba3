"""Those who open the pages of questionnaires: somebody whose organisation asks, a campaign of each shipped one, what was answered."""

import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import Account, DeviceSession, Membership, Organisation
from app.core.audit import Doer
from app.core.clock import today, utc_now
from app.core.encryption import keyring_of
from app.core.tokens import digest, new_token
from app.participation.carried import Carried, sealed
from app.participation.definition import Definition, read
from app.participation.demo import draw
from app.participation.models import Campaign, CampaignLink, PaperEntry, Verbatim
from app.participation.record import Record, Way, Words, record_of
from app.participation.rules import LAST_WORDS, Audience, Channel
from app.participation.services.campaigns import Plan, close_campaign, open_campaign
from app.participation.services.moving import move, show
from app.participation.services.publishing import publish
from app.participation.services.sending import Proof, send
from app.participation.settings import Context, Settings
from app.participation.shipped import shipped

ANSWERED, PEOPLE = "satisfaction-accueil-de-jour", 24
SECRET = "a secret that only tests share, long enough"  # noqa: S105 - that of the applications under test  # pragma: allowlist secret
DEVICE_LINK = "a-link-of-a-tablet-that-only-tests-share"
WRITTEN = "Exemple : on m’a bien reçu."


def add_participation(session: Session, device: Callable[[Account, str, datetime], DeviceSession], now: datetime) -> dict[str, str]:
    """Add them; return the ids that paths need, and what devices carry. Commits nothing."""
    account = Account(email="asker@exemple.fr", created_at=now, last_seen_at=now)
    organisation = Organisation(name="Centre social exemple", departement="07", created_at=now, verified_at=now)
    session.add_all([account, organisation])
    session.flush()
    session.add(Membership(account_id=account.id, organisation_id=organisation.id, role="redacteur", created_at=now))
    session.add(device(account, "asker", now))
    context = Context(session, Settings("http://127.0.0.1:5000", SECRET, keyring_of(session.get_bind().dialect)), now)
    ids = {}
    for code, definition in shipped().items():
        made = _campaign(context, organisation, definition)
        ids[f"survey_{code}"] = made.slug
        ids[f"carried_{code}"] = _carried(context, made, {})
        ids[f"carried_{code}_done"] = _carried(context, made, draw(definition, random.Random(code)))  # noqa: S311 - fictional
        if code == ANSWERED:
            ids["survey"] = str(made.id)
            _answer(context, made, definition)
            _paper(session, made, account.id)
            link = CampaignLink(campaign_id=made.id, channel=Channel.KIOSK, token_digest=digest(DEVICE_LINK), created_at=now)
            session.add(link)
    over = _campaign(context, organisation, shipped()[ANSWERED])
    _answer(context, over, shipped()[ANSWERED])
    close_campaign(context._replace(now=now - 2 * LAST_WORDS), over, Doer("organisation"))
    show(session, over.id, now)
    ids["survey_over"] = str(over.id)
    coded = _campaign(context, organisation, shipped()["formation"], needs_code=True)
    ids |= {"survey_coded": str(coded.id), "survey_by_code": coded.slug, "device": DEVICE_LINK}
    session.flush()
    return ids


def survey_of(session: Session, organisation: int) -> Mapping[str, Any]:
    """A campaign of an organisation, a sheet of paper that two people typed otherwise, a text to review, a link; by pieces of addresses."""
    made = Campaign(
        slug="essai-exemple", organisation_id=organisation, version_id=_version(session, organisation), name="Exemple", languages=["fr"],
        channels=[str(channel) for channel in Channel], opened_at=utc_now(), needs_code=True,
    )  # fmt: skip
    session.add(made)
    session.flush()
    link = CampaignLink(campaign_id=made.id, channel=Channel.KIOSK, token_digest=digest(DEVICE_LINK), created_at=utc_now())
    verbatim = Verbatim(
        id=new_token(), campaign_id=made.id, version_id=made.version_id, question="dire", language="fr", text=WRITTEN
    )  # fmt: skip
    session.add_all([link, verbatim])
    _paper(session, made, None)
    session.flush()
    return {"mes-enquetes": made.id, "liens": link.id, "saisie": 1, "ecarts": 1, "textes": verbatim.id}


def _campaign(context: Context, organisation: Organisation, definition: Definition, **more: Any) -> Campaign:
    plan = Plan(organisation.name, definition.languages, is_listed=True, audience=Audience.PUBLIC, k=11, **more)
    return open_campaign(context, organisation.id, definition, plan, Doer("organisation"))


def _answer(context: Context, campaign: Campaign, definition: Definition) -> None:
    """People in two waves; a text of theirs waits for its review."""
    chance = random.Random(PEOPLE)  # noqa: S311 - fictional
    text = next(question.key for question in definition.questions if question.type.endswith("_text"))
    for number in range(PEOPLE):
        by = Way((Channel.KIOSK, Channel.PAPER)[number % 2], "2026-W20", "fr")
        record = record_of(definition, campaign.version_id, {**draw(definition, chance), text: None}, by)
        send(context, campaign, Record(*_fields(record), (Words(text, WRITTEN, "fr"),)), Proof(f"{campaign.id} {number}"))
    move(context.session, campaign.id)


def _fields(record: Record) -> tuple[Any, ...]:
    return record.version, record.channel, record.week, record.answers


def _paper(session: Session, campaign: Campaign, account: int | None) -> None:
    """One sheet typed twice, not alike: its answers, by key, and its language."""
    for turn, body in ((1, '{"answers":{},"language":"fr"}'), (2, '{"answers":{"essai":"oui"},"language":"fr"}')):
        session.add(
            PaperEntry(
                id=new_token(), campaign_id=campaign.id, version_id=campaign.version_id, sheet=1, turn=turn, account_id=account,
                entered_on=today(), body=body,
            )
        )  # fmt: skip


def _carried(context: Context, campaign: Campaign, answers: Mapping[str, Any]) -> str:
    """The cookie of somebody on their way: not idle, whatever day the clock of the test says."""
    later = context.now + timedelta(days=4000)
    (whole,) = sealed(context.settings.keyring, campaign.id, Carried(campaign.version_id, Channel.LINK, later, answers))
    return whole


def _version(session: Session, organisation: int) -> int:
    choices = [{"code": code, "label": {"fr": code}} for code in ("oui", "non")]
    questions = [
        {"key": "essai", "type": "one", "label": {"fr": "Essai"}, "choices": choices},
        {"key": "dire", "type": "long_text", "label": {"fr": "Dire"}},
    ]
    words = {"fr": "Essai"}
    asked = read({"code": "essai", "title": words, "intro": words, "thanks": words, "languages": ["fr"], "questions": questions})
    context = Context(session, Settings("http://127.0.0.1:5000", SECRET, keyring_of(session.get_bind().dialect)), utc_now())
    return publish(context, organisation, asked).id
