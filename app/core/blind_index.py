"""Looking for a sealed value without opening the others: a keyed digest beside it, that tells equal values and nothing else."""

import hmac
from collections.abc import Sequence
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
    figures = "".join(character for character in phone if character.isdigit())
    return f"0{figures[2:]}" if figures.startswith("33") and len(figures) == LONG_NUMBER else figures


LONG_NUMBER = 11
"""Figures of a number with 33 in front."""


def _mark(key: bytes, place: str, value: str) -> str:
    """The key is derived: what signs marks encrypts nothing."""
    derived = hmac.new(key, b"blind index", sha256).digest()
    return hmac.new(derived, f"{place}\0{value}".encode(), sha256).hexdigest()
