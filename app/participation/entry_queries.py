"""Reads of the sheets of paper that are being typed."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.participation.models import Campaign, PaperEntry
from app.participation.models.paper import FIRST, SECOND


class SheetRow(NamedTuple):
    """A sheet that waits: `turns` typings of it, the first one by an account (`first_by`, None when it is closed)."""

    sheet: int
    turns: int
    first_by: int | None


def sheets(session: Session, campaign: Campaign) -> Sequence[SheetRow]:
    """Return the sheets of a campaign that wait for a second typing, or for somebody to settle two; by number."""
    wanted = select(PaperEntry.sheet, PaperEntry.turn, PaperEntry.account_id).where(PaperEntry.campaign_id == campaign.id)
    found: dict[int, SheetRow] = {}
    for sheet, turn, account in session.execute(wanted.order_by(PaperEntry.sheet, PaperEntry.turn)):
        known = found.get(sheet, SheetRow(sheet, 0, None))
        found[sheet] = SheetRow(sheet, known.turns + 1, account if turn == FIRST else known.first_by)
    return list(found.values())


def entries(session: Session, campaign: int, sheet: int, *, is_held: bool = False) -> Mapping[int, PaperEntry]:
    """Return the typings of a sheet by turn. `is_held`: nobody else changes them until the transaction ends."""
    wanted = select(PaperEntry).where(PaperEntry.campaign_id == campaign, PaperEntry.sheet == sheet).order_by(PaperEntry.turn)
    options = {"populate_existing": True} if is_held else {}
    found = session.scalars(wanted.with_for_update() if is_held else wanted, execution_options=options)
    return {entry.turn: entry for entry in found}


def next_turn(found: Mapping[int, PaperEntry]) -> int | None:
    """Return which typing comes next; None when there are two."""
    return next((turn for turn in (FIRST, SECOND) if turn not in found), None)
