"""The columns of what happened, in codes: a log of transitions, and deadlines dealt with."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Instant, one_of


class StepColumns:
    """One transition: who, in whose name, when, why. Codes and numbers only."""

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    action: Mapped[str] = mapped_column(String(30))
    source: Mapped[str] = mapped_column(String(20))
    target: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[int | None]
    """Who, where somebody was signed in; not a reference: the line outlives the account."""
    organisation_id: Mapped[int | None]
    """In whose name."""
    reason: Mapped[str | None] = mapped_column(String(30))


class ReminderColumns:
    """A deadline that was dealt with, for one value of its anchor."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(30))
    anchor_at: Mapped[datetime] = mapped_column(Instant)
    done_at: Mapped[datetime] = mapped_column(Instant)


def known_codes(
    actions: Iterable[str], states: Sequence[str], actors: Iterable[str], reasons: Iterable[str]
) -> tuple[CheckConstraint, ...]:
    """Return the constraints that hold the codes of a log to those of its workflow."""
    return (
        CheckConstraint(one_of("action", actions), name="known_action"),
        CheckConstraint(one_of("source", states), name="known_source"),
        CheckConstraint(one_of("target", states), name="known_target"),
        CheckConstraint(one_of("actor", actors), name="known_actor"),
        CheckConstraint(f"reason IS NULL OR {one_of('reason', reasons)}", name="known_reason"),
    )
