"""Read an answer under all the rules; a test that receives a defective page fails, whatever it was about."""

import hashlib

from tests.support.inspector.answer import Answer
from tests.support.inspector.registry import RULES
from tests.support.inspector.rules import (  # noqa: F401 - importing a module enters its rules
    controls,
    enhancement,
    headers,
    links,
    naming,
    outline,
    purity,
    references,
    weight,
)

_read: set[bytes] = set()


def problems(answer: Answer) -> list[str]:
    """Return what is wrong with an answer, each line beginning with the name of the rule."""
    return [f"{rule.name}: {problem}" for rule in RULES.values() if rule.reads(answer) for problem in rule.check(answer)]


def inspect(answer: Answer) -> None:
    """Fail, with the list of what is wrong. The same answer is read once: most tests receive the same few pages."""
    seen = hashlib.sha256(
        repr((answer.method, answer.path, answer.status, sorted(answer.headers), answer.asked_for_part)).encode() + answer.body
    ).digest()
    if seen in _read:
        return
    if found := problems(answer):
        listed = "\n  - ".join(found)
        msg = f"{answer.method} {answer.path} → {answer.status}\n  - {listed}"
        raise AssertionError(msg)
    _read.add(seen)
