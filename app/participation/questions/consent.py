"""Whether somebody agrees to answer: « non » ends everything, and nothing is kept (`app.participation.walking`)."""

from collections.abc import Sequence

from app.core.language import mark
from app.participation.definition import Choice, Question
from app.participation.questions.base import Standard, is_worded
from app.participation.questions.one import One

YES, NO = Standard(mark("Oui, je suis d’accord")), Standard(mark("Non, j’arrête ici"))
YES_OR_NO = mark("Choisissez une des deux réponses.")
BAD_WORDS = mark("Les mots de « oui » et de « non » doivent être écrits en français au moins.")


class Consent(One):
    """« oui » or « non ». Settings: `yes` and `no`, the words of each where ours will not do."""

    name = "consent"
    takes_specials = False
    takes_choices = False
    when_none = YES_OR_NO
    known_settings = frozenset(("yes", "no"))

    def problems(self, question: Question) -> Sequence[str]:
        """Words are words."""
        found = super().problems(question)
        said = (question.settings[name] for name in ("yes", "no") if name in question.settings)
        return found if all(map(is_worded, said)) else [*found, BAD_WORDS]

    def offered(self, question: Question) -> Sequence[Choice]:
        """Return « oui » and « non »."""
        settings = question.settings
        return Choice("oui", settings.get("yes", YES), "yes"), Choice("non", settings.get("no", NO), "no")
