"""In which language a request is answered: the address says, else the choice kept on the device, else French.

Not what the browser prefers: one address has one content, so that a link shows the same to all and a cache may keep it.
Easy French is said by the address only; a page that does not have it answers in French.
"""

from dataclasses import dataclass

from flask import g, has_request_context, request

from app.core.language import EASY_FRENCH, FRENCH, LANGUAGES, READABLE, Language
from app.web.easy_french import is_offered_at, is_offered_here
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
        """The value of `lang` that links to any page carry; empty when French is what anybody would get. Easy French counts as French."""
        return self.language.base if self.in_address or self.language is not FRENCH else ""

    def carried_to(self, path: str) -> str:
        """Return the value of `lang` that a link to this path carries: easy French too, where that page has it."""
        return EASY_FRENCH.code if self.language is EASY_FRENCH and is_offered_at(path) else self.carried


def selection() -> Selection:
    """Return the language of the present request, decided once."""
    chosen: Selection | None = g.get("language_selection")
    if chosen is None:
        chosen = g.language_selection = _select()
    return chosen


def prefer(code: str) -> None:
    """Answer the present request in a language known otherwise (that of the person whose page it is), unless the address says one."""
    if PARAMETER in request.args or code not in READABLE:
        return
    is_there = code != EASY_FRENCH.code or is_offered_here()
    g.language_selection = Selection(READABLE[code] if is_there else FRENCH, in_address=False)


def _select() -> Selection:
    code = request.args.get(PARAMETER, "")
    if code == EASY_FRENCH.code:
        return Selection(EASY_FRENCH if is_offered_here() else FRENCH, in_address=True)
    if asked := LANGUAGES.get(code):
        return Selection(asked, in_address=True)
    if kept := LANGUAGES.get(request.cookies.get(SECURE_COOKIE) or request.cookies.get(COOKIE, "")):
        return Selection(kept, in_address=False)
    return Selection(FRENCH, in_address=False)


def selected_code() -> str:
    """Return the code of the present language, for Flask-Babel, which knows no easy form; French outside a request."""
    return selection().language.base if has_request_context() else FRENCH.code


def current_translator() -> Catalogue:
    """Return the texts of the present request's language."""
    return translator(selection().language.code)
