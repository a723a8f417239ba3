"""The rules that every answer obeys: small functions, each under its own name, which say what is wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from tests.support.inspector.answer import Answer

Check = Callable[[Answer], Iterator[str]]


class Scope(Enum):
    """Which answers a rule reads."""

    ANSWER = "every answer, whatever its type"
    HTML = "pages and parts of pages"
    PAGE = "full pages only"
    PART = "parts of pages, asked for by htmx"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that holds everywhere, and the function that finds where it does not."""

    name: str
    scope: Scope
    check: Check

    def reads(self, answer: Answer) -> bool:
        """Whether this answer falls under the rule."""
        if self.scope is Scope.ANSWER:
            return True
        if not answer.is_html:
            return False
        if self.scope is Scope.HTML:
            return True
        return answer.document.is_page is (self.scope is Scope.PAGE)


RULES: dict[str, Rule] = {}


def rule(scope: Scope) -> Callable[[Check], Check]:
    """Enter a function among the rules; its name, spoken, is the name of the rule."""

    def enter(check: Check) -> Check:
        name = check.__name__.replace("_", " ")
        if name in RULES:
            msg = f"two rules are called « {name} »"
            raise ValueError(msg)
        RULES[name] = Rule(name, scope, check)
        return check

    return enter
