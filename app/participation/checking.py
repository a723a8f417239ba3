"""Static checks of a definition, before it is published: what would stop or mislead somebody who answers."""

from collections.abc import Sequence
from typing import NamedTuple

from app.participation.definition import Definition


class Problem(NamedTuple):
    """What is wrong and where; `message`: a French sentence for the author, whole. `key`: of the question; empty: the questionnaire."""

    code: str
    key: str
    message: str


def problems(definition: Definition) -> Sequence[Problem]:  # noqa: ARG001 - being written
    """Return what is wrong; nothing when it may be published."""
    return ()
