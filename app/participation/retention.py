"""How long what leads to answers is kept. Responses say nobody: they stay with their campaign."""

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, not_, select

from app.core.clock import PARIS
from app.core.retention import Rule, count_rows, delete_rows
from app.participation.models import (
    AccessCode,
    Campaign,
    CampaignDraft,
    CommitteeComment,
    FollowedResponse,
    PaperEntry,
    Questionnaire,
    QuestionnaireDraft,
    QuestionnaireVersion,
    Recording,
    Response,
    RoomVote,
    SentAnswer,
    SentNonce,
    TrialAnswer,
    Verbatim,
)
from app.participation.rules import DRAFT_KEPT, NONCE_KEPT, Review

PAPER_KEPT = timedelta(days=60)
UNREAD_KEPT = timedelta(days=180)
TRIAL_KEPT = timedelta(days=60)
COMMENT_KEPT = timedelta(days=365)
RECORDING_KEPT = timedelta(days=30)
FOLLOWED_KEPT = timedelta(days=730)
VOTE_KEPT = timedelta(days=180)


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


def is_left_apart(now: datetime) -> ColumnElement[bool]:
    """Return the condition that an answer stayed in the inbox, of too few people for results that were shown long ago."""
    return SentAnswer.campaign_id.in_(select(Campaign.id).where(Campaign.results_at < now - UNREAD_KEPT))


def is_old_trial(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a draft was tried long ago."""
    return TrialAnswer.made_on < _day(now) - TRIAL_KEPT


def is_old_comment(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a comment was made long ago."""
    return CommitteeComment.made_at < now - COMMENT_KEPT


def is_unused_recording(now: datetime) -> ColumnElement[bool]:
    """Return the condition that no draft nor version names a recording, some weeks after it was made."""
    of_draft = exists().where(
        QuestionnaireDraft.organisation_id == Recording.organisation_id, QuestionnaireDraft.body.contains(Recording.digest)
    )
    of_version = exists().where(
        Questionnaire.organisation_id == Recording.organisation_id,
        QuestionnaireVersion.questionnaire_id == Questionnaire.id,
        QuestionnaireVersion.definition.contains(Recording.digest),
    )
    return and_(Recording.created_at < now - RECORDING_KEPT, not_(of_draft), not_(of_version))


def is_followed_enough(now: datetime) -> ColumnElement[bool]:
    """Return the condition that the campaign of a followed response is over for so long that nobody is asked again."""
    over = select(Campaign.id).where(Campaign.closed_at < now - FOLLOWED_KEPT)
    return FollowedResponse.response_id.in_(select(Response.id).where(Response.campaign_id.in_(over)))


def is_old_vote(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a room voted long ago."""
    return RoomVote.opened_at < now - VOTE_KEPT


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
        f"{NONCE_KEPT.days} jour, à l’heure près ; d’un entretien noté sans réseau, cinq à six semaines, à la semaine près",
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
    Rule(
        "enquetes-restes",
        "Réponses restées à part à la fin d’une enquête : de trop peu de personnes pour être montrées",
        f"{UNREAD_KEPT.days} jours",
        "les résultats de l’enquête",
        "Ne pas garder ce qui ne servira pas.",
        count_rows(SentAnswer, is_left_apart),
        delete_rows(SentAnswer, is_left_apart),
    ),
    Rule(
        "enquetes-essais",
        "Réponses d’essai à un questionnaire en préparation, scellées",
        f"{TRIAL_KEPT.days} jours",
        "l’essai ; effacées à la publication",
        "Essayer avant de publier.",
        count_rows(TrialAnswer, is_old_trial),
        delete_rows(TrialAnswer, is_old_trial),
    ),
    Rule(
        "enquetes-comite",
        "Remarques d’un comité sur un questionnaire en préparation, chiffrées",
        f"{COMMENT_KEPT.days} jours",
        "la remarque",
        "Améliorer le questionnaire avec les personnes concernées.",
        count_rows(CommitteeComment, is_old_comment),
        delete_rows(CommitteeComment, is_old_comment),
    ),
    Rule(
        "enquetes-voix",
        "Questions lues à voix haute et enregistrées, dont aucun questionnaire ne se sert",
        f"{RECORDING_KEPT.days} jours",
        "l’enregistrement",
        "Remplacer une voix sans garder l’ancienne.",
        count_rows(Recording, is_unused_recording),
        delete_rows(Recording, is_unused_recording),
    ),
    Rule(
        "enquetes-suivi",
        "Empreintes des codes choisis pour répondre encore à la vague suivante",
        f"{FOLLOWED_KEPT.days} jours",
        "la clôture de l’enquête",
        "Comparer ce que les mêmes personnes répondent d’une vague à l’autre.",
        count_rows(FollowedResponse, is_followed_enough),
        delete_rows(FollowedResponse, is_followed_enough),
    ),
    Rule(
        "votes",
        "Votes dans une salle : une question, des choix, des nombres",
        f"{VOTE_KEPT.days} jours",
        "l’ouverture du vote",
        "Rendre compte de la séance.",
        count_rows(RoomVote, is_old_vote),
        delete_rows(RoomVote, is_old_vote),
    ),
)


def _day(now: datetime) -> date:
    return now.astimezone(PARIS).date()
