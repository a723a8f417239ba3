"""The diagrams and tables of docs/workflows.md, drawn from the tables that run: `python -m tests.tools.workflows` writes them again."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from app.core.workflow.deadlines import Deadline
from app.core.workflow.diagram import mermaid
from app.core.workflow.table import Workflow
from app.orientations import deadlines as orientation_deadlines
from app.orientations import labels as orientation_labels
from app.orientations import rules as orientation
from app.outreach import deadlines as outreach_deadlines
from app.outreach import labels as outreach_labels
from app.outreach import rules as outreach
from tests.tools.tracked import ROOT

PAGE = ROOT / "docs" / "workflows.md"
_BLOCK = re.compile(r"(<!-- drawn: (?P<name>[\w-]+) -->\n)(?P<body>.*?)(<!-- /drawn -->)", re.DOTALL)


@dataclass(frozen=True)
class Does:
    """What a deadline does: who is written to, in words, and how the subject moves: the first of these that it allows."""

    tells: str
    moves: Sequence[str] = ()


@dataclass(frozen=True)
class Drawn:
    """One workflow as the page shows it. `aside`: actions drawn apart: from nearly everywhere, they would hide the way."""

    workflow: Workflow
    clock: str
    aside: Collection[str]
    states: Mapping[str, str]
    words: Sequence[tuple[str, str]]
    deadlines: Sequence[Deadline]
    days: Mapping[str, int]
    anchors: Mapping[str, str]
    effects: Mapping[str, Does]


def redrawn(page: str) -> str:
    """Return the page with each block `<!-- drawn: … -->` as the tables have it now; raise KeyError for a block that nothing draws."""
    return _BLOCK.sub(lambda block: f"{block[1]}\n{BLOCKS[block['name']]()}\n\n{block[4]}", page)


def drawn_blocks(page: str) -> set[str]:
    """Return the names of the blocks of a page."""
    return {block["name"] for block in _BLOCK.finditer(page)}


def _way(of: Drawn) -> str:
    return _diagram(of, kept=False)


def _aside(of: Drawn) -> str:
    return _diagram(of, kept=True)


def _diagram(of: Drawn, *, kept: bool) -> str:
    lines = tuple(line for line in of.workflow.transitions if (line.action in of.aside) is kept)
    met = tuple(state for state in of.workflow.states if any(state in (line.source, line.target) for line in lines))
    return f"```mermaid\n{mermaid(replace(of.workflow, states=met, transitions=lines))}\n```"


def _states(of: Drawn) -> str:
    closed = of.workflow.closed
    rows = ((f"`{state}`", of.states[state], "closed" if state in closed else "open", _leaving(of, state)) for state in of.workflow.states)
    return _table(("state", "shown as", "", "what may follow, by whom"), rows)


def _leaving(of: Drawn, state: str) -> str:
    lines = (line for line in of.workflow.transitions if line.source == state)
    return "<br>".join(_line(line.action, line.target, line.actors, line.guard) for line in lines) or "–"


def _line(action: str, target: str, actors: Iterable[str], guard: str) -> str:
    who = ", ".join(sorted(actors))
    return f"`{action}` → `{target}` ({who}{f'; {guard}' if guard else ''})"


def _words(of: Drawn) -> str:
    return _table(("code", "shown as"), ((f"`{code}`", text) for code, text in of.words))


def _deadlines(of: Drawn) -> str:
    head = ("deadline", "in", "falls", "counted from", "who is written to", "and then")
    return _table(head, (_deadline(of, deadline) for deadline in of.deadlines))


def _deadline(of: Drawn, deadline: Deadline) -> Sequence[str]:
    does, days = of.effects[deadline.name], of.days[deadline.delay]
    unit = "working day" if deadline.is_working else "day"
    falls = f"{days} {unit}{'s' * (days > 1)} {'before' if deadline.before else 'after'} (`{deadline.delay}`)"
    states = ", ".join(f"`{state}`" for state in of.workflow.states if state in deadline.states)
    moved = ", else ".join(f"`{action}` → {_targets(of, deadline, action)}" for action in does.moves)
    return f"`{deadline.name}`", states, falls, of.anchors[deadline.anchor], does.tells, moved


def _targets(of: Drawn, deadline: Deadline, action: str) -> str:
    found = {of.workflow.transition(state, action, of.clock).target for state in deadline.states}
    return ", ".join(f"`{target}`" for target in sorted(found))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = (head, ("---",) * len(head), *rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _of_orientation(effect: orientation_deadlines.Effect) -> Does:
    told = ", ".join(effect.tells) or "–"
    if effect.tells_direct != effect.tells:
        told += f"; by telephone alone: {', '.join(effect.tells_direct) or 'nobody'}"
    return Does(told, () if effect.moves is None else (effect.moves,))


def _of_outreach(effect: outreach_deadlines.Effect) -> Does:
    return Does(", ".join(effect.tells) or "–", effect.moves)


_ORIENTATION = Drawn(
    orientation.WORKFLOW,
    orientation.Actor.CLOCK,
    (orientation.Action.REDIRECT, orientation.Action.CANCEL, orientation.Action.CLOSE, orientation.Action.REOPEN),
    orientation_labels.STATES,
    (*orientation_labels.ACTORS.items(), *orientation_labels.ACTIONS.items()),
    orientation_deadlines.DEADLINES,
    orientation_deadlines.Delays().days(),
    orientation_deadlines.ANCHORS,
    {name: _of_orientation(effect) for name, effect in orientation_deadlines.EFFECTS.items()},
)
_OUTREACH = Drawn(
    outreach.WORKFLOW,
    outreach.Actor.CLOCK,
    (outreach.Action.WITHDRAW, outreach.Action.EXPIRE, outreach.Action.REOPEN),
    outreach_labels.STATES,
    (*outreach_labels.ACTORS.items(), *outreach_labels.ACTIONS.items()),
    outreach_deadlines.DEADLINES,
    outreach_deadlines.Delays().days(),
    outreach_deadlines.ANCHORS,
    {name: _of_outreach(effect) for name, effect in outreach_deadlines.EFFECTS.items()},
)
_PARTS: Mapping[str, Callable[[Drawn], str]] = {
    "way": _way,
    "aside": _aside,
    "states": _states,
    "deadlines": _deadlines,
    "words": _words,
}
BLOCKS: Mapping[str, Callable[[], str]] = {
    f"{name}-{part}": partial(draw, drawn)
    for name, drawn in (("orientation", _ORIENTATION), ("outreach", _OUTREACH))
    for part, draw in _PARTS.items()
}
"""What draws each block."""


if __name__ == "__main__":
    PAGE.write_text(redrawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)}: drawn")
