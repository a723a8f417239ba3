"""Dependencies: pinned with hashes for every machine, without a download address, and the same at run and development."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.tools.tracked import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; (.+?))? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)


def content(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins(text: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Return, for each package, its version and the hashes of its files."""
    return {m[1]: (m[2], frozenset(re.findall(r"[0-9a-f]{64}", m[4]))) for m in PIN.finditer(text)}


def canonical(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0]).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_is_a_pin_a_hash_or_a_comment(name: str) -> None:
    rest = PIN.sub("", content(name))
    assert [line for line in rest.splitlines() if line.strip() and not line.lstrip().startswith("#")] == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_download_address(name: str) -> None:
    assert re.findall(r"\w+://\S*|--\S*(?:index|host|links)\S*|\bfile:/\S*", content(name)) == []


def test_development_has_what_runs_at_the_same_versions() -> None:
    runtime, development = (pins(content(name)) for name in LOCKS)
    assert runtime.items() <= development.items()


def test_everything_declared_is_pinned_where_it_is_needed() -> None:
    project = tomllib.loads(content("pyproject.toml"))["project"]
    runtime, development = (set(pins(content(name))) for name in LOCKS)
    assert {canonical(line) for line in project["dependencies"]} | {"setuptools"} <= runtime
    assert {canonical(line) for group in project["optional-dependencies"].values() for line in group} <= development


def test_compiled_packages_are_pinned_for_more_than_one_machine() -> None:
    hashes = {name: len(digests) for name, (_version, digests) in pins(content("requirements-dev.lock")).items()}
    assert {name: hashes[name] for name in ("sqlalchemy", "markupsafe", "rapidfuzz", "psycopg-binary") if hashes[name] < 10} == {}


def test_nothing_of_a_machine_is_written_in_the_project() -> None:
    paths = [ROOT / name for name in (*LOCKS, "pyproject.toml", "Makefile", ".ci/run", "README.md", "CONTRIBUTING.md")]
    home = re.compile(r"(?<![\w.])/(?:home|root|Users|work)/[A-Za-z.]")
    assert [str(path.relative_to(ROOT)) for path in paths if path.exists() and home.search(Path(path).read_text(encoding="utf-8"))] == []
