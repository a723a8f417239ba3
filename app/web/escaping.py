"""Escaping what templates print, without the `Markup` that each printed value would otherwise become, only to be joined at once."""

from markupsafe import _escape_inner, escape  # type: ignore[attr-defined]  # what `escape` does, without the class around it


def printed(value: object, /) -> str:
    """Return a value as a template prints it: plain texts escaped, markup as it is."""
    if type(value) is str:
        text: str = _escape_inner(value)
        return text
    return escape(value)


def printing(source: str) -> str:
    """Return a compiled template that prints with `printed`; its lines keep their numbers."""
    head, end, body = source.partition("\n")
    return f"{head}; from {__name__} import {printed.__name__} as escape{end}{body}"
