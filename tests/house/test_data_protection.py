"""What the docs promise is what the code does: delays, and threats that a test really stops."""

import ast
import re

import pytest

from tests.tools.retention import PAGE, names, rewritten, usual
from tests.tools.tracked import ROOT

THREATS = ROOT / "docs" / "threat-model.md"
CITED = re.compile(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`")


def test_the_retention_table_is_that_of_the_rules_that_run() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert rewritten(page) == page, "python -m tests.tools.retention writes it again"
    assert names(page) == [rule.name for rule in usual()]


def test_another_delay_would_be_seen() -> None:
    page = PAGE.read_text(encoding="utf-8")
    changed = page.replace("| 183 jours | la fermeture |", "| 365 jours | la fermeture |")
    assert changed != page
    assert rewritten(changed) == page


def test_a_page_without_a_place_for_the_table_is_refused() -> None:
    with pytest.raises(ValueError, match="no place"):
        rewritten("# Nothing")


def test_each_test_that_the_threat_model_cites_exists() -> None:
    cited = CITED.findall(THREATS.read_text(encoding="utf-8"))
    assert len(cited) > 10
    assert [f"{path}::{name}" for path, name in cited if not exists(path, name)] == []
    assert not exists("tests/house/test_data_protection.py", "test_that_nobody_wrote")


def exists(path: str, name: str) -> bool:
    file = ROOT / path
    if not file.exists():
        return False
    defined = {node.name for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.FunctionDef)}
    return not name or name in defined
