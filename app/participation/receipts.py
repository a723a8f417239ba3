"""The three words that lead to what became of the answers to a campaign: the same for everybody, so that they say nothing of anybody."""

from secrets import token_bytes

from app.participation.words import draw

SECRET = 16
"""Bytes that the words are drawn from."""


def new_receipt() -> str:
    """Return three words drawn anew: `abeille-balcon-cactus`."""
    return "-".join(draw(token_bytes(SECRET)))
