"""Translating a draft: several texts at once, each kept unless somebody changed it meanwhile; saying that a translation is still right."""

from collections.abc import Sequence
from typing import NamedTuple

from app.participation.building.languages import Put, Sent, put
from app.participation.definition import Definition
from app.participation.services import building
from app.participation.settings import Context


class Kept(NamedTuple):
    """What was done: how many texts were saved, how many translations said to be right, and those that changed meanwhile."""

    saved: int
    right: int
    clashes: Sequence[Sent]


def translate(context: Context, number: int, language: str, sent: Sequence[Sent]) -> Kept:
    """Keep what was translated of a draft, and that some translations are right of today's French. Done by `again`."""
    done: list[Put] = []

    def work(before: Definition) -> Definition:
        done.append(put(before, language, sent))
        return done[-1].definition

    found = building.change(context, number, work)
    now = done[-1]
    told = {name: mark for name, mark in now.stamped.items() if found.stamps.get(name, mark) != mark}
    if told:
        found.stamps, found.updated_at = {**found.stamps, **told}, context.now
        context.session.flush()
    return Kept(now.saved, len(told), now.clashes)
