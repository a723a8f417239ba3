"""The settings of outreach, as services want them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.config import Config
from app.core.keys import Keyring
from app.core.workflow.deadlines import Calendar
from app.directory.opening.days import is_public_holiday
from app.outreach.deadlines import Delays
from app.outreach.rules import Requester


@dataclass(frozen=True, slots=True)
class Settings:
    """What a service must know of the installation. `open_to`: who may ask without an account."""

    base_url: str
    secret_key: str = field(repr=False)
    keyring: Keyring = field(repr=False)
    open_to: frozenset[Requester] = frozenset((Requester.PARTNER, Requester.PERSON))
    delays: Delays = field(default_factory=Delays)
    tries_examples: bool = True
    """Whether sectors of a demonstration take requests where no other does: never where real people are served."""

    @property
    def calendar(self) -> Calendar:
        """How deadlines are counted."""
        return Calendar(self.delays.days(), is_public_holiday)


class Context(NamedTuple):
    """What every write goes with: the transaction, the settings, and one instant (UTC) for all that it does."""

    session: Session
    settings: Settings
    now: datetime


def settings_of(config: Config) -> Settings:
    """Return the settings of an installation; raise ValueError, in words for an operator, when a delay will not do."""
    open_to = frozenset(map(Requester, config.outreach_open_to))
    delays = Delays.changed(config.outreach_delays)
    return Settings(config.base_url, config.secret_key, config.keyring, open_to, delays, tries_examples=not config.is_production)
