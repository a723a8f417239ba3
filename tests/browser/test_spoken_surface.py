"""What a screen reader meets on each kind of page: landmarks, headings, links, controls, by role and name.

`REPERES_WRITE_SNAPSHOTS=1 make access` writes `snapshots/` again after a change that was meant; the difference is reviewed
like any other.
"""

import os
import re
from pathlib import Path

import pytest

from app.core.language import FRENCH
from tests.support.catalogue_of_pages import PAGES, Case

_FOLDER = Path(__file__).parent / "snapshots"
_SPOKEN = (
    "banner navigation main contentinfo complementary region search form group radiogroup heading link button textbox searchbox "
    "combobox checkbox radio article status alert img table dialog"
).split()
_LINE = re.compile(rf"^\s*- '?(?:{'|'.join(_SPOKEN)})\b")
_TELLING = {"recherche": ("vide", "réponses", "lieu à préciser", "rayon refusé")}
_CASES = [
    Case(page, state, FRENCH) for page in PAGES for state in page.states if page.public and state.name in _TELLING.get(page.name, ("",))
]


def surface(snapshot: str) -> str:
    """Return the lines of an aria snapshot that say what there is to go to, without the plain text between."""
    lines = [line.rstrip() for line in snapshot.splitlines() if _LINE.match(line)]
    return "\n".join(re.sub(r":$", "", re.sub(r'(^\s*- [a-z]+(?: "[^"]*")?(?: \[[^]]*\])*): .*', r"\1", line)) for line in lines) + "\n"


@pytest.mark.parametrize("case", [pytest.param(case, id=str(case)) for case in _CASES])
def test_what_is_spoken_has_not_changed_unseen(case, visitor):
    page = visitor.open(case, viewport={"width": 1280, "height": 800})
    spoken = surface(page.locator("html").aria_snapshot())
    file = _FOLDER / f"{re.sub(r'[^a-zéèà]+', '-', str(case).removesuffix(' fr').strip())}.yaml"
    if os.environ.get("REPERES_WRITE_SNAPSHOTS") == "1":
        file.parent.mkdir(exist_ok=True)
        file.write_text(spoken, encoding="utf-8")

    assert file.read_text(encoding="utf-8") == spoken


def test_plain_text_is_left_out_of_the_surface():
    snapshot = '- main:\n  - heading "Aide" [level=1]\n  - paragraph: Bonjour\n  - link "Ici":\n    - /url: /\n  - textbox "Lieu": Privas'

    assert surface(snapshot) == '- main\n  - heading "Aide" [level=1]\n  - link "Ici"\n  - textbox "Lieu"\n'
