"""How long what leads to answers is kept. Responses say nobody: they stay with their campaign."""

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, select

from app.core.clock import PARIS
from app.core.retention import Rule, count_rows, delete_rows
from app.participation.models import AccessCode, Campaign, CampaignDraft, PaperEntry, SentNonce, Verbatim
from app.participation.rules import DRAFT_KEPT, NONCE_KEPT, Review

PAPER_KEPT = timedelta(days=60)
UNREAD_KEPT = timedelta(days=180)


def is_past_draft(now: datetime) -> ColumnElement[bool]:
    """Return the condition that nobody came back to a draft in time."""
    return CampaignDraft.expires_on < _day(now)


def is_past_nonce(now: datetime) -> ColumnElement[bool]:
    """Return the condition that no retry comes any more."""
    return SentNonce.expires_at < now


def is_useless_code(now: datetime) -> ColumnElement[bool]:  # noqa: ARG001 - a condition as the others
    """Return the condition that a code lets in nowhere: its campaign is closed."""
    return AccessCode.campaign_id.in_(select(Campaign.id).where(Campaign.closed_at.is_not(None)))


def is_left_sheet(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a sheet was typed once, and never again, long ago."""
    return PaperEntry.entered_on < _day(now) - PAPER_KEPT


def is_left_unread(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a text was reviewed by nobody, long after the campaign."""
    closed = select(Campaign.id).where(Campaign.closed_at < now - UNREAD_KEPT)
    return and_(Verbatim.review == Review.WAITING, Verbatim.campaign_id.in_(closed))


RULES = (
    Rule(
        "enquetes-brouillons",
        "Réponses qu’une personne a demandé à reprendre plus tard, scellées par ses trois mots",
        f"{DRAFT_KEPT.days} jours",
        "la mise de côté ; effacées dès l’envoi",
        "Reprendre un questionnaire sans compte.",
        count_rows(CampaignDraft, is_past_draft),
        delete_rows(CampaignDraft, is_past_draft),
    ),
    Rule(
        "enquetes-envois",
        "Empreinte tirée au sort d’un envoi, sans lien avec les réponses",
        f"{NONCE_KEPT.days} jour, à l’heure près",
        "l’envoi",
        "Ne pas compter deux fois ce qu’un réseau coupé fait envoyer deux fois.",
        count_rows(SentNonce, is_past_nonce),
        delete_rows(SentNonce, is_past_nonce),
    ),
    Rule(
        "enquetes-codes",
        "Codes d’accès à un questionnaire qui n’ont pas servi (leur empreinte) ; un code qui sert est effacé aussitôt",
        "jusqu’à la clôture",
        "la création",
        "Une réponse par code.",
        count_rows(AccessCode, is_useless_code),
        delete_rows(AccessCode, is_useless_code),
    ),
    Rule(
        "enquetes-papier",
        "Feuilles de papier saisies une fois et jamais confirmées",
        f"{PAPER_KEPT.days} jours",
        "la saisie ; effacées dès que les deux saisies sont d’accord",
        "Comparer deux saisies.",
        count_rows(PaperEntry, is_left_sheet),
        delete_rows(PaperEntry, is_left_sheet),
    ),
    Rule(
        "enquetes-textes",
        "Textes libres que personne n’a relus",
        f"{UNREAD_KEPT.days} jours",
        "la clôture de l’enquête",
        "Relire avant de montrer.",
        count_rows(Verbatim, is_left_unread),
        delete_rows(Verbatim, is_left_unread),
    ),
)


def _day(now: datetime) -> date:
    return now.astimezone(PARIS).date()
