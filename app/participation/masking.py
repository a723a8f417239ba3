"""Hiding words of a text that somebody wrote: what may tell who they are, what is replaced, and nothing else changed. Pure.

What looks like a name is a guess: signs alone are looked at. Names that begin a sentence, or without a capital, are not seen.
"""

import re
from collections.abc import Iterable

MASK = "[…]"
_TYPED_MASK = re.compile(r"\[\s*(?:…|\.{2,})\s*\]")
_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'-]*"
_NAME = rf"{_WORD}(?:[ -]{_WORD}){{0,3}}"
_LINKS = r"(?:(?:de|du|des|la|le|les)\s|[ld][’']){0,3}"
_DIGITS = r"\d(?:[\s.\-/()_]{0,2}\d)"
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_WAYS = "rue|avenue|av|boulevard|bd|place|chemin|impasse|allée|allées|quai|cours|route|square|passage|montée|résidence|cité|foyer"
_TITLES = "M|Mr|Mme|Mlle|Dr|Me|Monsieur|Madame|Mademoiselle|Docteur"
_LOOKS = (
    re.compile(r"[^\s@<>()]{1,64}@[^\s@<>()]{1,190}"),
    re.compile(r"(?:https?://|www\.)\S{1,200}", re.IGNORECASE),
    re.compile(rf"\b\d{{1,2}}(?:er)?\s+(?:{_MONTHS})\b(?:\s+\d{{4}})?", re.IGNORECASE),
    re.compile(rf"(?:\+\s?)?{_DIGITS}{{5,20}}"),
    re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b"),
    re.compile(rf"\b\d{{1,4}}\s?(?:bis|ter)?,?\s+(?i:{_WAYS})\b\.?\s+{_LINKS}[\w’']+(?:[ -]{_WORD}){{0,3}}"),
    re.compile(rf"\b(?i:{_WAYS})\b\.?\s+{_LINKS}{_NAME}"),
    re.compile(rf"\b(?:{_TITLES})\b\.?\s+{_NAME}"),
    re.compile(rf"(?<=[\w,;:’'»)…]\s){_NAME}"),
    re.compile(rf"(?<=\b[ldLD][’']){_NAME}"),
)
_KNOWN = frozenset((
    "AAH", "ADA", "ALS", "AME", "APL", "ASE", "CAF", "CCAS", "CDD", "CDI", "CHRS", "CIAS", "CMU", "CNDA", "CPAM", "CSS", "CV", "DALO",
    "FALC", "MDPH", "OFPRA", "OK", "OQTF", "PC", "PMI", "RER", "RSA", "SAMU", "SDF", "SIAO", "SMS", "SNCF", "TER", "TV", "Croix",
    "Rouge", "Emmaüs", "Facebook", "France", "Internet", "Je", "Noël", "Pôle", "Restos",
))  # fmt: skip
"""Words in capitals, or with one, that name nobody."""


def suspects(text: str) -> list[str]:
    """Return what may tell who somebody is, in the order of the text, each once: names, numbers, addresses, days."""
    found: list[tuple[int, int]] = []
    for look in _LOOKS:
        for one in look.finditer(text):
            start, end = one.span()
            if not any(start < until and since < end for since, until in found) and not _is_known(one[0]):
                found.append((start, end))
    return list(dict.fromkeys(text[start:end].strip() for start, end in sorted(found)))


def written(text: str) -> str:
    """Return a text with each way of typing a mask as the one way."""
    return _TYPED_MASK.sub(MASK, text)


def hidden(text: str, words: Iterable[str]) -> str:
    """Return a text where each of these words is masked wherever it stands, the longest first."""
    for one in sorted({word for word in words if word.strip() and word in text}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", MASK, text)
    return text


def is_masked_form(original: str, masked: str) -> bool:
    """Whether a text is the original with parts replaced by masks, and nothing else: somebody's words are theirs."""
    first, *pieces = [" ".join(piece.split()) for piece in masked.split(MASK)]
    whole = " ".join(original.split())
    if not pieces:
        return first == whole
    *middle, last = pieces
    if not whole.startswith(first):
        return False
    at = len(first)
    for piece in middle:
        at = whole.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return len(whole) - at >= len(last) and whole.endswith(last)


def _is_known(words: str) -> bool:
    return all(word in _KNOWN for word in re.split(r"[\s-]+", words.strip()))
