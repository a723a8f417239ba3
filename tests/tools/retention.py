"""The retention table of docs/data-protection.md, from the rules that the purge applies: `python -m tests.tools.retention` writes it."""

import re
from collections.abc import Sequence
from pathlib import Path

from app import retention
from app.config import Config
from app.core.keys import Keyring
from app.core.retention import Rule
from tests.tools.tracked import ROOT

PAGE = ROOT / "docs" / "data-protection.md"
BEGIN, END = "<!-- retention -->\n", "<!-- /retention -->"
HEAD = ("règle", "ce qui est gardé", "durée", "à partir de", "pourquoi")


def rewritten(page: str) -> str:
    """Return the page with the table of the rules as they are, with the usual delays; raise ValueError when it has no place for it."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        msg = f"{PAGE.name} has no place for the table"
        raise ValueError(msg)
    return f"{before}{BEGIN}\n{table(usual())}\n\n{END}{after}"


def table(rules: Sequence[Rule]) -> str:
    """Return the rules as a table."""
    rows = (HEAD, ("---",) * len(HEAD), *((f"`{rule.name}`", rule.what, rule.kept, rule.since, rule.why) for rule in rules))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


def usual() -> Sequence[Rule]:
    """Return the rules of an installation that changed no delay."""
    config = Config(
        environment="development",
        base_url="http://127.0.0.1:5000",
        data_dir=Path(),
        database_url="sqlite://",
        secret_key="",
        keyring=Keyring({"k1": bytes(32)}),
    )
    return retention.merged(config)


def names(page: str) -> list[str]:
    """Return the names of the rules that the page shows."""
    return re.findall(r"^\| `([\w-]+)` \|", page.partition(BEGIN)[2].partition(END)[0], re.MULTILINE)


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)}: written")
