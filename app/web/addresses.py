"""Addresses of pages: absolute ones from the settings (never from the Host header), language carried along."""

from urllib.parse import parse_qsl, urlencode

from app.web.language import PARAMETER


def with_language(path: str, code: str) -> str:
    """Return the path with `lang` set to the code, or without it when the code is empty."""
    path, mark, fragment = path.partition("#")
    path, _, query = path.partition("?")
    pairs = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True, errors="replace") if name != PARAMETER]
    if code:
        pairs.append((PARAMETER, code))
    return path + (f"?{urlencode(pairs)}" if pairs else "") + mark + fragment


def carrying(code: str, path: str) -> str:
    """Return a link of a template with the language: the quick form of `with_language` for paths that carry none yet."""
    if not code:
        return path
    path, mark, fragment = path.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{PARAMETER}={code}{mark}{fragment}"
