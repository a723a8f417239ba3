"""What a type of question is: how it is set up, what it takes, what it keeps, how it is summed up. Pure."""

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple, TypeAlias

from app.core.language import FRENCH, READABLE, mark
from app.directory.needs import NEEDS
from app.participation.answers import Answer
from app.participation.definition import Choice, Question, Text
from app.participation.pictograms import PICTOS

Given: TypeAlias = Mapping[str, Sequence[str]]
"""A form as it came: names of controls, and what each brought."""


class Shape(StrEnum):
    """How answers are counted."""

    ONE = "une"
    """Each person is in one category."""
    SEVERAL = "plusieurs"
    """Each person may be in several."""
    TEXTS = "textes"
    NOTHING = "rien"


CONTROL = "reponse"
"""The name of the control of a question; a second one is `reponse-2`."""
_UNSEEN = frozenset(("Cc", "Cs"))
UNKNOWN_SETTING = mark("Un réglage de cette question n’existe pas pour ce type.")
NO_CHOICES = mark("Ce type de question ne prend pas de choix.")
UNKNOWN_PICTO = mark("Un pictogramme de cette question n’existe pas.")
PLACES = "places"
"""A setting of all types that take choices: after which of them local places are offered, and for which need of the directory."""
BAD_PLACES = mark("Les lieux proposés après une réponse : un choix ou un besoin n’existe pas.")


class Mistake(Exception):
    """What was given will not do; the message, marked for translation, says what to do. `control`: the one to mend.

    `values`: what `%(name)s` stand for in the message; a text of several languages is said in the language of the message.
    """

    def __init__(self, message: str, control: str = CONTROL, **values: object) -> None:
        """Say what to do, and where."""
        super().__init__(message)
        self.message = message
        self.control = control
        self.values: Mapping[str, object] = values


class Standard(dict[str, str]):
    """Words of ours, the same for every questionnaire: a text whose one French message is translated where it is shown."""

    def __init__(self, message: str) -> None:
        """Hold a message that was marked for translation."""
        super().__init__({FRENCH.code: message})


class Category(NamedTuple):
    """What answers are counted by: a code, and its words."""

    code: str
    label: Text


class Type(ABC):
    """One type of question. Stateless: everything is in the question given."""

    name: ClassVar[str]
    shape: ClassVar[Shape]
    asks: ClassVar[bool] = True
    """Whether there is something to answer."""
    is_text: ClassVar[bool] = False
    """Whether what is answered is somebody's own words, stored apart and reviewed."""
    takes_specials: ClassVar[bool] = True
    takes_choices: ClassVar[bool] = False
    is_ordered: ClassVar[bool] = False
    """Whether categories go from less to more."""
    known_settings: ClassVar[frozenset[str]] = frozenset()

    def problems(self, question: Question) -> Sequence[str]:
        """Return what is wrong with how a question is set up: French sentences, marked for translation, for its author."""
        known = {*self.known_settings, *([PLACES] if self.takes_choices else [])}
        found = [UNKNOWN_SETTING] if question.settings.keys() - known else []
        if self.takes_choices and not _are_places(question, question.settings.get(PLACES, {})):
            found.append(BAD_PLACES)
        if question.choices and not self.takes_choices:
            found.append(NO_CHOICES)
        if {question.picto, *(choice.picto for choice in question.choices)} - {"", *PICTOS}:
            found.append(UNKNOWN_PICTO)
        return found

    def offered(self, question: Question) -> Sequence[Choice]:
        """Return what one chooses from, as it is shown."""
        return question.choices

    @abstractmethod
    def check(self, question: Question, given: Given) -> Answer:
        """Return the answer that a form brings; raise Mistake. Never a special one: those come apart."""

    @abstractmethod
    def shown(self, question: Question, answer: Answer) -> Given:
        """Return what the form shows of an answer: the inverse of `check`."""

    @abstractmethod
    def words(self, question: Question, answer: Answer) -> Sequence[Text]:
        """Return an answer (never a special one) in words, in all languages: one text for each thing chosen."""

    def values(self, question: Question) -> Sequence[Answer] | None:  # noqa: ARG002 - as above
        """Return each answer that conditions may meet, a few telling ones where there is no end of them; None where none can be listed."""
        return None

    def categories(self, question: Question, answers: Sequence[Answer]) -> Sequence[Category]:  # noqa: ARG002 - as above
        """Return what answers are counted by, in their order; `answers`: all that were given, where categories come from them."""
        return ()

    def counted(self, question: Question, answer: Answer) -> Sequence[str]:  # noqa: ARG002 - as above
        """Return the codes of the categories that an answer counts in."""
        return ()


def one_value(given: Given, name: str = CONTROL) -> str:
    """Return the first value of a control, without what surrounds it nor signs that nothing shows; lines end as everywhere else."""
    text = next(iter(given.get(name, ())), "").replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(sign for sign in text if sign == "\n" or _is_sign(sign)).strip()


def needs_after(question: Question, codes: Sequence[str]) -> Sequence[str]:
    """Return the needs of the directory that places are offered for, after these codes were answered; each once."""
    places: Mapping[str, str] = question.settings.get(PLACES, {})
    return list(dict.fromkeys(places[code] for code in codes if code in places))


def _are_places(question: Question, value: Any) -> bool:
    """Whether a setting says needs that exist by codes of choices."""
    if not isinstance(value, Mapping) or not all(isinstance(need, str) for need in value.values()):
        return False
    return all(question.choice(code) and need in NEEDS for code, need in value.items())


def _is_sign(sign: str) -> bool:
    """Neither a control, nor half a sign, nor one of the codes that will never be one (pages and workbooks refuse them)."""
    code = ord(sign)
    is_never = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004 - Unicode's noncharacters
    return not is_never and unicodedata.category(sign) not in _UNSEEN


def is_worded(value: Any) -> bool:
    """Whether a setting is a text: words by languages, with French."""
    return (
        isinstance(value, Mapping)
        and bool(value.get(FRENCH.code))
        and all(code in READABLE and isinstance(words, str) and bool(words.strip()) for code, words in value.items())
    )
