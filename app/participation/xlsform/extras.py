"""What questionnaires of ours say that XLSForm has no column for: `bind::rep:*` of questions, `attribute::rep:*` of the settings."""

import json
from collections.abc import Mapping
from typing import Any

from app.core.language import READABLE
from app.participation.definition import Text
from app.participation.xlsform.sheets import Row

NAMESPACES = 'rep="urn:reperes:xlsform"'
OF_QUESTION, OF_FORM = "bind::rep:", "attribute::rep:"
TITLE, INTRO, THANKS = "title", "intro", "thanks"
PARTS = (TITLE, INTRO, THANKS)
"""Texts of the questionnaire that are written as notes, so that each language has its column."""
YES, NO = "yes", "no"
_CONTROL = rb"\u00"
"""How JSON writes signs that no page may show."""
_TRUE = frozenset(("yes", "y", "true", "true()", "1", "oui", "vrai", "on"))
_FALSE = frozenset(("no", "n", "false", "false()", "0", "non", "faux", "off"))


def flag(written: str) -> bool:
    """Whether a cell says yes, in one of the ways that forms do."""
    return written.strip().lower() in _TRUE


def is_no(written: str) -> bool:
    """Whether a cell says no."""
    return written.strip().lower() in _FALSE


def text(row: Row, prefix: str, name: str) -> Text:
    """Return a text that has a column for each language: `bind::rep:why-fr`."""
    found = {code: row.get(f"{prefix}{name}-{code}") for code in READABLE}
    return {code: words for code, words in found.items() if words}


def number(row: Row, name: str) -> int | None:
    """Return a whole number, None when there is none."""
    written = row.get(name)
    return int(written) if written.isascii() and written.isdigit() and len(written) <= 4 else None  # noqa: PLR2004 - small ones


def mapping(row: Row, name: str) -> Mapping[str, Any] | None:
    """Return what a cell of JSON says; None when it says nothing that can be read."""
    try:
        found = json.loads(row.get(name) or "null")
        plain = json.dumps(found, ensure_ascii=False).encode()  # half a sign is written nowhere
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and _CONTROL not in plain else None
