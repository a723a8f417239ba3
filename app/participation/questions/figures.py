"""Whole numbers as people type them: in the figures of any script, with spaces between thousands."""

import unicodedata

LONGEST = 9
"""Figures: every database takes a number that has no more."""


def whole_number(text: str) -> int | None:
    """Return the number typed, None when it is not one. A sign − may come first; what nothing shows is put aside."""
    seen = "".join(sign for sign in text if not sign.isspace() and unicodedata.category(sign) not in ("Cc", "Cf"))
    is_below = seen[:1] in ("-", "−")
    figures = seen[1:] if is_below else seen
    if not figures.isdecimal() or len(figures) > LONGEST:
        return None
    return -int(figures) if is_below else int(figures)
