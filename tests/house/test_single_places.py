"""One place commits, one asks the hour, one reads the environment: tests replace them, and so may we."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.tools.tracked import ROOT, tracked_files

Offends = Callable[[ast.AST], bool]
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time"), ("time", "localtime")}


def last_name(node: ast.AST) -> str:
    """Return the last word of a dotted name."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def commits(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and last_name(node.func) == "commit"


def asks_the_hour(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    return (last_name(node.func.value), node.func.attr) in CLOCKS


def reads_the_environment(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module == "os" and any(name.name in ("environ", "getenv") for name in node.names)
    return isinstance(node, ast.Attribute) and last_name(node.value) == "os" and node.attr in ("environ", "getenv")


def places(offends: Offends, source: str) -> Iterator[int]:
    return (getattr(node, "lineno", 0) for node in ast.walk(ast.parse(source)) if offends(node))


def places_outside(home: str, offends: Offends) -> list[str]:
    files: list[Path] = [path for path in tracked_files("app/*.py") if path != ROOT / home]
    return [f"{path.relative_to(ROOT)}:{line}" for path in files for line in places(offends, path.read_text(encoding="utf-8"))]


def test_only_the_unit_of_work_commits() -> None:
    assert places_outside("app/core/unit_of_work.py", commits) == []


def test_only_the_clock_asks_the_hour() -> None:
    assert places_outside("app/core/clock.py", asks_the_hour) == []


def test_only_the_configuration_reads_the_environment() -> None:
    assert places_outside("app/config.py", reads_the_environment) == []


def test_each_of_the_three_would_be_seen() -> None:
    source = (
        "import os, time\nfrom datetime import datetime\nsession.commit()\ndatetime.now()\ntime.time()\nos.environ['A']\nos.getenv('A')\n"
    )
    assert list(places(commits, source)) == [3]
    assert list(places(asks_the_hour, source)) == [4, 5]
    assert sorted(places(reads_the_environment, source)) == [6, 7]
