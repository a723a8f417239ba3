"""Look for secrets in what is, or is about to be, committed.

A false alarm is answered on its own line by « pragma: allowlist secret », where a reviewer sees it.
"""

import subprocess
import sys

from tests.tools.tracked import ROOT, tracked_files

# Digests are what these are made of: hashes of packages, outlines of the map, integrity of vendored files.
MADE_OF_DIGESTS = (".lock", ".topojson", ".csv", ".min.js", ".svg", ".png", ".woff2", ".po")


def main() -> int:
    """Run detect-secrets on every file but those; print what it finds."""
    paths = [str(path.relative_to(ROOT)) for path in tracked_files() if not path.name.endswith(MADE_OF_DIGESTS)]
    if not paths:
        print("git lists no file: is this a checkout?")
        return 1
    integrity = r"sha384-[A-Za-z0-9+/=]+"
    command = [sys.executable, "-m", "detect_secrets.pre_commit_hook", "--no-verify", "--exclude-lines", integrity, *paths]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
