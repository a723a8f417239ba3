"""One translated text: what can be wrong with it."""

import re
from collections.abc import Iterator

from babel.messages.catalog import Message

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def identity(message: Message) -> tuple[str | None, str | tuple[str, ...]]:
    """Return what makes a text itself: its context, its singular and its plural."""
    return message.context, tuple(message.id) if isinstance(message.id, list | tuple) else message.id


def forms(message: Message) -> tuple[str, ...]:
    """Return the translations of a text: one, or one for each plural form."""
    return tuple(message.string) if isinstance(message.string, list | tuple) else (message.string,)


def placeholders(text: str) -> set[str]:
    """Return the names of the values in a text."""
    return set(PLACEHOLDER.findall(text))


def breaks_formatting(text: str) -> bool:
    """Whether a text that takes values holds a % that is neither a value nor written %%."""
    return bool(placeholders(text)) and "%" in PLACEHOLDER.sub("", text).replace("%%", "")


def complaints(message: Message, *, plurals: int) -> Iterator[str]:
    """Say what is wrong with a translation. A plural form may leave the count out (« deux services » needs no figure)."""
    if message.fuzzy:
        yield "unsure (fuzzy)"
    plural = isinstance(message.id, list | tuple)
    translations = forms(message)
    if not all(text.strip() for text in translations) or (plural and len(translations) != plurals):
        yield "not translated"
        return
    sources = tuple(message.id) if plural else (message.id,)
    expected = set().union(*map(placeholders, sources))
    optional = {"num"} if plural else set()
    for text in translations:
        if placeholders(text) - optional != expected - optional or not placeholders(text) <= expected | optional:
            yield f"other values in « {text} »"
        if breaks_formatting(text):
            yield f"a lone % in « {text} »"
