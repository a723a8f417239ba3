"""The settings of participation, as services want them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.config import Config
from app.core.clock import PARIS
from app.core.keys import Keyring


@dataclass(frozen=True, slots=True)
class Settings:
    """What a service must know of the installation."""

    base_url: str
    secret_key: str = field(repr=False)
    keyring: Keyring = field(repr=False)


class Context(NamedTuple):
    """What every write goes with: the transaction, the settings, and one instant (UTC) for all that it does."""

    session: Session
    settings: Settings
    now: datetime

    @property
    def today(self) -> date:
        """The civil day in Paris."""
        return self.now.astimezone(PARIS).date()


def settings_of(config: Config) -> Settings:
    """Return the settings of an installation."""
    return Settings(config.base_url, config.secret_key, config.keyring)
