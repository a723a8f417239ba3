"""The diagrams and tables of the docs are those of the tables that run."""

from tests.tools.workflows import BLOCKS, PAGE, drawn_blocks, redrawn


def test_the_docs_show_the_workflows_that_run() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert drawn_blocks(page) == set(BLOCKS)
    assert redrawn(page) == page, "python -m tests.tools.workflows draws them again"


def test_a_change_would_be_seen() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert redrawn(page.replace("`annuler` → `annulee` (emetteur)", "`annuler` → `envoyee` (emetteur)")) == page
    assert redrawn(page.replace("3 days after (`target_first`)", "4 days after (`target_first`)")) == page
    assert redrawn(page.replace("brouillon --> a_verifier", "brouillon --> acceptee")) == page
