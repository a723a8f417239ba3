"""Columns whose values the database must not tell."""

from typing import Any

from sqlalchemy import Dialect, Engine, Text
from sqlalchemy.types import TypeDecorator

from app.core.keys import Keyring

_ATTRIBUTE = "reperes_keyring"


def give_keys(engine: Engine, keyring: Keyring) -> None:
    """Let the sealed columns of a database be read and written."""
    setattr(engine.dialect, _ATTRIBUTE, keyring)


class Sealed(TypeDecorator[str]):
    """A column whose text is encrypted. Named after its place (`account.totp_secret`): a value moved elsewhere cannot be read."""

    impl = Text
    cache_ok = True

    def __init__(self, place: str) -> None:
        """Bind what is written to a place: its table and column."""
        super().__init__()
        self.place = place

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Encrypt on the way in."""
        return None if value is None else _keyring(dialect).seal(value, self.place)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """Decrypt on the way out."""
        return None if value is None else _keyring(dialect).unseal(value, self.place)

    @property
    def python_type(self) -> type[str]:
        """What the application sees."""
        return str


def _keyring(dialect: Dialect) -> Keyring:
    found: Keyring = getattr(dialect, _ATTRIBUTE)
    return found
