"""Writing a condition: one text for one tree, with no bracket more than reading it needs."""

from app.participation.conditions.tree import And, Compared, Condition, Known, Not, Or

_BINDING = {Or: 0, And: 1}
_ALONE = 2
"""How tightly what needs no bracket holds together."""


def printed(condition: Condition) -> str:
    """Return the canonical text: `parse` gives the same tree back, and what `parse` read is printed within its limits."""
    return _said(condition, 0)


def _said(condition: Condition, around: int) -> str:
    """Return the text, between brackets where what stands around binds tighter."""
    if isinstance(condition, Compared):
        value = f"'{condition.value}'" if isinstance(condition.value, str) else str(condition.value)
        return f"{condition.key} {condition.by} {value}"
    if isinstance(condition, Known):
        return f"known({condition.key})"
    if isinstance(condition, Not):
        return f"not {_said(condition.of, _ALONE)}"
    binding = _BINDING[type(condition)]
    text = (" and " if isinstance(condition, And) else " or ").join(_said(one, binding + 1) for one in condition.of)
    return f"({text})" if binding < around else text
