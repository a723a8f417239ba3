"""Style sheets read in both directions: start and end, never left and right."""

import re

from tests.tools.tracked import ROOT, tracked_files

PHYSICAL = re.compile(
    r"""(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b
      | border-(?:top|bottom)-(?:left|right)-radius\b
      | (?:text-align|float|clear)\s*:\s*(?:left|right)\b
      | (?:^|[;{\s])(?:left|right)\s*:""",
    re.VERBOSE | re.MULTILINE,
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def physical(css: str) -> list[str]:
    without_comments = COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), css)
    return [f"{without_comments.count(chr(10), 0, match.start()) + 1}: {match[0].strip()}" for match in PHYSICAL.finditer(without_comments)]


def test_no_style_sheet_names_a_side_of_the_screen() -> None:
    sheets = tracked_files("static/css/*.css")
    assert sheets
    found = {str(path.relative_to(ROOT)): physical(path.read_text(encoding="utf-8")) for path in sheets}
    assert {name: places for name, places in found.items() if places} == {}


def test_a_side_of_the_screen_would_be_seen() -> None:
    assert physical("/* left: 0 */\na { margin-left: 1px; left: 0 }\nb { text-align: right }") == [
        "2: margin-left",
        "2: left:",
        "3: text-align: right",
    ]
    assert physical("a { margin-inline-start: 1px; inset-inline-end: 0; text-align: start }") == []
