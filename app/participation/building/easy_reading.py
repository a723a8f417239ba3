"""That people concerned read the easy French of a questionnaire: how many, which day, and what it said then. Pure.

Nobody's name is kept. A reading stands as long as what respondents read in easy French is the same, word for word.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from app.core.language import EASY_FRENCH
from app.participation.building.texts import Place, texts
from app.participation.definition import Definition, Said, said

MOST_PEOPLE = 999
NOT_READ_ALOUD = frozenset(("summary", "guidance"))
"""Parts that respondents never read: for who chooses a questionnaire, for who asks the questions."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an author noted: how many people read it, which day, the digest of what they read."""

    people: int
    on: date
    sha256: str


def easy_texts(definition: Definition) -> Iterator[tuple[Place, Said]]:
    """Return what respondents read in easy French, in their order: French where it is not written in it."""
    for place, text in texts(definition):
        words = said(text, EASY_FRENCH.code)
        if words.words and place.part not in NOT_READ_ALOUD:
            yield place, words


def digest_of_easy(definition: Definition) -> str:
    """Return the SHA-256 of what respondents read in easy French; moving a question changes no word."""
    lines = sorted(f"{place}\0{words.words}" for place, words in easy_texts(definition))
    return sha256("\0\0".join(lines).encode()).hexdigest()


def reading(kept: Mapping[str, Any]) -> Reading | None:
    """Return what was noted, as a draft keeps it; None where nothing was, or nothing that can be read."""
    people, on, digest = kept.get("people"), kept.get("on"), kept.get("sha256")
    if not isinstance(people, int) or not isinstance(on, str) or not isinstance(digest, str):
        return None
    try:
        return Reading(people, date.fromisoformat(on), digest)
    except ValueError:
        return None


def kept_reading(noted: Reading) -> dict[str, Any]:
    """Return a reading as a draft keeps it."""
    return {"people": noted.people, "on": noted.on.isoformat(), "sha256": noted.sha256}
