"""What a sweep is: work over rows, done again and again, harmless when done twice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy.orm import Session

Sweeping: TypeAlias = Callable[[Session, datetime], int]
"""From a session and the present instant (UTC) to how many things were done. Commits nothing: the runner does; long work claims its
rows and asks for a unit of work itself."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """One kind of work and how often it is looked at."""

    name: str
    every: timedelta
    run: Sweeping
    is_alone: bool = True
    """One at a time, whoever runs it; False where each row is claimed, so that many may run at once."""
