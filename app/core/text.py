"""Comparing what people type with what is written: accents, case, ligatures and punctuation put aside."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"})
_SEPARATORS = re.compile(r"[^0-9a-z]+")


def fold(text: str) -> str:
    """Return the text in lower case, without accents, each run of anything else as one space: « L’Isle-d’Abeau » → `l isle d abeau`."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES).casefold())
    ascii_only = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _SEPARATORS.sub(" ", ascii_only).strip()
