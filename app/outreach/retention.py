"""How long what tells where somebody is, and who, is kept; steps, dates and codes stay, and say nobody."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import Session, aliased

from app.core.clock import PARIS
from app.core.retention import Condition, Rule, Sweeping, count_rows, delete_rows
from app.outreach.models import (
    OutreachMeeting,
    OutreachNote,
    OutreachPassage,
    OutreachPerson,
    OutreachPlace,
    OutreachRequest,
    OutreachRequester,
    OutreachRound,
    OutreachRoundStop,
    OutreachSafety,
)
from app.outreach.rules import Consent, Outcome
from app.outreach.settings import Settings

AT_ONCE = 200
"""Requests, or rounds, that one transaction purges."""
REFUSAL_KEPT = timedelta(days=1)
PAIR_KEPT = timedelta(days=30)
STOPS_KEPT = timedelta(days=365)
TEXTS = (OutreachNote, OutreachPerson, OutreachRequester)
SINCE = "la clôture ; d’un doublon, celle de la demande qui continue"


def rules(settings: Settings) -> Sequence[Rule]:
    """Return the rules of outreach, with the delays of this installation."""
    is_placed, is_told = _closed_for(settings.delays.position_kept), _closed_for(settings.delays.texts_kept)

    def shows_place(now: datetime) -> ColumnElement[bool]:
        placed = OutreachRequest.id.in_(select(OutreachPlace.request_id))
        return and_(is_placed(now), or_(OutreachRequest.blurred_at.is_(None), placed))

    def says_more(now: datetime) -> ColumnElement[bool]:
        came_since = (OutreachRequest.id.in_(select(rows.request_id)) for rows in TEXTS)
        return and_(is_told(now), or_(OutreachRequest.purged_at.is_(None), *came_since))

    return (
        Rule(
            "positions",
            "Demandes d’« aller vers » closes : point et mots qui disent où est la personne, arrêt de la tournée où l’équipe est passée ; "
            "reste la commune",
            f"{settings.delays.position_kept} jours",
            SINCE,
            "Rouvrir une demande close trop tôt.",
            count_rows(OutreachRequest, shows_place),
            purging(shows_place, _forget_place),
        ),
        Rule(
            "aller-vers",
            "Demandes d’« aller vers » closes : description, notes, nom d’usage, langue de la personne et jour où elle a été vue, nom et "
            "contacts de qui a fait la demande, précautions, code de suivi ; restent les étapes, leurs dates et leurs codes",
            f"{settings.delays.texts_kept} jours",
            SINCE,
            "Rouvrir une demande close trop tôt, répondre à une réclamation.",
            count_rows(OutreachRequest, says_more),
            purging(says_more, _forget_texts),
        ),
        Rule(
            "aller-vers-refus",
            "Lieu et textes d’une demande dont la personne n’a pas voulu ; ce que l’équipe avait écrit d’elle est effacé au moment "
            "du refus",
            f"{REFUSAL_KEPT.days} jour",
            SINCE,
            "Respecter le refus.",
            count_rows(OutreachRequest, was_refused),
            purging(was_refused, _forget_place, _forget_texts),
        ),
        Rule(
            "precautions",
            "Ce qu’une équipe devait savoir avant d’aller quelque part : des codes d’une liste",
            f"{settings.delays.safety_kept} jours",
            "le jour où c’est noté, ou redit",
            "Ne pas exposer une équipe ; oublier ce qui passe.",
            count_rows(OutreachSafety, is_past),
            delete_rows(OutreachSafety, is_past),
        ),
        Rule(
            "equipages",
            "Prénoms de qui part en tournée",
            f"{PAIR_KEPT.days} jours",
            "la tournée",
            "Savoir qui part, et qui est parti si quelque chose est arrivé.",
            count_rows(OutreachRound, is_over),
            forgetting_pairs,
        ),
        Rule(
            "arrets-de-tournee",
            "Arrêts des tournées passées, tels que l’équipe les a nommés",
            f"{STOPS_KEPT.days} jours",
            "la tournée",
            "Préparer une tournée d’après une autre.",
            count_rows(OutreachRoundStop, is_old_stop),
            delete_rows(OutreachRoundStop, is_old_stop),
        ),
    )


def was_refused(now: datetime) -> ColumnElement[bool]:
    """Return the condition that the person wanted nothing, and that something remains; also of what was merged into the request."""

    def refused(rows: type[OutreachRequest]) -> ColumnElement[bool]:
        return and_(rows.closed_at < now - REFUSAL_KEPT, or_(rows.consent == Consent.NO, rows.outcome == Outcome.REFUSED))

    other = aliased(OutreachRequest)
    merged = OutreachRequest.merged_into_id.in_(select(other.id).where(refused(other)))
    return and_(OutreachRequest.purged_at.is_(None), or_(refused(OutreachRequest), merged))


def is_past(now: datetime) -> ColumnElement[bool]:
    """Return the condition that what a team had to know is not told any more."""
    return OutreachSafety.until < _day(now)


def is_over(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a round went out some time ago, and still says who did."""
    return and_(OutreachRound.sealed_pair.is_not(None), OutreachRound.day < _day(now) - PAIR_KEPT)


