"""Telephone numbers as people read them and as phones dial them."""

import re

from app.directory.display.cards import Phone

_AS_READ = re.compile(r"0[1-9](?: [0-9]{2}){4}")
_FRENCH_LENGTH = 10
_SHORTEST, _SHORT_LENGTH = 2, 6
"""« 15 » to « 118 218 »."""


def phone(text: str) -> Phone | None:
    """Return a number to tap; None when the text holds none. French numbers are read two digits at a time."""
    if _AS_READ.fullmatch(text):
        return Phone(text.replace(" ", "\u00a0"), f"tel:+33{text[1:].replace(' ', '')}")
    digits = "".join(c for c in text if c.isdigit())
    if text.strip().startswith("+33") and len(digits) == _FRENCH_LENGTH + 1:
        digits = "0" + digits[2:]
    if len(digits) == _FRENCH_LENGTH and digits.startswith("0"):
        pairs = "\u00a0".join(digits[start : start + 2] for start in range(0, _FRENCH_LENGTH, 2))
        return Phone(pairs, f"tel:+33{digits[1:]}")
    if _SHORTEST <= len(digits) <= _SHORT_LENGTH:
        return Phone(digits, f"tel:{digits}")
    if len(digits) > _SHORT_LENGTH:
        return Phone(text.strip(), f"tel:{'+' if text.strip().startswith('+') else ''}{digits}")
    return None
