"""Words that moderators add to those of the search. Nothing here commits."""

from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.errors import DomainError
from app.core.numbers import LARGEST
from app.core.text import fold
from app.directory.models import KindSynonym
from app.directory.search import local_words
from app.directory.search.homonyms import homonyms, organisations
from app.directory.search.moments import moment_at
from app.directory.search.understanding import is_known_word
from app.directory.search.vocabulary import phrases, singular
from app.directory.services import raise_version
from app.territory.index import name_index


class Clash(StrEnum):
    """What a phrase stands for already."""

    KIND = "type"
    NEED = "besoin"
    URGENCY = "urgence"
    HOMONYM = "homonyme"
    ORGANISATION = "organisation"
    MOMENT = "moment"
    COMMUNE = "commune"
    LITTLE_WORD = "petit-mot"
    NOTHING = "rien"
    """No letter that the search reads."""


class Meant(NamedTuple):
    """What a phrase stands for already, and the code of the kind or of the need, the word, the organisation."""

    clash: Clash
    code: str = ""


class AlreadyMeans(DomainError):
    """The phrase has a meaning: another would make both useless."""

    def __init__(self, meant: Meant) -> None:
        """Tell which."""
        super().__init__()
        self.meant = meant


def add(session: Session, text: str, kind: str, *, by: str) -> KindSynonym:
    """Let a phrase lead to a kind; raise AlreadyMeans. `by`: a role, never a name."""
    local_words.take_in(session)
    if meant := meaning_of(text):
        raise AlreadyMeans(meant)
    added = KindSynonym(phrase=singular(fold(text).split()), text=text, kind=kind, added_at=utc_now(), added_by=by)
    session.add(added)
    try:
        raise_version(session)
    except IntegrityError:  # somebody added it meanwhile
        session.rollback()
        raise AlreadyMeans(Meant(Clash.KIND, kind)) from None
    return added


def remove(session: Session, number: int) -> None:
    """Let a phrase that was added lead nowhere any more; one that is gone already is no trouble."""
    if number >= LARGEST:
        return
    session.execute(delete(KindSynonym).where(KindSynonym.id == number))
    raise_version(session)


def meaning_of(text: str) -> Meant | None:
    """Return what a phrase stands for in the words that this process knows; None when it is free."""
    words = fold(text).split()
    whole, single = " ".join(words), singular(words)
    if whole in homonyms():
        return Meant(Clash.HOMONYM, homonyms()[whole].word)
    if meanings := phrases().get(whole) or phrases().get(single):
        return Meant(Clash(meanings[0].sort.value), meanings[0].code)
    if single in organisations():
        return Meant(Clash.ORGANISATION, organisations()[single])
    return _meaning_elsewhere(words) if single else Meant(Clash.NOTHING)


def _meaning_elsewhere(words: list[str]) -> Meant | None:
    """What words stand for that name neither help nor organisation: when, where, or nothing by themselves."""
    moment, length = moment_at(words, 0)
    if moment is not None and length == len(words):
        return Meant(Clash.MOMENT)
    if " ".join(words) in name_index().names:
        return Meant(Clash.COMMUNE)
    return Meant(Clash.LITTLE_WORD) if len(words) == 1 and is_known_word(words[0]) else None


def synonyms(session: Session, searched: str = "") -> list[KindSynonym]:
    """Return the phrases that were added, in alphabetical order; those that hold some words when these are given."""
    found = select(KindSynonym).order_by(KindSynonym.phrase)
    if words := singular(fold(searched).split()):
        found = found.where(KindSynonym.phrase.contains(words, autoescape=True))
    return list(session.scalars(found))
