"""One of our conditions as an expression that ODK evaluates in the same way: what was not answered is an empty text there."""

from app.participation.conditions import HAS, Atom, Compared, Condition, Known, keys_of
from app.participation.conditions.tree import And, Not, Or
from app.participation.definition import Definition
from app.participation.xlsform.from_xpath import MONTH_FORMAT


def expression(condition: Condition, definition: Definition) -> str | None:
    """Return the expression; None where the condition looks at what is no question of the definition."""
    if any(definition.question(key) is None for key in keys_of(condition)):
        return None
    return _said(condition, definition)


def _said(condition: Condition, definition: Definition) -> str:
    if isinstance(condition, Compared | Known):
        return _atom(condition, definition)
    if isinstance(condition, Not):
        return f"not({_said(condition.of, definition)})"
    join = " and " if isinstance(condition, And) else " or "
    return join.join(f"({_said(one, definition)})" if isinstance(one, And | Or) else _said(one, definition) for one in condition.of)


def _atom(atom: Atom, definition: Definition) -> str:
    name = f"${{{atom.key}}}"
    if isinstance(atom, Known):
        return f"{name} != ''"
    value = f"'{atom.value}'" if isinstance(atom.value, str) else str(atom.value)
    if atom.by == HAS:
        return f"selected({name}, {value})"
    looked = definition.question(atom.key)
    of_it = f"format-date({name}, '{MONTH_FORMAT}')" if looked and looked.type == "month" else name
    return f"({name} != '' and {of_it} != {value})" if atom.by == "!=" else f"{of_it} {atom.by} {value}"
