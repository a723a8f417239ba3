"""The tail is what makes a house ugly: files stay small, and none is a drawer for everything."""

from pathlib import Path

import pytest

from tests.tools.tracked import ROOT, tracked_files

LONGEST_MODULE = 300
LONGEST_TEMPLATE = 120
CATCH_ALL = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def too_long(pattern: str, limit: int) -> list[str]:
    return [f"{path.relative_to(ROOT)}: {count}" for path in tracked_files(pattern) if (count := lines(path)) > limit]


def test_no_module_is_longer_than_300_lines() -> None:
    assert too_long("*.py", LONGEST_MODULE) == []


def test_no_template_is_longer_than_120_lines() -> None:
    assert too_long("templates/*", LONGEST_TEMPLATE) == []


def test_nine_modules_of_the_application_in_ten_are_shorter_than_200_lines() -> None:
    lengths = sorted(lines(path) for path in tracked_files("app/*.py"))
    assert lengths[len(lengths) * 9 // 10] < 200


def test_no_file_is_a_drawer_for_everything() -> None:
    names = [path.relative_to(ROOT) for path in tracked_files("app", "templates", "tests", "static/js")]
    assert [str(name) for name in names if CATCH_ALL & {part.removesuffix(name.suffix).strip("_") for part in name.parts}] == []


@pytest.mark.parametrize("folder", ["app", "tests"])
def test_each_package_says_what_it_is(folder: str) -> None:
    silent = [path for path in tracked_files(f"{folder}/*__init__.py") if '"""' not in path.read_text(encoding="utf-8")]
    assert [str(path.relative_to(ROOT)) for path in silent] == []
