"""What each round gave: medians, and ratios of what was measured side by side."""

import statistics
from collections import defaultdict
from collections.abc import Callable

from tests.bench.load import Load

Figure = Callable[[Load], float]


def rate(load: Load) -> float:
    """Requests a second."""
    return load.rps


class Rounds:
    """Runs by name, in the order of the rounds."""

    def __init__(self) -> None:
        self._loads: dict[str, list[Load]] = defaultdict(list)

    def add(self, name: str, load: Load) -> None:
        """Keep one run."""
        self._loads[name].append(load)

    def median(self, name: str, figure: Figure = rate) -> float:
        """Return the median of a figure over the rounds."""
        return statistics.median(figure(load) for load in self._loads[name])

    def ratio(self, name: str, reference: str, figure: Figure = rate) -> float:
        """Return the median, over the rounds, of a figure against the reference's in the same round."""
        return statistics.median(
            figure(ours) / figure(theirs) for ours, theirs in zip(self._loads[name], self._loads[reference], strict=True)
        )
