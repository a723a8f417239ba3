"""Columns whose values the database must not tell."""

from typing import Any, Generic, NamedTuple, TypeVar, overload

from sqlalchemy import Dialect, Engine, Text
from sqlalchemy.types import TypeDecorator

from app.core.keys import Keyring, Unreadable

_ATTRIBUTE = "reperes_keyring"
Row = TypeVar("Row")


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
        return None if value is None else keyring_of(dialect).seal(value, self.place)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """Decrypt on the way out."""
        return None if value is None else keyring_of(dialect).unseal(value, self.place)

    @property
    def python_type(self) -> type[str]:
        """What the application sees."""
        return str


class OfRow(NamedTuple):
    """A text and the row that it belongs to, by its primary key."""

    row: str
    text: str


class SealedOfRow(TypeDecorator[OfRow]):
    """As `Sealed`, bound to the row besides table and column: `<row>:<sealed>`, the row being part of what the seal covers."""

    impl = Text
    cache_ok = True

    def __init__(self, place: str) -> None:
        """Bind what is written to a place: its table and column."""
        super().__init__()
        self.place = place

    def context(self, row: str) -> str:
        """Return what the seal of a row covers."""
        return f"{self.place}:{row}"

    def process_bind_param(self, value: OfRow | None, dialect: Dialect) -> str | None:
        """Encrypt on the way in."""
        return None if value is None else f"{value.row}:{keyring_of(dialect).seal(value.text, self.context(value.row))}"

    def process_result_value(self, value: Any | None, dialect: Dialect) -> OfRow | None:
        """Decrypt on the way out."""
        if value is None:
            return None
        row, _, sealed = str(value).partition(":")
        return OfRow(row, keyring_of(dialect).unseal(sealed, self.context(row)))

    @property
    def python_type(self) -> type[OfRow]:
        """What the application sees."""
        return OfRow


class sealed_text(Generic[Row]):  # noqa: N801 - used as a property is
    """A text of a row, kept in a `SealedOfRow` column: what was copied from another row cannot be read.

    `name = sealed_text("sealed_name", "orientation_id")`: the column's attribute, and that of the primary key, given first.
    """

    def __init__(self, column: str, key: str) -> None:
        """Name the attribute that holds the sealed text, and the one that tells the row."""
        self._column, self._key = column, key

    @overload
    def __get__(self, subject: None, owner: type[Row]) -> "sealed_text[Row]": ...
    @overload
    def __get__(self, subject: Row, owner: type[Row]) -> str | None: ...
    def __get__(self, subject: Row | None, owner: type[Row]) -> "sealed_text[Row] | str | None":
        """Return the text; raise Unreadable when it was written for another row."""
        if subject is None:
            return self
        kept: OfRow | None = getattr(subject, self._column)
        if kept is None:
            return None
        if kept.row != str(getattr(subject, self._key)):
            raise Unreadable(self._column)
        return kept.text

    def __set__(self, subject: Row, text: str | None) -> None:
        """Keep a text; the row has its primary key already."""
        key = getattr(subject, self._key)
        if key is None:
            msg = f"{self._key} is given before {self._column}"
            raise ValueError(msg)
        setattr(subject, self._column, None if text is None else OfRow(str(key), text))


def keyring_of(dialect: Dialect) -> Keyring:
    """Return the keys given to a database."""
    found: Keyring = getattr(dialect, _ATTRIBUTE)
    return found
