"""Audit the pinned dependencies for known vulnerabilities, and say honestly what could not be audited.

pip-audit announces « No known vulnerabilities found » even when its service knew none of the packages. This reads its
JSON instead. Ends with 0 when everything was audited and nothing is known, 1 when something is to be mended, and
NOT_DONE when no service answered: an absence of bad news, not good news.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.tools.outcome import NOT_DONE

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")


@dataclass(frozen=True, slots=True)
class Accepted:
    """A vulnerability that does not reach us: why, and until when that judgement holds."""

    until: date
    reason: str


ACCEPTED: dict[str, Accepted] = {}


@dataclass(frozen=True, slots=True)
class Audit:
    """What a run of pip-audit taught: packages looked up, packages skipped, sentences on what is known."""

    audited: int
    skipped: tuple[str, ...]
    known: tuple[str, ...]


def read(report: dict[str, Any], today: date, accepted: dict[str, Accepted] = ACCEPTED) -> Audit:
    """Read pip-audit's JSON. An acceptance whose date is past accepts nothing."""
    skipped = tuple(entry["name"] for entry in report["dependencies"] if "skip_reason" in entry)
    audited = [entry for entry in report["dependencies"] if "skip_reason" not in entry]
    known = []
    for entry in audited:
        for vulnerability in entry["vulns"]:
            names = (vulnerability["id"], *vulnerability.get("aliases", ()))
            if not any(name in accepted and accepted[name].until >= today for name in names):
                fixed = ", ".join(vulnerability["fix_versions"]) or "no version yet"
                known.append(f"{entry['name']} {entry['version']}: {' '.join(names)}, mended in {fixed}")
    return Audit(len(audited), skipped, tuple(known))


def verdict(audit: Audit) -> tuple[int, str]:
    """Return the exit code and the sentences that go with it."""
    if audit.known:
        return 1, "\n".join(audit.known)
    if not audit.audited:
        return NOT_DONE, f"not audited: the vulnerability service knew none of the {len(audit.skipped)} packages; this is no all-clear"
    if audit.skipped:
        return 1, f"{audit.audited} packages audited, {len(audit.skipped)} skipped: {', '.join(audit.skipped)}"
    return 0, f"{audit.audited} packages audited, none with a known vulnerability"


def main() -> int:
    """Run pip-audit on both locks and print the verdict."""
    locks = [argument for lock in LOCKS for argument in ("--requirement", lock)]
    command = [sys.executable, "-m", "pip_audit", *locks, "--disable-pip", "--require-hashes", "--format=json", "--progress-spinner=off"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    try:
        report = json.loads(run.stdout)
    except json.JSONDecodeError:
        unreachable = any(word in run.stderr for word in ("ConnectionError", "ConnectionTimeout", "NameResolutionError", "ServiceError"))
        last_line = (run.stderr.strip().splitlines() or ["pip-audit said nothing"])[-1]
        print(f"not audited: {last_line}")
        return NOT_DONE if unreachable else 1
    code, words = verdict(read(report, date.today()))  # noqa: DTZ011 - a tool of developers, outside the app and its clock
    print(words)
    return code


if __name__ == "__main__":
    sys.exit(main())
