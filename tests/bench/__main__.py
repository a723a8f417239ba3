"""`python -m tests.bench`: measures speed, writes `var/bench.json`, shows the figures beside their bars."""

import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from app.config import ROOT
from tests.bench.bars import falling_short, table
from tests.bench.importing import ImportFailed
from tests.bench.load import LoadFailed
from tests.bench.measuring import Plan, WrongPages, measure
from tests.bench.runtime import RuntimeFailed
from tests.bench.servers import WORKERS, ServerFailed

OUTPUT = ROOT / "var" / "bench.json"


@click.command()
@click.option("--rounds", default=Plan().rounds, show_default=True)
@click.option("--seconds", default=Plan().seconds, show_default=True, help="Length of each run.")
def main(rounds: int, seconds: int) -> None:
    """Measure the search page against a bare Flask. Ends with 0 when the figures were measured, whatever they are."""
    try:
        measures = measure(Plan(rounds, seconds), lambda text: click.echo(text, err=True))
    except (ImportFailed, LoadFailed, RuntimeFailed, ServerFailed, WrongPages) as error:
        click.echo(f"Nothing was measured. {error}", err=True)
        sys.exit(1)
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps(measures.figures, indent=2) + "\n", encoding="utf-8")
    click.echo(f"\n{datetime.now(UTC):%Y-%m-%d}, {machine()}\n\n{table(measures.figures)}\n")
    click.echo("\n".join(f"- {note}" for note in measures.notes))
    short = falling_short(measures.figures)
    click.echo(f"\nFalls short: {'; '.join(short)}." if short else "\nEvery figure is what it must be.")


def machine() -> str:
    """Return what the figures were measured on."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{os.cpu_count()} × {model}, {memory:.0f} GB, Python {platform.python_version()}, gunicorn with {WORKERS} sync workers, wrk"


if __name__ == "__main__":
    main(prog_name="python -m tests.bench")
