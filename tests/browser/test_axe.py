"""axe-core finds nothing on any page, under any choice of colours."""

import pytest

from tests.support.browsing.axe import findings
from tests.support.sampling import visits

_COLOURS = (
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "contrast": "more"},
    {"color_scheme": "dark", "contrast": "more"},
    {"forced_colors": "active"},
)
_VISITS = [
    pytest.param(case, colours, width, id=f"{case} {' '.join(colours.values())} {width}")
    for case, (colours, width) in visits("axe", [(colours, width) for colours in _COLOURS for width in (360, 1280)])
]


@pytest.mark.parametrize(("case", "colours", "width"), _VISITS)
def test_axe_finds_nothing(case, colours, width, visitor):
    page = visitor.open(case, viewport={"width": width, "height": 800}, **colours)

    assert findings(page) == []
