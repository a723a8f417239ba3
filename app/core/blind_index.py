"""Looking for a sealed value without opening the others: a keyed digest beside it, that tells equal values and nothing else."""

import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256

from app.core.keys import Keyring
from app.core.text import fold


def mark_of(keyring: Keyring, place: str, value: str) -> str:
    """Return the mark to keep beside a value: that of the first key. `value` in its normal form (`name_form`, `phone_form`)."""
    return _mark(next(iter(keyring.keys.values())), place, value)


def marks_of(keyring: Keyring, place: str, value: str) -> Sequence[str]:
    """Return the marks that a value may have been given, one a key: what a search compares with."""
    return [_mark(key, place, value) for key in keyring.keys.values()]


def name_form(name: str) -> str:
    """Return a name so that its spellings are one: no accent, no case, its words in order."""
    return " ".join(sorted(fold(name).split()))


def phone_form(phone: str) -> str:
    """Return a French telephone number as ten figures, however it was written."""
    figures = "".join(str(int(character)) for character in phone if character.isdecimal())
    abroad = _FROM_ABROAD.fullmatch(figures)
    return f"0{abroad[1]}" if abroad else figures


_FROM_ABROAD = re.compile(r"(?:00)?330?(\d{9})")
"""`+33 6…`, `0033 6…`, `+33 (0)6…`."""


FORMS: Mapping[str, Callable[[str], str]] = {"name": name_form, "phone": phone_form}
"""By the name of a sealed column: how its value is written before it is marked. Its mark is kept beside it, in `<name>_mark`."""


def _mark(key: bytes, place: str, value: str) -> str:
    """The key is derived: what signs marks encrypts nothing."""
    derived = hmac.new(key, b"blind index", sha256).digest()
    return hmac.new(derived, f"{place}\0{value}".encode(), sha256).hexdigest()
