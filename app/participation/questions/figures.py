"""Whole numbers as people type them: in the figures of any script, with spaces between thousands."""

import unicodedata

LONGEST = 9
"""Figures: every database takes a number that has no more."""


def plain_figures(text: str) -> str:
    """Return a text with figures of any script as 0 to 9, without what nothing shows."""
    seen = (sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cf"))
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in seen)


def whole_number(text: str) -> int | None:
    """Return the number typed, None when it is not one. A sign − may come first; what nothing shows is put aside."""
    seen = "".join(plain_figures(text).split())
    is_below = seen[:1] in ("-", "−")
    figures = seen[1:] if is_below else seen
    if not figures.isdecimal() or len(figures) > LONGEST:
        return None
    return -int(figures) if is_below else int(figures)
