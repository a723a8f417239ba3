"""Telephone numbers as people read them and as phones dial them."""

import re

from app.directory.display.cards import Phone

_AS_READ = re.compile(r"0[1-9](?: [0-9]{2}){4}")
_FRANCE = re.compile(r"^(?:\+|00)33(?:\(0\))?0?(?=[1-9])")
_NATIONAL = re.compile(r"0[1-9][0-9]{8}")
_SHORT = re.compile(r"[0-9]{2,6}")
"""« 15 » to « 118218 »."""
_INTERNATIONAL = re.compile(r"\+[1-9][0-9]{6,14}")
_ASIDE = re.compile(r"\((?!0\))[^)]*\)?")
_BETWEEN_TWO = re.compile(r"[/;,|]| ou | et ")


def phone(text: str) -> Phone | None:
    """Return a number to tap: the first of several; None when the text begins with none that a phone can dial.

    French numbers are read two digits at a time and dialled with their country, so that any phone can.
    """
    if _AS_READ.fullmatch(text):
        return Phone(text.replace(" ", "\u00a0"), f"tel:+33{text[1:].replace(' ', '')}")
    dialled = re.sub(r"[\s.\-\u2010-\u2015]", "", _BETWEEN_TWO.split(_ASIDE.sub("", text))[0])
    dialled = _FRANCE.sub("0", dialled)
    dialled = re.sub(r"^00(?=[1-9])", "+", dialled)
    if _NATIONAL.fullmatch(dialled):
        return Phone("\u00a0".join(dialled[start : start + 2] for start in range(0, 10, 2)), f"tel:+33{dialled[1:]}")
    if _SHORT.fullmatch(dialled) or _INTERNATIONAL.fullmatch(dialled):
        return Phone(dialled, f"tel:{dialled}")
    return None
