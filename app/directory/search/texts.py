"""Which services bear words in their name or description: one interface over the index of each engine (`text_index`).

A word is looked for by its beginning, its plural taken off: « bains » finds « bain ». All words must be there. When they are
nowhere together, one typing error is forgiven in each long word that no service bears.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from app.core.text import fold
from app.directory.models import Service, Structure
from app.directory.search.text_engines import Condition, TextEngine, engine_of
from app.directory.search.text_typos import TYPO_LENGTH, closest, singular

MOST_LISTED = 4000
"""Services up to which a search starts from those that bear the words; beyond, from the place, and looks whether they bear them."""


@dataclass(frozen=True, slots=True)
class Matches:
    """The services that bear some words, as a condition on `search_entry`."""

    words: tuple[str, ...]
    """What was looked for, corrections included; folded."""
    condition: Condition
    is_listed: bool
    """They are few enough to be listed: a search starts from them rather than from the place."""
    is_corrected: bool = False


def look_up(connection: Connection, words: Sequence[str]) -> Matches:
    """Look for words; the condition holds for no entry when no service bears them all."""
    engine = engine_of(connection)
    asked = tuple(bare for word in words for bare in fold(word).split())
    found = _bearing(engine, asked)
    if found:
        return _matches(engine, asked, found, is_corrected=False)
    mended = tuple(_mended(engine, word, is_borne_nowhere=len(asked) == 1) for word in asked)
    found = _bearing(engine, mended) if mended != asked else ()
    return _matches(engine, mended if found else asked, found, is_corrected=bool(found))


def _mended(engine: TextEngine, word: str, *, is_borne_nowhere: bool) -> str:
    """The word that this one was meant to be, when no service bears it; looked for unless it was already."""
    if len(word) < TYPO_LENGTH or (not is_borne_nowhere and _bearing(engine, (word,))):
        return word
    return closest(word, engine.like(word)) or word


def named(connection: Connection, words: Sequence[str], service_ids: Collection[int]) -> frozenset[int]:
    """Return those of the services whose own name, with their structure's, bears the words."""
    beginnings = tuple(f" {singular(word)}" for word in words)
    names = select(Service.id, Service.nom, Structure.nom).join(Structure).where(Service.id.in_(service_ids))
    rows = connection.execute(names) if service_ids else ()
    return frozenset(number for number, *own in rows if _bears(f" {fold(' '.join(own))}", beginnings))


def _bears(text: str, beginnings: Sequence[str]) -> bool:
    return all(beginning in text for beginning in beginnings)


def _bearing(engine: TextEngine, words: Sequence[str]) -> Sequence[int]:
    """Services that bear the words, one more than can be listed at the most."""
    return engine.bearing(_beginnings(words), MOST_LISTED + 1) if words else ()


def _beginnings(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(singular, words)))


def _matches(engine: TextEngine, words: tuple[str, ...], found: Sequence[int], *, is_corrected: bool) -> Matches:
    is_listed = len(found) <= MOST_LISTED
    condition = engine.among(found) if is_listed else engine.tested(_beginnings(words))
    return Matches(words, condition, is_listed, is_corrected)
