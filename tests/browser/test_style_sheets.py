"""The style sheets say start and end, never left and right: what is written once is right in both directions."""

import gzip
import re

import pytest
import tinycss2

from app.config import ROOT

_SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
_PHYSICAL = frozenset(
    {"left", "right", "margin-left", "margin-right", "padding-left", "padding-right", "border-left", "border-right", "text-align"}
    | {f"border-{side}-{part}" for side in ("left", "right") for part in ("width", "style", "color")}
    | {f"border-{edge}-{side}-radius" for edge in ("top", "bottom") for side in ("left", "right")}
    | {f"scroll-{box}-{side}" for box in ("margin", "padding") for side in ("left", "right")}
    | {"float", "clear"}
)
_SIDES = ("left", "right")
CEILING_BYTES = 10_000


def declarations(text: str) -> list[tuple[str, str, int]]:
    """Return (property, value, line) of each declaration, nested ones included; fail on what a browser would not read."""
    return list(_declarations(tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True)))


def _declarations(nodes):
    for node in nodes:
        if node.type == "error":
            pytest.fail(f"line {node.source_line}: {node.message}")
        if node.type == "declaration":
            yield node.lower_name, tinycss2.serialize(node.value).strip(), node.source_line
        elif node.type in ("qualified-rule", "at-rule") and node.content:
            yield from _declarations(tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True))


@pytest.mark.parametrize("sheet", _SHEETS, ids=lambda sheet: sheet.name)
def test_no_property_names_a_side(sheet):
    physical = [
        f"line {line}: {name}: {value}"
        for name, value, line in declarations(sheet.read_text(encoding="utf-8"))
        if name in _PHYSICAL and (not name.startswith(("text-align", "float", "clear")) or value in _SIDES)
    ]

    assert physical == []


@pytest.mark.parametrize("sheet", _SHEETS, ids=lambda sheet: sheet.name)
def test_nothing_is_fetched_from_a_style_sheet(sheet):
    fetched = [value for _, value, _ in declarations(sheet.read_text(encoding="utf-8")) if "url(" in value and "url(data:" not in value]

    assert fetched == []
    assert "@import" not in sheet.read_text(encoding="utf-8")


def sheets_of(template: str) -> set[str]:
    """The style sheets that a page loads: those that its template names, and the layouts that it extends."""
    text = (ROOT / "templates" / template).read_text(encoding="utf-8")
    above = re.search(r'{% extends "([^"]+)" %}', text)
    return set(re.findall(r'asset\("css/([^"]+)"\)', text)) | (sheets_of(above[1]) if above else set())


def test_the_style_sheets_of_each_page_weigh_little():
    weights = {sheet.name: len(gzip.compress(sheet.read_bytes(), 9)) for sheet in _SHEETS}
    pages = {str(path.relative_to(ROOT / "templates")) for path in (ROOT / "templates").rglob("*.html") if path.parent.name != "mail"}
    loaded = {page: sheets_of(page) for page in pages}

    assert set().union(*loaded.values()) == weights.keys()
    assert [page for page, names in loaded.items() if sum(weights[name] for name in names) > CEILING_BYTES] == []


def test_a_planted_side_is_seen():
    planted = "@media print { .card { color: red; &:hover { margin-left: 1px } } }"

    assert ("margin-left", "1px", 1) in declarations(planted)
