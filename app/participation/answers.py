"""What an answer is, between a form, a carried state and a record. Pure.

`str`: a code, or a text; `int`: a number; a list of codes: several, or ranked; `{"special": code}`: one of `Special`; None: left empty
where that may be. Absent: not answered yet.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

from app.participation.rules import Special

Answer: TypeAlias = Any
Answers: TypeAlias = Mapping[str, Answer]
"""By key of question."""
SPECIAL = "special"


def special(code: Special) -> Answer:
    """Return the answer that one of the special ones is."""
    return {SPECIAL: str(code)}


def special_of(answer: Answer) -> Special | None:
    """Return which special answer this is, if it is one."""
    return Special(answer[SPECIAL]) if isinstance(answer, Mapping) else None


def is_said(answer: Answer) -> bool:
    """Whether something was answered: neither a special answer nor nothing."""
    return answer is not None and not isinstance(answer, Mapping)
