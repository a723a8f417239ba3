"""Pin every dependency with the hashes of all its files, for all machines, and no download address.

    python -m tests.tools.locks [--upgrade]

requirements.lock: what runs. requirements-dev.lock: the same versions, with PostgreSQL's driver, parquet's reader, tests and guards.
Addresses that this machine may be set up with (mirrors, folders of wheels) are put aside while pinning.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OPTIONS = (
    "--quiet",
    "--generate-hashes",
    "--allow-unsafe",
    "--strip-extras",
    "--no-emit-index-url",
    "--no-emit-trusted-host",
    "--no-emit-find-links",
    "--no-emit-options",
    "--build-deps-for=editable",
)
RUNTIME = "requirements.lock"
DEVELOPMENT = "requirements-dev.lock"


def pin(output: str, *options: str) -> None:
    """Write one lock file; raise CalledProcessError when the versions asked for cannot live together."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL")}
    environment |= {"PIP_CONFIG_FILE": os.devnull, "CUSTOM_COMPILE_COMMAND": "make locks"}
    command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, *options, "--output-file", output, "pyproject.toml"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def main(arguments: list[str]) -> None:
    """Write both locks, the runtime one first: the other follows its versions."""
    pin(RUNTIME, *arguments)
    pin(DEVELOPMENT, "--extra=postgres", "--extra=parquet", "--extra=dev", f"--constraint={RUNTIME}", *arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
