"""What an organisation asks of itself before it publishes a questionnaire: what is asked, what holds, what is lacking. Pure.

A draft keeps the names of its gates; that of the committee says how many approvals it wants: `comite:3`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from app.core.language import EASY_FRENCH
from app.core.numbers import row_number
from app.participation.building import data_sheet
from app.participation.building.easy_reading import digest_of_easy, reading
from app.participation.building.texts import stale
from app.participation.checking.texts import missing_texts
from app.participation.definition import Definition, canonical, digest_of
from app.participation.rules import Gate, Opinion

APPROVALS, MOST_APPROVALS = 2, 20


class Lack(StrEnum):
    """What keeps a gate shut."""

    MISSING = "manque"
    """Texts that are not there in some language."""
    STALE = "ancien"
    """Translations that are older than their French."""
    NO_EASY_FRENCH = "sans-facile"
    UNREAD = "non-lu"
    REWRITTEN = "reecrit"
    """People read the easy French, and it changed since."""
    APPROVALS = "accords"
    """Approvals that are still wanted."""
    OBJECTION = "opposition"
    SHEET = "fiche"
    """Fields of the sheet that say nothing."""


class Lacking(NamedTuple):
    """What a gate lacks: how many of what, and their names where there are some (links, fields)."""

    what: Lack
    many: int = 1
    names: tuple[str, ...] = ()


class Asked(NamedTuple):
    """What is asked of a draft, and how many approvals."""

    gates: frozenset[Gate]
    approvals: int = APPROVALS


class Voice(NamedTuple):
    """What a link of the committee last said. `is_live`: it may still say otherwise; `sha256`: of the definition that it was about."""

    name: str
    opinion: str | None
    sha256: str
    is_live: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What gates look at."""

    definition: Definition
    stamps: Mapping[str, str]
    easy_review: Mapping[str, Any]
    sheet: Mapping[str, str]
    voices: Sequence[Voice]


@dataclass(frozen=True, slots=True)
class GateState:
    """One gate: whether it is asked, and what it lacks; nothing: it holds."""

    gate: Gate
    is_asked: bool
    lacks: tuple[Lacking, ...]

    @property
    def is_shut(self) -> bool:
        """Whether it keeps the questionnaire from being published."""
        return self.is_asked and bool(self.lacks)


def asked(kept: Sequence[object]) -> Asked:
    """Return what a draft asks, from what it keeps; what cannot be read asks nothing."""
    gates: set[Gate] = set()
    approvals = APPROVALS
    for one in kept:
        name, _, number = str(one).partition(":")
        found = next((gate for gate in Gate if gate == name), None)
        if found is None:
            continue
        gates.add(found)
        many = row_number(number)
        if found is Gate.COMMITTEE and many is not None and 1 <= many <= MOST_APPROVALS:
            approvals = many
    return Asked(frozenset(gates), approvals)


def kept(wanted: Asked) -> list[str]:
    """Return what a draft keeps of what is asked."""
    return [f"{gate}:{wanted.approvals}" if gate is Gate.COMMITTEE else str(gate) for gate in Gate if gate in wanted.gates]


def states(wanted: Asked, told: Told) -> list[GateState]:
    """Return each gate, those that are not asked too."""
    lacks = {
        Gate.TRANSLATIONS: _translations(told),
        Gate.EASY_FRENCH: _easy_french(told),
        Gate.COMMITTEE: _committee(told, wanted.approvals),
        Gate.DATA_SHEET: _sheet(told),
    }
    return [GateState(gate, gate in wanted.gates, tuple(lacks[gate])) for gate in Gate]


def approving(voices: Sequence[Voice], sha256: str) -> list[Voice]:
    """Return those who approve the definition of this digest, by a link that is still good."""
    return [one for one in voices if one.opinion == Opinion.APPROVES and one.is_live and one.sha256 == sha256]


def objecting(voices: Sequence[Voice]) -> list[Voice]:
    """Return those who object: whatever changed since, and even when somebody took their link back."""
    return [one for one in voices if one.opinion == Opinion.OBJECTS]


def _translations(told: Told) -> Iterator[Lacking]:
    if missing := len(list(missing_texts(told.definition))):
        yield Lacking(Lack.MISSING, missing)
    if old := len(stale(told.definition, told.stamps)):
        yield Lacking(Lack.STALE, old)


def _easy_french(told: Told) -> Iterator[Lacking]:
    if EASY_FRENCH.code not in told.definition.languages:
        yield Lacking(Lack.NO_EASY_FRENCH)
        return
    noted = reading(told.easy_review)
    if noted is None:
        yield Lacking(Lack.UNREAD)
    elif noted.sha256 != digest_of_easy(told.definition):
        yield Lacking(Lack.REWRITTEN)


def _committee(told: Told, wanted: int) -> Iterator[Lacking]:
    if against := objecting(told.voices):
        yield Lacking(Lack.OBJECTION, len(against), tuple(one.name for one in against))
    still = wanted - len(approving(told.voices, digest_of(canonical(told.definition))))
    if still > 0:
        yield Lacking(Lack.APPROVALS, still)


def _sheet(told: Told) -> Iterator[Lacking]:
    if empty := data_sheet.lacking(told.sheet):
        yield Lacking(Lack.SHEET, len(empty), tuple(data_sheet.FIELDS[one] for one in empty))
