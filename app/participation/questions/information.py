"""Something to read: it asks nothing, and nothing of it is kept."""

from collections.abc import Sequence

from app.participation.answers import Answer
from app.participation.definition import Question, Text
from app.participation.questions.base import Given, Shape, Type


class Information(Type):
    """A page to read."""

    name = "information"
    shape = Shape.NOTHING
    asks = False
    takes_specials = False

    def check(self, question: Question, given: Given) -> Answer:  # noqa: ARG002 - nothing is asked
        """Take that it was seen: None."""
        return None

    def shown(self, question: Question, answer: Answer) -> Given:  # noqa: ARG002 - as above
        """Return nothing."""
        return {}

    def words(self, question: Question, answer: Answer) -> Sequence[Text]:  # noqa: ARG002 - as above
        """Return nothing."""
        return ()
