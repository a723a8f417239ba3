"""The import of the national data: services with their structures, from csv files into an empty database, by the real command."""

import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.servers import pss_bytes, surroundings
from tests.support.national_files import national, write_csv_fast

POLL_SECONDS = 0.05
PATIENCE_SECONDS = 600
_COMMAND = "from app.ops.cli import main; main()"


class ImportFailed(Exception):
    """The command ended badly, or did not say what it must; the message is what it said."""


@dataclass(frozen=True, slots=True)
class Imported:
    """One run: its time in seconds, and the most memory that its processes had together, in MB (10⁶ bytes, proportional shares)."""

    seconds: float
    megabytes: float


def imports(folder: Path, count: int) -> tuple[Imported, Imported]:
    """Import `count` services into an empty database, then once more, which must change nothing. Raise ImportFailed."""
    structures, services = _files(folder, count)
    data = folder / "import"
    data.mkdir(exist_ok=True)
    for file in data.iterdir():
        file.unlink()
    environment = {**surroundings(), "REPERES_DATA_DIR": str(data), "DATABASE_URL": f"sqlite:///{data / 'reperes.sqlite3'}"}
    _run(["migrate"], environment, "à jour")
    command = ["import", "data-inclusion", "--structures", str(structures), "--services", str(services)]
    first = _run(command, environment, f"{count} ajoutés")
    return first, _run(command, environment, f"{count} inchangés")


def _files(folder: Path, count: int) -> tuple[Path, Path]:
    """The files, made once: what is invented depends on a fixed seed alone."""
    paths = folder / f"structures-{count}.csv", folder / f"services-{count}.csv"
    folder.mkdir(parents=True, exist_ok=True)
    if not all(path.exists() for path in paths):
        for path, records in zip(paths, national(count), strict=True):
            write_csv_fast(path.with_suffix(".part"), records).rename(path)
    return paths


def _run(arguments: list[str], environment: Mapping[str, str], expected: str) -> Imported:
    start, most = time.perf_counter(), 0
    process = subprocess.Popen(
        [sys.executable, "-c", _COMMAND, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    while process.poll() is None and time.perf_counter() - start < PATIENCE_SECONDS:
        most = max(most, _together(process.pid))
        time.sleep(POLL_SECONDS)
    seconds = time.perf_counter() - start
    process.kill()
    said, _ = process.communicate()
    if process.returncode != 0 or expected not in said:
        raise ImportFailed(said[-2000:])
    return Imported(seconds, most / 1e6)


def _together(process: int) -> int:
    """Bytes of a process and its children, none counted twice; 0 for one that has just ended."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
        return sum(pss_bytes(number) for number in (process, *map(int, children)))
    except (OSError, StopIteration):
        return 0
