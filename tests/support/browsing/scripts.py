"""Questions asked of a page in its own language: each is a function in `scripts/`, named as its file."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from app.config import ROOT

_FOLDER = Path(__file__).parent / "scripts"
_AXE = ROOT / "tests" / "vendor" / "axe" / "axe.min.js"


@cache
def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def ask(page: Page, name: str, argument: object = None) -> Any:
    """Run `scripts/<name>.js` in the page; return what it returns."""
    return page.evaluate(_source(_FOLDER / f"{name}.js"), argument)


def bring_axe(page: Page) -> None:
    """Give the page axe-core. Evaluated, since the security policy lets no script tag in."""
    page.evaluate(_source(_AXE))
