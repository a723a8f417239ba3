"""A workflow: `(state, action) → state`, and who may act. What is not listed is refused."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.core.errors import DomainError


class NotAllowed(DomainError):
    """The state does not know this action, or not by this actor."""

    def __init__(self, state: str, action: str, actor: str) -> None:
        """Name what was asked; codes only."""
        super().__init__(f"{actor}: {action} from {state}")
        self.state, self.action, self.actor = state, action, actor


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of the table. `guard` names what must hold besides; the feature that moves checks it."""

    source: str
    action: str
    target: str
    actors: frozenset[str]
    guard: str = ""


@dataclass(frozen=True, slots=True)
class Workflow:
    """A table. Two lines with the same state and action differ by their actors (reopening leads the sender and the target elsewhere)."""

    name: str
    states: Sequence[str]
    initial: str
    transitions: Sequence[Transition]
    closed: frozenset[str] = frozenset()
    _by_key: Mapping[tuple[str, str, str], Transition] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the lines; raise ValueError when one is said twice or names an unknown state."""
        by_key: dict[tuple[str, str, str], Transition] = {}
        for line in self.transitions:
            if line.source not in self.states or line.target not in self.states:
                msg = f"unknown state: {line.source} → {line.target}"
                raise ValueError(msg)
            for actor in line.actors:
                if by_key.setdefault((line.source, line.action, actor), line) is not line:
                    msg = f"said twice: {actor} {line.action} from {line.source}"
                    raise ValueError(msg)
        object.__setattr__(self, "_by_key", by_key)

    def transition(self, state: str, action: str, actor: str) -> Transition:
        """Return the line that applies; raise NotAllowed."""
        found = self._by_key.get((state, action, actor))
        if found is None:
            raise NotAllowed(state, action, actor)
        return found

    def allows(self, state: str, action: str, actor: str) -> bool:
        """Whether an actor may do something from a state, guards apart."""
        return (state, action, actor) in self._by_key

    def actions(self, state: str, actor: str) -> tuple[str, ...]:
        """Return what an actor may do from a state, in the order of the table."""
        return tuple(line.action for line in self.transitions if line.source == state and actor in line.actors)


def lines(sources: Iterable[str], action: str, target: str, actors: Collection[str], guard: str = "") -> tuple[Transition, ...]:
    """Return the lines of one action that leads several states to the same one."""
    return tuple(Transition(source, action, target, frozenset(actors), guard) for source in sources)
