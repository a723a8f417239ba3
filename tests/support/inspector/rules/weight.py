"""Bytes that a page costs, compressed: people pay for them."""

import gzip
from collections.abc import Iterator

from tests.support.inspector.answer import Answer
from tests.support.inspector.registry import Scope, rule

CEILING_BYTES = 14_000
TARGET_BYTES = 9_000
_NOT_PUBLIC = ("/developpement/",)


@rule(Scope.PAGE)
def a_page_fits_one_round_trip(answer: Answer) -> Iterator[str]:
    """Never above the first window of a connection. Public pages are held to the target below it by a test of their own."""
    weight = compressed(answer)
    if weight > CEILING_BYTES and not answer.path.startswith(_NOT_PUBLIC):
        yield f"{weight} bytes compressed, ceiling {CEILING_BYTES}"


def compressed(answer: Answer) -> int:
    """Return what the body weighs as gzip makes it at its quickest level, the one that pages are sent at."""
    return len(gzip.compress(answer.body, 1))
