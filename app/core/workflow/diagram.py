"""A workflow as a Mermaid state diagram: what the docs show is drawn from the table that runs."""

from collections.abc import Mapping

from app.core.workflow.table import Workflow


def mermaid(workflow: Workflow) -> str:
    """Return the diagram; lines between the same two states stand on one arrow, `action (actors)` each."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for line in workflow.transitions:
        label = f"{line.action} ({', '.join(sorted(line.actors))})"
        arrows.setdefault((line.source, line.target), []).append(label)
    drawn = [f"    {source} --> {target}: {_label(labels)}" for (source, target), labels in arrows.items()]
    ends = [f"    {state} --> [*]" for state in workflow.states if state in workflow.closed and not _leaves(arrows, state)]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {workflow.initial}", *drawn, *ends])


def _label(labels: list[str]) -> str:
    return "<br>".join(labels)


def _leaves(arrows: Mapping[tuple[str, str], object], state: str) -> bool:
    return any(source == state for source, _ in arrows)
