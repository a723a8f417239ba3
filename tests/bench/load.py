"""Load by wrk, whose own cost is small beside what it measures."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("cycle.lua")
THREADS = 1


class LoadFailed(Exception):
    """The load was not what it should be; the message says why."""


@dataclass(frozen=True, slots=True)
class Load:
    """What one run gave: answers a second, and the 95th percentile of their time."""

    rps: float
    p95_ms: float


def loaded(port: int, addresses: Path, *, connections: int, seconds: int) -> Load:
    """Ask for the addresses of a file (one a line) in turn; raise LoadFailed when any answer is not 2xx or 3xx."""
    wrk = shutil.which("wrk")
    if wrk is None:
        msg = "wrk is missing. On Debian and Ubuntu: sudo apt install wrk"
        raise LoadFailed(msg)
    command = [wrk, f"-t{THREADS}", f"-c{connections}", f"-d{seconds}s", "--script", str(SCRIPT), f"http://127.0.0.1:{port}", "--"]
    ended = subprocess.run([*command, str(addresses)], capture_output=True, text=True, check=False, timeout=seconds + 60)
    if ended.returncode:
        raise LoadFailed(ended.stdout + ended.stderr)
    told = json.loads(ended.stdout.strip().splitlines()[-1])
    if told["refused"] or told["broken"] or not told["answers"]:
        msg = f"not every answer was one: {told}"
        raise LoadFailed(msg)
    return Load(told["answers"] / told["microseconds"] * 1e6, told["p95_us"] / 1000)
