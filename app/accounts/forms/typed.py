"""What people type, made ready to be read."""

import unicodedata

JOINERS = "\u200c\u200d"
"""Invisible, and part of how some languages are written."""


def digits_of(text: str | None) -> str:
    """Return the digits of a text, in any script, as 0 to 9: « 123 456 » and « ١٢٣٤٥٦ » are `123456`."""
    return "".join(str(value) for letter in text or "" if (value := unicodedata.decimal(letter, None)) is not None)


def one_line(text: str | None) -> str:
    """Return a text on one line, without what cannot be seen but for what joins letters and parts them."""
    return " ".join("".join(letter if letter.isprintable() or letter in JOINERS else " " for letter in text or "").split())
