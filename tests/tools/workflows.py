"""The diagrams and tables of docs/workflows.md, drawn from the tables that run: `python -m tests.tools.workflows` writes them again."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from app.core.workflow.deadlines import Deadline
from app.core.workflow.diagram import mermaid
from app.core.workflow.table import Workflow
from app.orientations.deadlines import ANCHORS, DEADLINES, EFFECTS, Delays
from app.orientations.labels import ACTIONS, ACTORS, STATES
from app.orientations.rules import CLOSED, WORKFLOW, Action, Actor, State
from tests.tools.tracked import ROOT

PAGE = ROOT / "docs" / "workflows.md"
_ASIDE = (Action.REDIRECT, Action.CANCEL, Action.CLOSE, Action.REOPEN)
"""Drawn apart: from nearly everywhere, they would hide the way."""
_BLOCK = re.compile(r"(<!-- drawn: (?P<name>[\w-]+) -->\n)(?P<body>.*?)(<!-- /drawn -->)", re.DOTALL)


def redrawn(page: str) -> str:
    """Return the page with each block `<!-- drawn: … -->` as the tables have it now; raise KeyError for a block that nothing draws."""
    return _BLOCK.sub(lambda block: f"{block[1]}\n{BLOCKS[block['name']]()}\n\n{block[4]}", page)


def drawn_blocks(page: str) -> set[str]:
    """Return the names of the blocks of a page."""
    return {block["name"] for block in _BLOCK.finditer(page)}


def _way() -> str:
    return _diagram(_ASIDE, kept=False)


def _aside() -> str:
    return _diagram(_ASIDE, kept=True)


def _diagram(actions: Collection[Action], *, kept: bool) -> str:
    lines = tuple(line for line in WORKFLOW.transitions if (line.action in actions) is kept)
    met = tuple(state for state in State if any(state in (line.source, line.target) for line in lines))
    return f"```mermaid\n{mermaid(replace(WORKFLOW, states=met, transitions=lines))}\n```"


def _states() -> str:
    rows = ((f"`{state}`", STATES[state], "closed" if state in CLOSED else "open", _leaving(state)) for state in State)
    return _table(("state", "shown as", "", "what may follow, by whom"), rows)


def _leaving(state: State) -> str:
    lines = (line for line in WORKFLOW.transitions if line.source == state)
    return "<br>".join(_line(line.action, line.target, line.actors, line.guard) for line in lines) or "–"


def _line(action: str, target: str, actors: Iterable[str], guard: str) -> str:
    who = ", ".join(sorted(actors))
    return f"`{action}` → `{target}` ({who}{f'; {guard}' if guard else ''})"


def _words() -> str:
    named = [*((f"`{actor}`", ACTORS[actor]) for actor in Actor), *((f"`{action}`", ACTIONS[action]) for action in Action)]
    return _table(("code", "shown as"), named)


def _deadlines() -> str:
    return _table(("deadline", "in", "falls", "counted from", "who is written to", "and then"), map(_deadline, DEADLINES))


def _deadline(deadline: Deadline) -> Sequence[str]:
    effect, days = EFFECTS[deadline.name], Delays().days()[deadline.delay]
    unit = "working day" if deadline.is_working else "day"
    falls = f"{days} {unit}{'s' * (days > 1)} {'before' if deadline.before else 'after'} (`{deadline.delay}`)"
    told = ", ".join(effect.tells) or "–"
    if effect.tells_direct != effect.tells:
        told += f"; by telephone alone: {', '.join(effect.tells_direct) or 'nobody'}"
    states = ", ".join(f"`{state}`" for state in State if state in deadline.states)
    moved = "" if effect.moves is None else f"`{effect.moves}` → {_targets(WORKFLOW, deadline, effect.moves)}"
    return f"`{deadline.name}`", states, falls, ANCHORS[deadline.anchor], told, moved


def _targets(workflow: Workflow, deadline: Deadline, action: Action) -> str:
    found = {workflow.transition(state, action, Actor.CLOCK).target for state in deadline.states}
    return ", ".join(f"`{target}`" for target in sorted(found))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = (head, ("---",) * len(head), *rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


BLOCKS: Mapping[str, Callable[[], str]] = {
    "orientation-way": _way,
    "orientation-aside": _aside,
    "orientation-states": _states,
    "orientation-deadlines": _deadlines,
    "orientation-words": _words,
}
"""What draws each block."""


if __name__ == "__main__":
    PAGE.write_text(redrawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)}: drawn")
