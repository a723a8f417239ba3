"""A month of a year: « mai 2026 ». Nothing finer is asked."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from babel.dates import format_date, get_month_names

from app.core.clock import today
from app.core.language import LANGUAGES, READABLE, mark
from app.participation.answers import Answer
from app.participation.definition import Question, Text
from app.participation.questions.base import CONTROL, Category, Given, Mistake, Shape, Type, one_value
from app.participation.questions.figures import whole_number

YEAR = "reponse-2"
CHOOSE_MONTH = mark("Choisissez un mois et écrivez une année, ou choisissez un des boutons du bas.")
FOUR_FIGURES = mark("Écrivez l’année avec quatre chiffres, par exemple %(example)s.")
TOO_EARLY = mark("C’est trop tôt. Choisissez %(month)s ou plus tard.")
TOO_LATE = mark("C’est trop tard. Choisissez %(month)s ou plus tôt.")
BAD_MONTHS = mark("Le premier mois et le dernier s’écrivent 2026-05, dans cet ordre ; le dernier peut être « now », le mois en cours.")
NOW = "now"
FIRST, LAST = "1900-01", "2100-12"
MONTHS = range(1, 13)
BY_MONTH = 24
"""Up to so many months between fixed bounds, each is counted; beyond, years are."""
_WRITTEN = re.compile(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])")


class Month(Type):
    """`2026-05`. Settings: `earliest` and `latest`, as months; `latest` may be `now`."""

    name = "month"
    shape = Shape.ONE
    is_ordered = True
    known_settings = frozenset(("earliest", "latest"))

    def problems(self, question: Question) -> Sequence[str]:
        """Bounds are months, in order."""
        earliest, latest = (question.settings.get(name, default) for name, default in (("earliest", FIRST), ("latest", LAST)))
        is_right = _is_month(earliest) and (latest == NOW or (_is_month(latest) and earliest <= latest))
        return [*super().problems(question), *(() if is_right else (BAD_MONTHS,))]

    def check(self, question: Question, given: Given) -> Answer:
        """Take a month between the bounds."""
        month, year = whole_number(one_value(given)), whole_number(one_value(given, YEAR))
        if month not in MONTHS:
            raise Mistake(CHOOSE_MONTH)
        found = f"{year}-{month:02}"
        if not _is_month(found):
            raise Mistake(FOUR_FIGURES, YEAR, example=today().year)
        earliest, latest = bounds(question)
        if found < earliest:
            raise Mistake(TOO_EARLY, YEAR, month=written(earliest))
        if found > latest:
            raise Mistake(TOO_LATE, YEAR, month=written(latest))
        return found

    def shown(self, question: Question, answer: Answer) -> Given:  # noqa: ARG002 - whatever the question
        """Return the number of the month, and the year."""
        return {CONTROL: [str(int(answer[5:]))], YEAR: [answer[:4]]} if _is_month(answer) else {}

    def words(self, question: Question, answer: Answer) -> Sequence[Text]:  # noqa: ARG002 - as above
        """Return the month in words."""
        return [written(answer)] if _is_month(answer) else []

    def categories(self, question: Question, answers: Sequence[Answer]) -> Sequence[Category]:
        """Return the months that were said, or their years, in order."""
        codes = sorted({code for answer in answers for code in self.counted(question, answer)})
        return [Category(code, written(code) if _is_month(code) else {"fr": code}) for code in codes]

    def counted(self, question: Question, answer: Answer) -> Sequence[str]:
        """Return the month, or its year."""
        if not _is_month(answer):
            return []
        return [answer] if _is_by_month(question) else [answer[:4]]


def bounds(question: Question) -> tuple[str, str]:
    """Return the first month and the last one that will do, as they are today."""
    latest = question.settings.get("latest", LAST)
    return question.settings.get("earliest", FIRST), today().strftime("%Y-%m") if latest == NOW else latest


def month_names(code: str) -> Mapping[int, str]:
    """Return the names of the twelve months by number, in a language or its easy form."""
    return get_month_names("wide", context="stand-alone", locale=READABLE[code].formats)


@lru_cache(maxsize=1024)
def written(month: str) -> Text:
    """Return a month in words, in every language."""
    day = date(int(month[:4]), int(month[5:]), 1)
    return {language.code: format_date(day, "LLLL y", locale=language.formats) for language in LANGUAGES.values()}


def _is_month(value: object) -> bool:
    return isinstance(value, str) and _WRITTEN.fullmatch(value) is not None


def _is_by_month(question: Question) -> bool:
    earliest, latest = question.settings.get("earliest", FIRST), question.settings.get("latest", LAST)
    if latest == NOW:
        return False
    return (int(latest[:4]) - int(earliest[:4])) * 12 + int(latest[5:]) - int(earliest[5:]) < BY_MONTH
