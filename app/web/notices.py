"""A sentence said once, on the page that follows a form: kept in the session of the device."""

from flask import session

_KEY = "said"


def say(text: str) -> None:
    """Keep a sentence, in the reader's language, for the next page of the desk."""
    session[_KEY] = [*session.get(_KEY, ()), text]


def said() -> list[str]:
    """Return what was to be said, and forget it."""
    found: list[str] = session.pop(_KEY, [])
    return found
