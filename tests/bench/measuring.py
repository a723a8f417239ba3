"""All figures, side by side in one run: each round visits each server in turn, so that what slows the machine slows them all."""

import gzip
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.config import ROOT
from tests.bench.databases import FOLDER, environment, prepared
from tests.bench.importing import imports
from tests.bench.load import Load, loaded
from tests.bench.pairs import COUNT, Pair, pairs, pairs_by_population, written
from tests.bench.query import mean_microseconds
from tests.bench.rounds import Rounds
from tests.bench.runtime import interpreter
from tests.bench.servers import Server, serving

BARE, APP = "tests.bench.hello:app", "wsgi:app"
RUNTIME = FOLDER / "runtime"
SMALL, LARGE = 100_000, 1_000_000
FEW, MANY = 8, 32
"""Connections."""
CARDS = 20
STYLE_SHEETS = ("css/tokens.css", "css/site.css")
WARM_UP_ANSWERS = 3 * COUNT
"""Enough for each worker to have met each pair: hours are read once a process."""
WARM_UP_SECONDS = 3

Say = Callable[[str], None]


class WrongPages(Exception):
    """The pages that would be measured are not those of a search."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How long to measure."""

    rounds: int = 4
    seconds: int = 10
    starts: int = 5


@dataclass(frozen=True, slots=True)
class Measures:
    """The figures that have a bar, and lines of information beside them."""

    figures: Mapping[str, float]
    notes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Target:
    """A server, what is asked of it, and by how many connections at once."""

    server: Server
    addresses: Path
    connections: int = FEW


def measure(plan: Plan, say: Say) -> Measures:
    """Make what is missing, measure everything; raise WrongPages, LoadFailed or ServerFailed rather than give wrong figures."""
    small, large = prepared(SMALL), prepared(LARGE)
    asked = pairs()
    first = asked[0].path
    with _targets(asked, small, large) as targets:
        app = targets["100k"].server
        notes = [f"{words} services: {_pages(targets[name].server, asked)}" for name, words in (("100k", "100,000"), ("1m", "1,000,000"))]
        for name in ("100k", "100k-crowded", "1m", "1m-crowded", "100k-gthread"):
            say(f"warming up {name}")
            _warm_up(targets[name], plan)
        rounds = _rounds(targets, plan, say)
        pss = app.pss_mb()
        page_bytes = statistics.mean(app.page(pair.path).size for pair in asked)
    say("import")
    first_import, again = imports(FOLDER / "national", SMALL)
    say("query alone, start")
    figures = {
        "hello_rps": rounds.median("hello"),
        "hello_p95_ms": rounds.median("hello", _p95),
        "search_share_sqlite_100k": rounds.ratio("100k", "hello"),
        "p95_ratio_sqlite_100k": rounds.ratio("100k", "hello", _p95),
        "ratio_1m_to_100k": rounds.ratio("1m", "100k"),
        "ratio_c32_to_c8": rounds.ratio("100k-c32", "100k"),
        "query_us_100k": mean_microseconds(small, asked, plan.rounds),
        "query_us_1m": mean_microseconds(large, asked, plan.rounds),
        "pss_mb": pss,
        "page_gzip_bytes": page_bytes,
        "css_gzip_bytes": float(sum(len(gzip.compress((ROOT / "static" / name).read_bytes(), 9)) for name in STYLE_SHEETS)),
        "import_100k_s": first_import.seconds,
        "import_mb": first_import.megabytes,
        "import_again_s": again.seconds,
        "start_s": statistics.median(_start(first, small) for _ in range(plan.starts)),
    }
    return Measures(figures, [*notes, *_beside(rounds)])


@contextmanager
def _targets(asked: Sequence[Pair], small: Path, large: Path) -> Iterator[Mapping[str, Target]]:
    """Start every server; they stay side by side until the block ends, idle but for the one that is measured."""
    first = asked[0].path
    hello, searched = written(["/"], FOLDER / "hello.txt"), written([pair.path for pair in asked], FOLDER / "pairs.txt")
    crowded = written([pair.path for pair in pairs_by_population()], FOLDER / "pairs-by-population.txt")
    with ExitStack() as stack:

        def served(name: str, folder: Path | None = None, worker_class: str = "sync") -> Server:
            application, path, env = (APP, first, environment(folder)) if folder else (BARE, "/", None)
            log = FOLDER / f"{name}.log"
            return stack.enter_context(serving(application, path, log, python=interpreter(RUNTIME), worker_class=worker_class, env=env))

        app, big = served("100k", small), served("1m", large)
        yield {
            "hello": Target(served("hello"), hello),
            "100k": Target(app, searched),
            "1m": Target(big, searched),
            "100k-c32": Target(app, searched, MANY),
            "100k-crowded": Target(app, crowded),
            "1m-crowded": Target(big, crowded),
            "hello-gthread": Target(served("hello-gthread", worker_class="gthread"), hello),
            "100k-gthread": Target(served("100k-gthread", small, "gthread"), searched),
        }


def _rounds(targets: Mapping[str, Target], plan: Plan, say: Say) -> Rounds:
    rounds = Rounds()
    for number in range(1, plan.rounds + 1):
        for name, target in targets.items():
            load = loaded(target.server.port, target.addresses, connections=target.connections, seconds=plan.seconds)
            rounds.add(name, load)
            say(f"round {number}/{plan.rounds}  {name:14} {load.rps:8,.0f} requests/s  p95 {load.p95_ms:6.1f} ms")
    return rounds


def _beside(rounds: Rounds) -> Sequence[str]:
    share, size = rounds.ratio("100k-crowded", "hello"), rounds.ratio("1m-crowded", "100k-crowded")
    bare, page, threaded = rounds.median("hello-gthread"), rounds.median("100k-gthread"), rounds.ratio("100k-gthread", "hello-gthread")
    return (
        f"search page: {rounds.median('100k'):,.0f} requests/s at 100,000 services, {rounds.median('1m'):,.0f} at 1,000,000",
        f"communes drawn by population instead of evenly: {share:.1%} of bare Flask at 100,000 services, {size:.2f}× of that at 1,000,000",
        f"gthread instead of sync: bare Flask {bare:,.0f} requests/s, search page {page:,.0f} ({threaded:.1%})",
    )


def _pages(server: Server, asked: Sequence[Pair]) -> str:
    """Look at every page before measuring: answered, and most of them full."""
    pages = [server.page(pair.path) for pair in asked]
    if wrong := [pair.path for pair, page in zip(asked, pages, strict=True) if page.status != 200]:
        msg = f"{len(wrong)} pages are not answered 200, {wrong[0]} among them"
        raise WrongPages(msg)
    counts = [page.text.count("<article") for page in pages]
    full = sum(count >= CARDS for count in counts) / len(counts)
    if full < 0.5:
        msg = f"only {full:.0%} of the pages hold {CARDS} cards"
        raise WrongPages(msg)
    return f"{statistics.mean(counts):.1f} cards a page; {full:.1%} of the pages hold {CARDS} or more"


def _warm_up(target: Target, plan: Plan) -> None:
    answers = 0.0
    seconds = min(WARM_UP_SECONDS, plan.seconds)
    while answers < WARM_UP_ANSWERS:
        answers += loaded(target.server.port, target.addresses, connections=FEW, seconds=seconds).rps * seconds


def _start(path: str, folder: Path) -> float:
    with serving(APP, path, FOLDER / "start.log", python=interpreter(RUNTIME), env=environment(folder)) as server:
        return server.started_in


def _p95(load: Load) -> float:
    return load.p95_ms
