"""Tables that a spreadsheet opens."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"
"""By it, spreadsheets know UTF-8."""


def harmless(cell: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a csv as French spreadsheets open it: semicolons, UTF-8 said at its start, no cell a formula."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";")
    writer.writerow(headings)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + written.getvalue()
