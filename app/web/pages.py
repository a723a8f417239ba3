"""Making a page: the template in the reader's language, whole or, for htmx, its part."""

from urllib.parse import quote

from flask import Response, current_app, make_response, request
from flask_wtf.csrf import generate_csrf

from app.config import Config
from app.core.language import EASY_FRENCH, FRENCH, LANGUAGES
from app.web.addresses import carrying, with_language
from app.web.easy_french import is_offered_here
from app.web.htmx import wants_part
from app.web.identity import identity
from app.web.language import Selection, selection
from app.web.notices import said
from app.web.once import nonce
from app.web.rights import allows


def render(template: str, /, **context: object) -> str:
    """Return the page made by a template in the reader's language."""
    chosen = selection()
    environment = current_app.extensions["reperes_templates"][chosen.language.code]
    text: str = environment.get_template(template).render(_request_context(chosen), **context)
    return text


def whole_page(template: str, status: int = 200, /, **context: object) -> Response:
    """Return the page with this status; a swap that gets it puts it in place of the whole body, not of the part."""
    response = make_response(render(template, **context), status)
    response.vary.add("HX-Request")
    if wants_part():
        response.headers.update({"HX-Retarget": "body", "HX-Reswap": "innerHTML"})
    return response


def page_or_partial(page: str, partial: str, /, **context: object) -> Response:
    """Return the page, or the partial alone to an htmx swap; boosted requests and history restores get the page."""
    response = make_response(render(partial if wants_part() else page, **context))
    response.vary.add("HX-Request")
    return response


def _request_context(chosen: Selection) -> dict[str, object]:
    config: Config = current_app.extensions["reperes"]
    carried = chosen.carried
    query = request.query_string.decode("ascii", "replace")
    here = f"{request.path}?{query}" if query else request.path
    if "lang=" in query:
        here = with_language(here, "")
    address = config.base_url + quote(request.path) + here[len(request.path) :]
    return {
        "allows": allows,
        "csrf": generate_csrf,
        "identity": identity,
        "nonce": nonce,
        "said": said,
        "to": (lambda path: carrying(chosen.carried_to(path), path)) if carried else _same,
        "lang_value": carried,
        "here": here,
        "easy_here": carrying(EASY_FRENCH.code, here) if is_offered_here() else "",
        "canonical": address,
        "alternates": [(code, address if code == FRENCH.code else config.base_url + carrying(code, here)) for code in LANGUAGES],
    }


def _same(path: str) -> str:
    return path
