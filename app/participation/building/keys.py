"""Keys and codes, made of the words that people write: nobody types them, and they are for life. Pure."""

from collections.abc import Collection, Iterator
from itertools import chain, count

from app.core.text import fold
from app.participation.conditions import RESERVED

LONGEST = 40
"""Signs of a key or of a code."""
OF_QUESTION, OF_CHOICE, OF_WHOLE = "question", "choix", "questionnaire"
"""What stands for words that have no letter of ours: figures, another script."""
PASSED_OVER = frozenset((
    "a", "au", "aux", "avec", "avez", "c", "ce", "ces", "cette", "comment", "d", "dans", "de", "des", "du", "elle", "en", "est", "et",
    "etes", "etre", "il", "j", "je", "l", "la", "le", "les", "leur", "mais", "n", "ne", "nous", "on", "ou", "par", "pas", "plus", "pour",
    "qu", "que", "quel", "quelle", "quelles", "quels", "qui", "s", "sa", "se", "ses", "son", "sont", "sur", "t", "tres", "un", "une",
    "vos", "votre", "vous", "y",
))  # fmt: skip
"""Words that tell nothing of a question."""
FEW_WORDS = 4


def key_of(words: str, taken: Collection[str]) -> str:
    """Return the key of a new question, made of what tells in its words; never one of those taken."""
    told = [word for word in fold(words).split() if word not in PASSED_OVER]
    return _free("_".join(told[:FEW_WORDS]), "_", OF_QUESTION, {*taken, *RESERVED})


def code_of(words: str, taken: Collection[str]) -> str:
    """Return the code of a new choice, made of its words; never one of those taken."""
    return _free("_".join(fold(words).split()), "_", OF_CHOICE, taken)


def questionnaire_code(title: str, taken: Collection[str]) -> str:
    """Return the code of a new questionnaire, made of its title; never one of those taken."""
    return _free("-".join(fold(title).split()), "-", OF_WHOLE, taken)


def _free(text: str, join: str, default: str, taken: Collection[str]) -> str:
    plain = "".join(sign for sign in text if sign.isascii())
    letters = plain.lstrip(f"0123456789{join}")
    base = join.join(part for part in (letters or f"{default}{join}{plain}").split(join) if part)
    return next(one for one in _named(base, join) if one not in taken)


def _named(base: str, join: str) -> Iterator[str]:
    """The name, cut at a word where it is too long; then with a number."""
    for end in chain(("",), (f"{join}{number}" for number in count(2))):
        kept = base[: LONGEST - len(end)]
        whole = kept.rpartition(join)[0] if len(kept) < len(base) and base[len(kept)] != join and join in kept else kept
        yield f"{whole.strip(join)}{end}"