def is_old_stop(now: datetime) -> ColumnElement[bool]:
    """Return the condition that the stop is one of a round of long ago."""
    return OutreachRoundStop.round_id.in_(select(OutreachRound.id).where(OutreachRound.day < _day(now) - STOPS_KEPT))


def purging(due: Condition, *forgets: Callable[[Session, Sequence[OutreachRequest], datetime], None]) -> Sweeping:
    """Return what forgets something of some requests, and keeps what is counted; their version tells whoever was reading the page.

    What `due` says must not hold any more of what was forgotten.
    """

    def purge(session: Session, now: datetime) -> int:
        found = session.scalars(select(OutreachRequest).where(due(now)).order_by(OutreachRequest.id).limit(AT_ONCE)).all()
        for forget in forgets:
            forget(session, found, now)
        session.flush()
        return len(found)

    return purge


def forgetting_pairs(session: Session, now: datetime) -> int:
    """Forget who went on some rounds; return of how many."""
    found = session.scalars(select(OutreachRound).where(is_over(now)).order_by(OutreachRound.id).limit(AT_ONCE)).all()
    for one in found:
        one.pair = None
    session.flush()
    return len(found)


def _closed_for(days: int) -> Condition:
    """A request that was merged into another one is read, and who asked is told, as long as that one goes on."""

    def is_over_for_long(now: datetime) -> ColumnElement[bool]:
        before, other = now - timedelta(days=days), aliased(OutreachRequest)
        ended = select(other.id).where(other.closed_at < before)
        goes_on_alone = or_(OutreachRequest.merged_into_id.is_(None), OutreachRequest.merged_into_id.in_(ended))
        return and_(OutreachRequest.closed_at < before, goes_on_alone)

    return is_over_for_long


def _forget_place(session: Session, requests: Sequence[OutreachRequest], now: datetime) -> None:
    """Of the place, its commune stays: nor is it told by the stop of a round on which the team passed."""
    numbers = [one.id for one in requests]
    _delete(session, (OutreachPlace,), numbers)
    passed = update(OutreachPassage).where(OutreachPassage.request_id.in_(numbers)).values(stop_id=None)
    session.execute(passed.execution_options(synchronize_session=False))
    for one in requests:
        one.blurred_at = now


def _forget_texts(session: Session, requests: Sequence[OutreachRequest], now: datetime) -> None:
    """Attempts and meetings keep their dates and codes."""
    numbers = [one.id for one in requests]
    _delete(session, (*TEXTS, OutreachSafety), numbers)
    met = update(OutreachMeeting).where(OutreachMeeting.request_id.in_(numbers)).values(sealed_note=None)
    session.execute(met.execution_options(synchronize_session=False))
    for one in requests:
        one.code = one.code_digest = one.seen_at = None
        one.language = ""
        one.purged_at = now


def _delete(session: Session, tables: Iterable[type], numbers: Sequence[int]) -> None:
    for rows in tables:
        gone = delete(rows).where(rows.request_id.in_(numbers))  # type: ignore[attr-defined] # each names its request so
        session.execute(gone.execution_options(synchronize_session=False))


def _day(now: datetime) -> date:
    return now.astimezone(PARIS).date()
