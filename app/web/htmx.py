"""What htmx asks for: the only reader of its headers."""

from flask import request


def wants_part() -> bool:
    """Whether a swap asks for the part alone; boosted requests and history restores get the whole page."""
    headers = request.headers
    return "HX-Request" in headers and "HX-Boosted" not in headers and "HX-History-Restore-Request" not in headers
