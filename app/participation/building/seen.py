"""What a form was shown, by short digests: so that two people who write at once overwrite nothing of each other. Pure."""

from collections.abc import Mapping
from enum import Enum
from hashlib import sha256

from app.participation.questions.base import one_value

SIGNS = 8
"""Of a digest: a change goes unseen once in four billion."""


class Fate(Enum):
    """What becomes of what somebody sent. Never shown as such."""

    SAME = "nothing to do: it stands so already, or they left it as it was"
    TAKEN = "it stands instead"
    CLASH = "it changed meanwhile, and otherwise"


def plain(text: str) -> str:
    """Return a text as forms send it back when nobody touches it: both are compared so."""
    return one_value({"": [text]}, "")


def mark_of(value: str) -> str:
    """Return what stands in a form for what it shows."""
    return sha256(value.encode()).hexdigest()[:SIGNS]


def fate(shown: str, now: str, given: str) -> Fate:
    """Tell what becomes of what was sent. `shown`: mark of what the form showed; `now`: what stands."""
    if given == now or mark_of(given) == shown:
        return Fate.SAME
    return Fate.TAKEN if mark_of(now) == shown else Fate.CLASH


def packed(marks: Mapping[str, str]) -> str:
    """Return marks by name as one hidden field holds them; names have no space."""
    return " ".join(f"{name}={one}" for name, one in marks.items())


def unpacked(text: str) -> Mapping[str, str]:
    """Return the marks of a hidden field, whatever came."""
    return {name: one for pair in text.split() for name, is_pair, one in [pair.rpartition("=")] if is_pair}
