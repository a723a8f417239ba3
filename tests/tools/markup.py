"""Templates as their reader's browser would see them: markup and words, the expressions put aside."""

import re

JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


def without_expressions(template: str) -> str:
    """Return the template without what Jinja would evaluate or leave out."""
    return JINJA.sub("", template)
