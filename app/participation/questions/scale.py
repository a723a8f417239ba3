"""How much, how well: three to five faces with words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.core.language import mark
from app.participation.definition import Choice, Question
from app.participation.questions.one import One

BAD_STEPS = mark("Une échelle a de trois à cinq réponses, codées 1, 2, 3… de la moins bonne à la meilleure.")
FACES: Mapping[int, Sequence[int]] = {3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
"""Which faces stand for how many steps."""


class Scale(One):
    """One step, coded `1` (the least good) to `3`, `4` or `5`. A choice that names no pictogram has a face."""

    name = "scale"
    is_ordered = True

    def problems(self, question: Question) -> Sequence[str]:
        """Steps are few, and coded in order."""
        codes = [choice.code for choice in question.choices]
        is_right = len(codes) in FACES and codes == [str(step) for step in range(1, len(codes) + 1)]
        return [*super().problems(question), *(() if is_right else (BAD_STEPS,))]

    def offered(self, question: Question) -> Sequence[Choice]:
        """Return the steps with their faces."""
        faces = FACES.get(len(question.choices), ())
        drawn = zip(question.choices, faces, strict=True) if faces else ()
        return [replace(choice, picto=choice.picto or f"face-{face}") for choice, face in drawn] or question.choices
