"""In which language a request is answered: the address says, else the choice kept on the device, else French.

Not what the browser prefers: one address has one content, so that a link shows the same to all and a cache may keep it.
"""

from dataclasses import dataclass

from flask import g, has_request_context, request

from app.core.language import FRENCH, LANGUAGES, Language
from app.web.translations import Catalogue, translator

PARAMETER = "lang"
COOKIE, SECURE_COOKIE = "langue", "__Host-langue"
"""Kept on choice only; the second where the site is served over HTTPS."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The language of the answer, and whether links must carry it."""

    language: Language
    in_address: bool

    @property
    def carried(self) -> str:
        """The value of `lang` that links carry; empty when French is what anybody would get."""
        return self.language.code if self.in_address or self.language is not FRENCH else ""


def selection() -> Selection:
    """Return the language of the present request, decided once."""
    chosen: Selection | None = g.get("language_selection")
    if chosen is None:
        chosen = g.language_selection = _select()
    return chosen


def _select() -> Selection:
    if asked := LANGUAGES.get(request.args.get(PARAMETER, "")):
        return Selection(asked, in_address=True)
    if kept := LANGUAGES.get(request.cookies.get(SECURE_COOKIE) or request.cookies.get(COOKIE, "")):
        return Selection(kept, in_address=False)
    return Selection(FRENCH, in_address=False)


def selected_code() -> str:
    """Return the code of the present language, for Flask-Babel; French outside a request."""
    return selection().language.code if has_request_context() else FRENCH.code


def current_translator() -> Catalogue:
    """Return the texts of the present request's language."""
    return translator(selection().language.code)
