"""What axe-core finds on a page."""

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from tests.support.browsing.scripts import bring_axe

TAGS = ("RGAAv4", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
BEYOND_TAGS = ("color-contrast-enhanced", "target-size")
_RUN = "options => axe.run(document, options)"
CONTRAST = ("color-contrast", "color-contrast-enhanced")
_COLOURS_ARE_THE_PERSON_S = "matchMedia('(forced-colors: active)').matches"


@dataclass(frozen=True, slots=True)
class Triaged:
    """Something axe cannot decide, decided by a person: the rule, the element (a pattern of its HTML), the reason."""

    rule: str
    element: str
    reason: str


_DRAWN = "words of a drawing stand on the page's own background, in colours of its other words, which are measured"
TRIAGED: tuple[Triaged, ...] = tuple(Triaged(rule, "^<text ", _DRAWN) for rule in CONTRAST)


def findings(page: Page) -> list[str]:
    """Return each violation, and each doubt that nobody has settled, one line an element."""
    bring_axe(page)
    results: dict[str, Any] = page.evaluate(_RUN, _options(forced_colours=page.evaluate(_COLOURS_ARE_THE_PERSON_S)))
    lines = [_line("violation", rule, node) for rule in results["violations"] for node in rule["nodes"]]
    doubts = [_line("doubt", rule, node) for rule in results["incomplete"] for node in rule["nodes"] if not _is_triaged(rule, node)]
    return [*lines, *doubts]


def _options(*, forced_colours: bool) -> dict[str, Any]:
    """Where a person's own colours replace ours, their contrast is hers; axe would compare hers with ours besides."""
    rules = {name: {"enabled": True} for name in BEYOND_TAGS}
    if forced_colours:
        rules |= {name: {"enabled": False} for name in CONTRAST}
    return {"runOnly": {"type": "tag", "values": list(TAGS)}, "rules": rules, "resultTypes": ["violations", "incomplete"]}


def _is_triaged(rule: dict[str, Any], node: dict[str, Any]) -> bool:
    return any(known.rule == rule["id"] and re.search(known.element, node["html"]) for known in TRIAGED)


def _line(kind: str, rule: dict[str, Any], node: dict[str, Any]) -> str:
    reasons = "; ".join(check["message"] for check in [*node["any"], *node["all"], *node["none"]])
    return f"{kind} {rule['id']}: {node['html'][:160]} ({reasons[:200]})"
