"""What follows a form speaks the language of its page: redirections within the site carry `lang` when the address had it."""

from flask import Flask, Response

from app.web.addresses import carrying
from app.web.language import PARAMETER, selection

SEE_OTHER = 303


def bind(app: Flask) -> None:
    """Add the language to where forms lead."""

    @app.after_request
    def carry_language(response: Response) -> Response:
        path = response.headers.get("Location", "")
        is_ours = path.startswith("/") and not path.startswith(("//", "/\\"))
        if response.status_code == SEE_OTHER and is_ours and f"{PARAMETER}=" not in path and selection().in_address:
            response.headers["Location"] = carrying(selection().carried_to(path), path)
        return response
