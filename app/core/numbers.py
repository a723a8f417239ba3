"""Numbers as addresses and forms bring them."""

LONGEST = 9
"""Figures: what has more is the number of no row, and every database takes what has less."""


LARGEST = 2**31
"""Numbers of rows are under it."""


def row_number(text: str | None) -> int | None:
    """Return a whole number written in plain figures, spaces around put aside; None for anything else."""
    figures = (text or "").strip()
    return int(figures) if figures.isascii() and figures.isdigit() and len(figures) <= LONGEST else None
