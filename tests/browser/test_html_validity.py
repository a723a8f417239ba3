"""The Nu checker (vnu), reference of HTML and CSS, finds nothing to say.

It is a Java archive of 30 MB, fetched by name from the npm registry (`npm pack vnu-jar`), given by REPERES_VNU_JAR or put at
`node_modules/vnu-jar/build/dist/vnu.jar`.
"""

import json
import os
import re
import shutil
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from app.config import ROOT
from app.core.language import FRENCH, LANGUAGES
from tests.support.catalogue_of_pages import cases
from tests.support.sampling import is_full, rotation, seed

_NPM = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
_HOW = "npm pack vnu-jar, then REPERES_VNU_JAR=…/build/dist/vnu.jar; Debian, Ubuntu: apt install default-jre-headless for Java"
_ALLOWED = ((r"Attribute “hx-[a-z-]+” not allowed", "htmx's own attributes: browsers ignore them, and htmx reads them under this name"),)
"""(pattern of a message, reason why it is left)."""


def _checker() -> list[str]:
    jar = Path(os.environ.get("REPERES_VNU_JAR") or _NPM)
    java = shutil.which("java")
    if java is None or not jar.is_file():
        (pytest.fail if os.environ.get("REPERES_REQUIRE_VNU") == "1" else pytest.skip)(f"no Java or no vnu.jar here: {_HOW}")
    return [java, "-jar", str(jar), "--format", "json", "--exit-zero-always", "--stdout"]


def _check(folder: Path) -> list[str]:
    command = [*_checker(), "--also-check-css", "--also-check-svg", str(folder)]
    output = subprocess.run(command, check=True, capture_output=True, text=True, timeout=180).stdout
    messages = json.loads(output)["messages"]
    lines = [f"{Path(m.get('url', '')).name}:{m.get('lastLine')}: {m['message']} « {m.get('extract', '').strip()} »" for m in messages]
    return [line for line in lines if not any(re.search(pattern, line) for pattern, _ in _ALLOWED)]


def _fetch(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - our own server
            return answer.read()
    except urllib.error.HTTPError as refused:
        return refused.read()


def test_the_checker_sees_a_planted_defect(tmp_path):
    (tmp_path / "page.html").write_text("<!doctype html><html lang=fr><title>a</title><p><div align=center></p>", encoding="utf-8")

    assert _check(tmp_path)


def test_pages_style_sheets_and_icons_are_valid(live, tmp_path):
    once = list(cases(FRENCH))
    chosen = list(cases()) if is_full() else [case for case, _ in rotation(once, tuple(LANGUAGES.values()), [None], turn=seed())]
    for case in chosen:
        name = re.sub(r"\W+", "-", str(case))
        (tmp_path / f"{name}.html").write_bytes(_fetch(live.url + case.path(live.ids)))
    for file in (*(ROOT / "static" / "css").glob("*.css"), *(ROOT / "static").glob("*.svg")):
        shutil.copy(file, tmp_path)

    assert _check(tmp_path) == []
