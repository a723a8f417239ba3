"""The settings of orientations, as services want them: delays, clocks, where the site is, the key of codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.config import Config
from app.core.keys import Keyring
from app.core.workflow.deadlines import Calendar
from app.directory.opening.days import is_public_holiday
from app.orientations.deadlines import CLOCKS, Clock, Delays


@dataclass(frozen=True, slots=True)
class Settings:
    """What a service must know of the installation. `clocks`: by code of kind; other kinds have the ordinary one."""

    base_url: str
    secret_key: str = field(repr=False)
    keyring: Keyring = field(repr=False)
    delays: Delays = field(default_factory=Delays)
    clocks: Mapping[str, Clock] = field(default_factory=lambda: CLOCKS)

    @property
    def calendar(self) -> Calendar:
        """How deadlines are counted."""
        return Calendar(self.delays.days(), is_public_holiday)

    def clock(self, kind: str) -> Clock:
        """Return the delays aimed at for a need."""
        return self.clocks.get(kind, Clock())


class Context(NamedTuple):
    """What every write goes with: the transaction, the settings, and one instant (UTC) for all that it does."""

    session: Session
    settings: Settings
    now: datetime


def settings_of(config: Config) -> Settings:
    """Return the settings of an installation; raise ValueError, in words for an operator, when a delay will not do."""
    clocks = {**CLOCKS, **{kind: Clock(*days) for kind, days in config.clocks.items()}}
    return Settings(config.base_url, config.secret_key, config.keyring, Delays.changed(config.delays), clocks)
