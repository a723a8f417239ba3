"""Comparing what people type with what is written: accents, case, ligatures, vowel marks and punctuation put aside."""

import re
import unicodedata
from functools import cache

_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]+"
)
"""Accents and vowel marks of the scripts that are kept or near them."""
_SPACED = {code: " " for code in range(128) if not ("0" <= chr(code) <= "9" or "a" <= chr(code) <= "z")}
_IS_ARABIC = re.compile("[\u0620-\u06ff]")
_ARABIC = str.maketrans({
    "ـ": None,  # tatweel only stretches a word
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ة": "ه",
    "ک": "ك",
})  # fmt: skip
"""Letters that keyboards and habits write in several ways; the others lose their hamza or madda as an accent is lost."""
_SEPARATORS = re.compile(r"[^0-9a-z\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5]+")

_FRENCH = (
    ("’", " "), ("–", " "), ("œ", "oe"), ("Œ", "oe"), ("…", " "), ("“", " "), ("”", " "), ("—", " "), ("•", " "), ("€", " "),
    ("\u202f", " "),
)  # fmt: skip
"""What French writes beyond Latin-1, and what it becomes: without it, a letter is a byte, and bytes are changed many times faster."""
_MANY = 1
"""Stands for a letter that becomes several: `_fold` alone does it."""


def fold(text: str) -> str:
    """Return the text in lower case, without accents, each run of anything else as one space: « L’Isle-d’Abeau » → `l isle d abeau`.

    Latin letters, Arabic letters and figures stay: « الإِيواء » → `الايواء`.
    """
    western = text
    for written, plain in () if text.isascii() else _FRENCH:
        western = western.replace(written, plain)
    try:
        single = western.encode("latin-1").translate(_western())
    except UnicodeEncodeError:
        return _fold(text)
    if _MANY in single:
        return _fold(text)
    folded = single.decode("ascii")
    while "  " in folded:  # cheaper than to split and to join
        folded = folded.replace("  ", " ")
    return folded.strip()


def _fold(text: str) -> str:
    """What `fold` does, for every script; French needs less."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    bare = _MARKS.sub("", decomposed)
    if _IS_ARABIC.search(bare):
        return _SEPARATORS.sub(" ", bare.translate(_ARABIC)).strip()
    return " ".join(bare.encode("ascii", "replace").decode("ascii").translate(_SPACED).split())


@cache
def _western() -> bytes:
    """What each letter of Latin-1 becomes, where it becomes one."""
    table = bytearray()
    for code in range(256):
        folded = _fold(f"a{chr(code)}a")[1:-1]
        table.append(ord(folded) if len(folded) == 1 else _MANY)
    return bytes(table)
