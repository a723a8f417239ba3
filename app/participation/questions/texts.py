"""Somebody's own words: a line, or a few. They are stored apart from the answers, and read again before anybody else reads them."""

from collections.abc import Sequence
from typing import ClassVar

from app.core.language import mark
from app.participation.answers import Answer
from app.participation.definition import Question, Text
from app.participation.questions.base import CONTROL, Given, Mistake, Shape, Type, one_value
from app.participation.rules import LONGEST_SHORT_TEXT, LONGEST_TEXT

WRITE = mark("Écrivez quelques mots, ou choisissez un des boutons du bas.")
TOO_LONG = mark("Votre texte a %(count)s signes. Gardez-en %(most)s au plus.")
BAD_REQUIRED = mark("Une réponse est obligatoire ou ne l’est pas : vrai ou faux.")


class Words(Type):
    """A text, or None where it was left empty and may be. Settings: `required`."""

    shape = Shape.TEXTS
    is_text = True
    known_settings = frozenset(("required",))
    longest: ClassVar[int]

    def problems(self, question: Question) -> Sequence[str]:
        """`required` is true or false."""
        is_right = isinstance(question.settings.get("required", False), bool)
        return [*super().problems(question), *(() if is_right else (BAD_REQUIRED,))]

    def check(self, question: Question, given: Given) -> Answer:
        """Take the words as they are, less signs that nothing shows; never cut."""
        text = self._read(given)
        if len(text) > self.longest:
            raise Mistake(TOO_LONG, count=len(text), most=self.longest)
        if not text and question.settings.get("required"):
            raise Mistake(WRITE)
        return text or None

    def shown(self, question: Question, answer: Answer) -> Given:  # noqa: ARG002 - whatever the question
        """Return the words."""
        return {CONTROL: [answer]} if isinstance(answer, str) and answer else {}

    def words(self, question: Question, answer: Answer) -> Sequence[Text]:  # noqa: ARG002 - as above
        """Return the words, in whatever language they are."""
        return [{"fr": answer}] if isinstance(answer, str) and answer else []

    def _read(self, given: Given) -> str:
        return one_value(given)


class LongText(Words):
    """A few lines."""

    name = "long_text"
    longest = LONGEST_TEXT


class ShortText(Words):
    """One line."""

    name = "short_text"
    longest = LONGEST_SHORT_TEXT

    def _read(self, given: Given) -> str:
        return " ".join(one_value(given).split())
