"""What a type of question is: how it is set up, what it takes, what it keeps, how it is summed up. Pure."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import ClassVar, NamedTuple, TypeAlias

from app.participation.answers import Answer
from app.participation.definition import Question, Text

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


class Mistake(Exception):
    """What was given will not do; the message, marked for translation, says what to do. `control`: the one to mend."""

    def __init__(self, message: str, control: str = "reponse") -> None:
        """Say what to do, and where."""
        super().__init__(message)
        self.message = message
        self.control = control


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

    def problems(self, question: Question) -> Sequence[str]:  # noqa: ARG002 - said by types that can be set up badly
        """Return what is wrong with how a question is set up: French sentences, marked for translation, for its author."""
        return ()

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


def one_value(given: Given, name: str = "reponse") -> str:
    """Return the first value of a control, without what surrounds it."""
    return next(iter(given.get(name, ())), "").strip()
