"""What a screen reader meets on each kind of page: landmarks, headings, links, controls, by role and name.

`REPERES_WRITE_SNAPSHOTS=1 make access` writes `snapshots/` again after a change that was meant; the difference is reviewed
like any other.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.language import FRENCH
from tests.support.catalogue_of_pages import PAGES, Case

_FOLDER = Path(__file__).parent / "snapshots"
_LANDMARKS = "banner|navigation|main|contentinfo|complementary|region|search|form"
_CONTENTS = "group|radiogroup|heading|link|button|textbox|searchbox|combobox|checkbox|radio|article|status|alert|img|table|dialog"
_LINE = re.compile(rf"^\s*- '?(?:{_LANDMARKS}|{_CONTENTS})\b")
_TELLING = {"recherche": ("vide", "réponses", "lieu à préciser", "rayon refusé")}
_CASES = [
    Case(page, state, FRENCH) for page in PAGES for state in page.states if page.public and state.name in _TELLING.get(page.name, ("",))
]


def surface(snapshot: str) -> str:
    """Return the lines of an aria snapshot that say what there is to go to: no plain text, one article for all of a list."""
    lines = [line.rstrip() for line in _first_articles(snapshot.splitlines()) if _LINE.match(line)]
    return "\n".join(re.sub(r":$", "", re.sub(r'(^\s*- [a-z]+(?: "[^"]*")?(?: \[[^]]*\])*): .*', r"\1", line)) for line in lines) + "\n"


def _first_articles(lines: list[str]) -> Iterator[str]:
    seen, skipped_from = -1, None
    for line in lines:
        depth = len(line) - len(line.lstrip())
        if skipped_from is not None and depth > skipped_from:
            continue
        skipped_from = None
        if line.lstrip().startswith("- article"):
            if depth == seen:
                skipped_from = depth
                continue
            seen = depth
        elif depth < seen - 2:
            seen = -1
        yield line


@pytest.mark.parametrize("case", [pytest.param(case, id=str(case)) for case in _CASES])
def test_what_is_spoken_has_not_changed_unseen(case, visitor):
    page = visitor.open(case, viewport={"width": 1280, "height": 800})
    spoken = surface(page.locator("html").aria_snapshot())
    file = _FOLDER / f"{re.sub(r'[^a-zéèà]+', '-', str(case).removesuffix(' fr').strip())}.yaml"
    if os.environ.get("REPERES_WRITE_SNAPSHOTS") == "1":
        file.parent.mkdir(exist_ok=True)
        file.write_text(spoken, encoding="utf-8")

    assert file.read_text(encoding="utf-8") == spoken


def test_one_article_stands_for_all_of_its_list():
    one = '    - listitem:\n      - article:\n        - link "{0}"\n'
    snapshot = "- main:\n  - list:\n" + one.format("A") + one.format("B") + '  - heading "Suite"\n  - list:\n' + one.format("C")

    assert re.findall(r"[a-z]+ \"[A-Z]\w*\"|article", surface(snapshot)) == [
        "article",
        'link "A"',
        'heading "Suite"',
        "article",
        'link "C"',
    ]


def test_plain_text_is_left_out_of_the_surface():
    snapshot = '- main:\n  - heading "Aide" [level=1]\n  - paragraph: Bonjour\n  - link "Ici":\n    - /url: /\n  - textbox "Lieu": Privas'

    assert surface(snapshot) == '- main\n  - heading "Aide" [level=1]\n  - link "Ici"\n  - textbox "Lieu"\n'
