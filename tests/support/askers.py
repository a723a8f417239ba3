"""Those who open the pages of questionnaires: somebody whose organisation asks, a campaign of each shipped one, what was answered."""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import Account, DeviceSession, Membership, Organisation
from app.core.audit import Doer
from app.core.clock import today, utc_now
from app.core.encryption import keyring_of
from app.core.tokens import digest, new_token
from app.participation.carried import Carried, sealed
from app.participation.definition import Definition, parse, read
from app.participation.demo import draw
from app.participation.models import (
    Campaign,
    CampaignLink,
    CommitteeComment,
    CommitteeLink,
    Finding,
    PaperEntry,
    QuestionnaireVersion,
    Recording,
    RoomVote,
    Verbatim,
)
from app.participation.record import Record, Way, Words, record_of
from app.participation.rules import LAST_WORDS, Audience, Channel, Decision
from app.participation.services import building
from app.participation.services.campaigns import Plan, close_campaign, open_campaign
from app.participation.services.moving import move, show
from app.participation.services.publishing import publish
from app.participation.services.sending import Proof, send
from app.participation.settings import Context, Settings
from app.participation.shipped import shipped

ANSWERED, PEOPLE = "satisfaction-accueil-de-jour", 24
SECRET = "a secret that only tests share, long enough"  # noqa: S105 - that of the applications under test  # pragma: allowlist secret
DEVICE_LINK = "a-link-of-a-tablet-that-only-tests-share"
MEMBER_LINK = "a-link-of-a-committee-that-only-tests-share"
WRITTEN = "Exemple : on m’a bien reçu."


def add_participation(session: Session, device: Callable[[Account, str, datetime], DeviceSession], now: datetime) -> dict[str, str]:
    """Add them; return the ids that paths need, and what devices carry. Commits nothing."""
    account = Account(email="asker@exemple.fr", created_at=now, last_seen_at=now)
    organisation = Organisation(name="Centre social exemple", departement="07", created_at=now, verified_at=now)
    session.add_all([account, organisation])
    session.flush()
    session.add(Membership(account_id=account.id, organisation_id=organisation.id, role="redacteur", created_at=now))
    session.add(device(account, "asker", now))
    context = _context(session)._replace(now=now)
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
    made = building.begin(context, organisation.id, replace(shipped()["formation"], code="notre-formation"), Doer("organisation"))
    session.add(CommitteeLink(draft_id=made.id, name="Comité, lien 1", token_digest=digest(MEMBER_LINK), created_at=now))
    session.add(_finding(over))
    over.given_back_at = now
    vote = _vote(organisation.id, now)
    session.add(vote)
    session.flush()
    ids |= {"draft": str(made.id), "opinion": MEMBER_LINK, "survey_over_slug": over.slug, "vote": str(vote.id), "vote_slug": vote.slug}
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
    finding, vote = _finding(made), _vote(organisation, utc_now())
    session.add_all([link, verbatim, finding, vote])
    _paper(session, made, None)
    version = session.get_one(QuestionnaireVersion, made.version_id)
    voice = Recording(organisation_id=organisation, digest="0" * 64, media_type="audio/mpeg", data=b"ID3", created_at=utc_now())
    session.add(voice)
    says = parse(version.definition)
    says = replace(says, languages=("fr", "en"), questions=(replace(says.questions[0], audio={"fr": voice.digest}), *says.questions[1:]))
    draft = building.begin(_context(session), organisation, says, Doer("organisation"), questionnaire=version.questionnaire_id)
    member = CommitteeLink(draft_id=draft.id, token_digest=digest(MEMBER_LINK), created_at=utc_now())
    session.add(member)
    session.flush()
    remark = CommitteeComment(id=new_token(), draft_id=draft.id, link_id=member.id, question="essai", words=WRITTEN, made_at=utc_now())
    session.add(remark)
    session.flush()
    return {
        "mes-enquetes": made.id,
        "liens": link.id,
        "saisie": 1,
        "ecarts": 1,
        "textes": verbatim.id,
        "suite": finding.id,
        "questionnaires": draft.id,
        "question": "essai",
        "versions": version.id,
        "comite": member.id,
        "remarques": remark.id,
        "essai": 1,
        "voix": voice.digest,
        "langue": "en",
        "enquetes": made.id,
        "votes": vote.id,
    }


def _context(session: Session) -> Context:
    return Context(session, Settings("http://127.0.0.1:5000", SECRET, keyring_of(session.get_bind().dialect)), utc_now())


def _finding(campaign: Campaign) -> Finding:
    return Finding(
        campaign_id=campaign.id, place=1, heard={"fr": "Exemple : il fait froid le matin."}, decision=Decision.DOING,
        answer={"fr": "Exemple : la salle ouvre une heure plus tôt."}, changed_on=today(),
    )  # fmt: skip


def _vote(organisation: int, now: datetime) -> RoomVote:
    choices = [{"code": code, "label": {"fr": code.capitalize()}} for code in ("matin", "soir")]
    question = {"fr": "Exemple : quand ouvrir ?"}
    return RoomVote(slug="exemple", organisation_id=organisation, question=question, choices=choices, opened_at=now)


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
    return publish(_context(session), organisation, asked).id
