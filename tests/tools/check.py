"""Run every guard, each to its end, and say in one line each how it went.

python -m tests.tools.check [name …]

The output of a guard is shown when it complains. Ends with 1 if one complains; a guard that could not look (no network)
is said so and does not fail the run.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.tools.outcome import NOT_DONE

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
AT_ONCE = 2
"""Guards that run beside each other; what they say comes in their order."""


@dataclass(frozen=True, slots=True)
class Guard:
    """One check: its name, what it holds, its commands (all must end well)."""

    name: str
    holds: str
    commands: tuple[tuple[str, ...], ...]


def module(name: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", name, *arguments)


def flask_db(*arguments: str) -> tuple[str, ...]:
    return (str(BIN / "flask"), "--app", "app.ops.migrating", "db", *arguments)


GUARDS = (
    Guard("secrets", "nothing secret is written down", (module("tests.tools.secrets_scan"),)),
    Guard("ruff", "style and likely mistakes", (module("ruff", "check", "--quiet", "--output-format=concise"),)),
    Guard("format", "one layout of the code", (module("ruff", "format", "--check", "--quiet"),)),
    Guard("mypy", "types, strict", (module("mypy"),)),
    Guard("floors", "direction of imports", ((str(BIN / "lint-imports"), "--no-cache"),)),
    Guard("deptry", "what is imported is declared, and the reverse", (module("deptry", "."),)),
    Guard("audit", "no known vulnerability among dependencies", (module("tests.tools.audit"),)),
    Guard("djlint", "templates", (module("djlint", "templates", "--lint", "--quiet"),)),
    Guard("schema", "migrations lead to the models", (flask_db("upgrade"), flask_db("check"))),
    Guard("catalogues", "translations complete and exact", (module("tests.tools.catalogues", "check"),)),
)


@contextmanager
def neutral_environment() -> Iterator[dict[str, str]]:
    """Give an environment whose data folder and database are new and leave no trace."""
    with tempfile.TemporaryDirectory() as folder:
        settings = ("DATABASE_URL", "SECRET_KEY", "REPERES_ENV", "REPERES_BASE_URL", "REPERES_CDN", "PORT")
        environment = {name: value for name, value in os.environ.items() if name not in settings}
        yield environment | {"REPERES_DATA_DIR": folder, "PYTHONUTF8": "1"}


def run(guard: Guard) -> tuple[int, str]:
    """Run the commands of a guard until one complains; return its exit code and everything said."""
    said = []
    with neutral_environment() as environment:
        for command in guard.commands:
            done = subprocess.run(
                command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
            )
            said.append(done.stdout.strip())
            if done.returncode:
                return done.returncode, "\n".join(said)
    return 0, "\n".join(said)


def timed(guard: Guard) -> tuple[int, str, float]:
    """Run a guard; return its exit code, everything said, and the seconds that it took."""
    start = time.monotonic()
    code, said = run(guard)
    return code, said, time.monotonic() - start


def main(names: list[str]) -> int:
    """Run the guards named, or all; return 1 when one complains."""
    unknown = set(names) - {guard.name for guard in GUARDS}
    if unknown:
        print(f"Unknown guard: {', '.join(sorted(unknown))}. There are: {', '.join(guard.name for guard in GUARDS)}.")
        return 1
    failed = []
    chosen = [guard for guard in GUARDS if not names or guard.name in names]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for guard, (code, said, seconds) in zip(chosen, pool.map(timed, chosen), strict=True):
            word = {0: "ok", NOT_DONE: "NOT DONE"}.get(code, "FAILED")
            print(f"{guard.name:<11} {word:<9} {seconds:5.1f} s  {guard.holds}", flush=True)
            if code:
                print("\n".join(f"    {line}" for line in said.splitlines()), flush=True)
            if code not in (0, NOT_DONE):
                failed.append(guard.name)
    if failed:
        print(f"To mend: {', '.join(failed)}. One alone: .venv/bin/python -m tests.tools.check {failed[0]}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
