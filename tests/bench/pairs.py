"""What is asked: a thousand pairs of a commune and a kind, by the fixed seed."""

from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from app.directory.search.candidates import Criteria
from app.directory.themes import kind_theme
from app.territory.resolve import of_commune
from app.territory.rules import Commune, Point
from tests.bench.invented import searched_kinds, seeded, towns

COUNT = 1_000


@dataclass(frozen=True, slots=True)
class Pair:
    """One search."""

    commune: Commune
    kind: str

    @property
    def path(self) -> str:
        """Address of its page."""
        return f"/recherche?commune={self.commune.code}&type={self.kind}"

    @property
    def centre(self) -> Point:
        """Where it is searched."""
        return self.commune.point

    def criteria(self) -> Criteria:
        """What its query asks of the index."""
        return Criteria(themes=(kind_theme(self.kind),), areas=of_commune(self.commune).areas)


def pairs() -> tuple[Pair, ...]:
    """Return the pairs: every commune as likely as another, so that villages and cities both count."""
    draw = seeded()
    return tuple(Pair(draw.choice(towns()), draw.choice(searched_kinds())) for _ in range(COUNT))


def pairs_by_population() -> tuple[Pair, ...]:
    """Return the pairs that inhabitants would ask for: cities most of the time."""
    draw = seeded()
    weights = list(accumulate(commune.population for commune in towns()))
    return tuple(Pair(draw.choices(towns(), cum_weights=weights)[0], draw.choice(searched_kinds())) for _ in range(COUNT))


def written(paths: list[str], file: Path) -> Path:
    """Write paths one a line, for wrk; return the file."""
    file.write_text("\n".join(paths) + "\n", encoding="utf-8")
    return file
