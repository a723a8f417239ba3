"""What the text of an answer says: yes, a closure, no more mail, or something that a person must read. Pure.

Only what leaves no doubt is understood: a whole answer that says yes, one period that closes. All the rest goes to people.
"""

import re
from datetime import date
from enum import Enum
from typing import NamedTuple

from app.core.text import fold

LONGEST_CLOSURE_DAYS = 366
LONGEST_YES = 80
"""Characters: who says yes is brief."""
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv january", "fevrier fev february", "mars march", "avril april", "mai may", "juin june", "juillet juil july",
            "aout august", "septembre sept september", "octobre oct october", "novembre nov november", "decembre dec december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?"
_CLOSED = re.compile(r"\b(?:ferm\w*|conges?|closed|closing|closure)\b")
_DOUBT = re.compile(r"\b(?:pas|jamais|sauf|plus|ouvert\w*|not|except|open)\b")
_DAY = rf"{_WEEKDAY}(\d{{1,2}}|1er)(?: (?:of )?({_MONTH}|\d{{1,2}}))?(?: (\d{{4}}))?"
_PERIOD = re.compile(rf"\b(?:du|from) {_DAY} (?:inclus )?(?:au|jusqu au|to|until) {_DAY}\b")
_WHOLE_MONTH = re.compile(rf"\b(?:en|in|tout (?:le )?mois d|mois d|mois de|all) ?({_MONTH})(?: (\d{{4}}))?\b")
_OPENINGS = re.compile(r"(?:bonjour|bonsoir|hello|madame|monsieur|hi)(?: (?:madame|monsieur|a tous|a vous|et|reperes))*")
_ENDINGS = re.compile(
    r"(?:(?:(?:bien |tres )?cordialement|(?:un grand )?merci(?: (?:beaucoup|bien|a vous|d avance|pour tout))*|"
    r"bonne (?:journee|soiree|fin de journee|semaine)|(?:bien )?a vous|respectueusement|salutations|(?:kind |best )?regards|thanks|"
    r"thank you)(?: \w+){0,2})"
)
_YES = (
    r"ok|oui|yes|d accord|parfait|exact|c est (?:bon|juste|exact|ok|parfait)|"
    r"(?:tout )?(?:est|reste) (?:toujours )?(?:juste|bon|exact|ok|a jour|vrai|correct)|"
    r"tout (?:juste|bon|ok)|toujours (?:juste|vrai|bon|exact)|rien (?:n )?a change|rien de change|(?:pas|aucun) (?:de )?changement|"
    r"je confirme|nous confirmons|confirme|all (?:good|correct|true)|(?:everything|it) is (?:correct|true|right)|still true|no change|"
    r"نعم|صحيح"
)
_WHOLE_YES = re.compile(rf"(?:{_YES})(?: (?:et|tout|{_YES}|merci|pour nous))*")
_STOP = re.compile(
    r"(?:stop|arret|arretez|unsubscribe|desinscription|desabonnement|desinscrire|se desabonner)(?: (?:svp|merci|please|s il vous plait))*"
)


class Said(Enum):
    """What an answer says."""

    YES = "yes"
    CLOSED = "closed"
    STOP = "stop"
    OTHER = "other"
    NOTHING = "nothing"


class Reading(NamedTuple):
    """An answer as it was understood; the days, both included, when it says a closure."""

    said: Said
    starts: date | None = None
    ends: date | None = None


def read_answer(text: str, today: date) -> Reading:
    """Return what an answer says, its quotes already cut. Days without a year are those that come next, or that run today."""
    lines = [folded for line in text.splitlines() if (folded := fold(line))]
    if not lines:
        return Reading(Said.NOTHING)
    if _STOP.fullmatch(lines[0]):
        return Reading(Said.STOP)
    said = " ".join(_statement(lines))
    if len(said) <= LONGEST_YES and _WHOLE_YES.fullmatch(said):
        return Reading(Said.YES)
    period = _closure(said, today)
    return Reading(Said.CLOSED, *period) if period else Reading(Said.OTHER)


def _statement(lines: list[str]) -> list[str]:
    """The lines between a greeting and what ends a letter."""
    if len(lines) > 1 and _OPENINGS.fullmatch(lines[0]):
        lines = lines[1:]
    for number, line in enumerate(lines):
        if number and _ENDINGS.fullmatch(line):
            return lines[:number]
    return lines


def _closure(said: str, today: date) -> tuple[date, date] | None:
    """The one period that a text closes; None when it says none, several, or something else besides that could turn it round."""
    if not _CLOSED.search(said) or _DOUBT.search(said):
        return None
    periods = _PERIOD.findall(said)
    months = _WHOLE_MONTH.findall(_PERIOD.sub(" ", said))
    if len(periods) + len(months) != 1:
        return None
    try:
        found = _of_days(*periods[0], today=today) if periods else _of_month(*months[0], today=today)
    except ValueError:  # no such day
        return None
    return found if found and 0 <= (found[1] - found[0]).days < LONGEST_CLOSURE_DAYS else None


def _of_days(  # noqa: PLR0913, PLR0917 - two days, of three words each
    first_day: str, first_month: str, first_year: str, last_day: str, last_month: str, last_year: str, *, today: date
) -> tuple[date, date] | None:
    if not last_month:
        return None
    ends_in, starts_in = _month(last_month), _month(first_month or last_month)
    years_on = 1 if (ends_in, int(last_day.replace("1er", "1"))) < (starts_in, int(first_day.replace("1er", "1"))) else 0
    known = int(first_year) if first_year else int(last_year) - years_on if last_year else None
    for year in (known,) if known else range(today.year - 1, today.year + 2):
        starts = date(year, starts_in, int(first_day.replace("1er", "1")))
        ends = date(int(last_year or year + years_on), ends_in, int(last_day.replace("1er", "1")))
        if ends >= today:
            return starts, ends
    return None


def _of_month(month: str, year: str, *, today: date) -> tuple[date, date] | None:
    number = _month(month)
    for candidate in (int(year),) if year else (today.year, today.year + 1):
        starts = date(candidate, number, 1)
        ends = date.fromordinal(date(candidate + number // 12, number % 12 + 1, 1).toordinal() - 1)
        if ends >= today:
            return starts, ends
    return None


def _month(written: str) -> int:
    return _MONTHS[written] if written in _MONTHS else int(written)
