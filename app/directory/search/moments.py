"""When it must be open, as a sentence says it: « ce soir », « ouvert samedi », « tomorrow », « الآن »."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from app.directory.rules import Opening


class Moment(StrEnum):
    """What may be said of when. Days of the week are in the order of `date.weekday`, and come last."""

    NOW = "maintenant"
    EVENING = "soir"
    TODAY = "aujourdhui"
    TOMORROW = "demain"
    WEEKEND = "week-end"
    MONDAY = "lundi"
    TUESDAY = "mardi"
    WEDNESDAY = "mercredi"
    THURSDAY = "jeudi"
    FRIDAY = "vendredi"
    SATURDAY = "samedi"
    SUNDAY = "dimanche"


_WEEK = tuple(Moment)[-7:]
_SATURDAY = 5
_OPENINGS = MappingProxyType({Moment.NOW: Opening.NOW, Moment.EVENING: Opening.EVENING, Moment.TODAY: Opening.TODAY})
_SAID: Mapping[Moment, tuple[str, ...]] = {
    Moment.NOW: (
        "maintenant", "ouvert", "ouverte", "ouverts", "ouvert maintenant", "tout de suite", "tout suite", "en ce moment", "immediatement",
        "now", "right now", "open", "open now", "الان", "مفتوح", "مفتوح الان", "حالا",
    ),
    Moment.EVENING: (
        "ce soir", "cette nuit", "pour ce soir", "pour la nuit", "tonight", "this evening", "at night", "الليله", "هذه الليله",
        "هذا المساء", "مساء اليوم",
    ),
    Moment.TODAY: ("aujourd hui", "aujourdhui", "ce jour", "ce matin", "cet apres midi", "ce midi", "today", "this morning", "اليوم"),
    Moment.TOMORROW: ("demain", "demain matin", "demain soir", "des demain", "tomorrow", "tomorrow morning", "غدا", "غد"),
    Moment.WEEKEND: (
        "ce week end", "ce weekend", "le week end", "le weekend", "week end", "weekend", "this weekend", "the weekend", "نهايه الاسبوع",
        "عطله نهايه الاسبوع",
    ),
    Moment.MONDAY: ("lundi", "monday", "الاثنين"),
    Moment.TUESDAY: ("mardi", "tuesday", "الثلاثاء"),
    Moment.WEDNESDAY: ("mercredi", "wednesday", "الاربعاء"),
    Moment.THURSDAY: ("jeudi", "thursday", "الخميس"),
    Moment.FRIDAY: ("vendredi", "friday", "الجمعه"),
    Moment.SATURDAY: ("samedi", "saturday", "السبت"),
    Moment.SUNDAY: ("dimanche", "sunday", "الاحد"),
}  # fmt: skip
_NO_MOMENT = frozenset(
    {
        ("ouvert", "a", "tous"),
        ("ouverte", "a", "tous"),
        ("open", "to", "everyone"),
        ("open", "to", "all"),
        ("مفتوح", "للجميع"),
        ("اليوم", "نفسه"),
    }
)
"""Says for whom, or on the same day."""
_BEFORE = ("", "ouvert ", "ouverts ", "ouverte ", "open ", "مفتوح ")
_LINKS = ("", "le ", "ce ", "on ", "this ", "يوم ")
_AFTER = ("", " prochain", " matin", " soir", " apres midi")


def _phrases() -> Mapping[tuple[str, ...], Moment]:
    phrases: dict[tuple[str, ...], Moment] = {}
    for moment, words in _SAID.items():
        links, after = (_LINKS, _AFTER) if moment in _WEEK else (("",), ("",))
        before = _BEFORE if moment is not Moment.NOW else ("",)
        said = (f"{one}{two}{word}{last}" for one in before for two in links for word in words for last in after)
        phrases |= {tuple(phrase.split()): moment for phrase in said}
    return MappingProxyType(phrases)


_PHRASES = _phrases()
_FIRST_WORDS = frozenset(phrase[0] for phrase in _PHRASES)
_LONGEST = max(map(len, _PHRASES))


def moment_at(words: Sequence[str], start: int) -> tuple[Moment | None, int]:
    """Return the moment that folded words name from there, the longest phrase first, and how many words it takes."""
    if words[start] in _FIRST_WORDS and not any(tuple(words[start : start + len(phrase)]) == phrase for phrase in _NO_MOMENT):
        for length in range(min(_LONGEST, len(words) - start), 0, -1):
            moment = _PHRASES.get(tuple(words[start : start + length]))
            if moment is not None:
                return moment, length
    return None, 1


def opening_of(moment: Moment, today: date) -> Opening | date:
    """Return what a moment asks for, said on that day: a day of the week is the next one, today included; the week-end, its next day."""
    if moment in _OPENINGS:
        return _OPENINGS[moment]
    if moment is Moment.TOMORROW:
        return today + timedelta(days=1)
    if moment is Moment.WEEKEND:
        return today + timedelta(days=max(0, _SATURDAY - today.weekday()))
    return today + timedelta(days=(_WEEK.index(moment) - today.weekday()) % 7)
