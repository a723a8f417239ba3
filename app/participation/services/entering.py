"""Typing sheets of paper: each twice. Two typings that say the same make an answer, and nothing is left of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from app.core.errors import DomainError
from app.core.tokens import digest, new_token
from app.participation import entry_queries, queries
from app.participation.models import Campaign, PaperEntry, SentNonce
from app.participation.models.paper import FIRST, SECOND
from app.participation.rules import iso_week
from app.participation.services.sending import Proof, send
from app.participation.settings import Context
from app.participation.sheets import Typed, When, are_alike, chosen, packed, record, unpacked


class SheetMoved(DomainError):
    """Somebody typed the sheet, or settled it, meanwhile."""


class Outcome(Enum):
    """What a typing led to."""

    WAITS = auto()
    """For a second typing."""
    DIFFERS = auto()
    SENT = auto()
    REFUSED = auto()
    """The person did not agree: nothing of the sheet is kept."""


@dataclass(frozen=True, slots=True)
class Typing:
    """One typing. `replaced`: id of the typing that it stands for, empty for a new one; `nonce`: of the form, so that it acts once."""

    sheet: int
    turn: int
    typed: Typed
    nonce: str
    account: int | None
    replaced: str = ""


@dataclass(frozen=True, slots=True)
class Settling:
    """What is right of two typings that differ. `ids`: of the two that were compared; `turns`: by key, which one is right."""

    sheet: int
    ids: tuple[str, str]
    turns: Mapping[str, int]
    nonce: str


def enter(context: Context, campaign: Campaign, one: Typing) -> Outcome:
    """Keep a typing, or send what two typings agree on; raise SheetMoved. The same form twice acts once."""
    session = context.session
    found = entry_queries.entries(session, campaign.id, one.sheet, is_held=True)
    if _was_sent(context, one.nonce):
        return Outcome.SENT
    present = found.get(one.turn)
    if present is not None and present.id != one.replaced and _is_by_same(present, one):
        return _standing(found)
    if (present.id if present else "") != one.replaced or (not present and one.turn != entry_queries.next_turn(found)):
        raise SheetMoved
    other = found.get(SECOND if one.turn == FIRST else FIRST)
    version = other.version_id if other else present.version_id if present else campaign.version_id
    definition = queries.definition(session, version)
    kept = record(definition, one.typed, When(version, iso_week(context.today)))
    if kept is None:
        _forget(context, [entry.id for entry in found.values()])
        return Outcome.REFUSED
    if other is not None and are_alike(definition, unpacked(other.body), one.typed):
        _forget(context, [entry.id for entry in found.values()])
        send(context, campaign, kept, Proof(one.nonce))
        return Outcome.SENT
    _forget(context, [present.id] if present else [])
    session.add(
        PaperEntry(
            id=new_token(), campaign_id=campaign.id, version_id=version, sheet=one.sheet, turn=one.turn, account_id=one.account,
            entered_on=context.today, body=packed(one.typed),
        )
    )  # fmt: skip
    try:
        session.flush()
    except IntegrityError:  # typed by two people at the same instant: the other one was first
        raise SheetMoved from None
    return Outcome.DIFFERS if other else Outcome.WAITS


def settle(context: Context, campaign: Campaign, one: Settling) -> Outcome:
    """Send a sheet typed twice, taking for each question that differs what one typing says; raise SheetMoved. Acts once for a form."""
    session = context.session
    found = entry_queries.entries(session, campaign.id, one.sheet, is_held=True)
    if _was_sent(context, one.nonce):
        return Outcome.SENT
    first, second = found.get(FIRST), found.get(SECOND)
    if first is None or second is None or (first.id, second.id) != one.ids:
        raise SheetMoved
    definition = queries.definition(session, first.version_id)
    right = chosen(unpacked(first.body), unpacked(second.body), one.turns)
    kept = record(definition, right, When(first.version_id, iso_week(context.today)))
    _forget(context, one.ids)
    if kept is None:
        return Outcome.REFUSED
    send(context, campaign, kept, Proof(one.nonce))
    return Outcome.SENT


def _standing(found: Mapping[int, PaperEntry]) -> Outcome:
    return Outcome.WAITS if entry_queries.next_turn(found) else Outcome.DIFFERS


def _is_by_same(present: PaperEntry, one: Typing) -> bool:
    """Whether the form was sent before: by the same person, saying the same."""
    return present.account_id == one.account and unpacked(present.body) == one.typed


def _was_sent(context: Context, nonce: str) -> bool:
    return context.session.get(SentNonce, digest(nonce)) is not None


def _forget(context: Context, ids: Collection[str]) -> None:
    """Delete typings, all of them or none."""
    gone = context.session.execute(delete(PaperEntry).where(PaperEntry.id.in_(ids))) if ids else None
    if gone is not None and gone.rowcount != len(ids):  # type: ignore[attr-defined]
        raise SheetMoved
