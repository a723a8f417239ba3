"""The interpreter of the servers under measure: it has the packages of `requirements.lock` and nothing else, as in production.

What the project is developed with would be found and loaded by some of them (a library of logs draws its errors with whatever it finds).
"""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from app.config import ROOT

LOCK = ROOT / "requirements.lock"


class RuntimeFailed(Exception):
    """The packages could not be installed; the message is what was said."""


def interpreter(folder: Path) -> Path:
    """Return the Python of an environment in this folder, made first if need be. Raise RuntimeFailed."""
    python, stamp = folder / "bin" / "python", folder / "made-with"
    recipe = f"{sys.version} {sha256(LOCK.read_bytes()).hexdigest()}"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == recipe:
        return python
    _run([sys.executable, "-m", "venv", "--clear", str(folder)])
    _run([str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", str(LOCK)])
    stamp.write_text(recipe, encoding="utf-8")
    return python


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeFailed(done.stderr[-4000:])
