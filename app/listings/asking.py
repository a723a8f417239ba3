"""The sweep that asks, by itself, whether listings are still true."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.config import Config
from app.core.clock import PARIS
from app.core.unit_of_work import unit_of_work
from app.core.working_days import is_time_to_write
from app.directory.opening.days import is_public_holiday
from app.jobs.sweeping import Sweeping
from app.listings.asking_calendar import due, oldest
from app.listings.asking_queries import Candidate, waiting
from app.listings.services.asking import ask

MOST_AT_ONCE = 500
"""Mails in one sweep; the next one goes on."""


def sweep_questions(config: Config) -> Sweeping:
    """Return the sweep that writes to whoever is to be asked this morning, one mail to a recipient; done twice, it writes once."""

    def sweep(session: Session, now: datetime) -> int:
        moment = now.astimezone(PARIS)
        if not is_time_to_write(moment, is_public_holiday):
            return 0
        sent = 0
        for candidates in waiting(session, now).values():
            sent += sent < MOST_AT_ONCE and _ask_one(session, candidates, moment, config.base_url)
        return sent

    return sweep


def _ask_one(session: Session, candidates: Sequence[Candidate], moment: datetime, base_url: str) -> bool:
    """Ask a recipient about one listing: who was asked least recently, then the oldest; committed at once, others wait for no mail."""
    for candidate in sorted(candidates, key=lambda one: (*oldest(one.standing), one.number)):
        to_ask = due(candidate.standing, moment.date(), is_public_holiday)
        if to_ask is not None:
            with unit_of_work(session):
                if ask(session, candidate.number, *to_ask, base_url) is not None:
                    return True
    return False
