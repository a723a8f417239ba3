"""Error pages: in the reader's language, saying what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, Response, make_response
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError
from werkzeug.exceptions import HTTPException, InternalServerError, ServiceUnavailable

from app.core.attempts import TooManyAttempts
from app.core.errors import DomainError, NotThere
from app.core.language import mark
from app.web.language import current_translator
from app.web.logs import logger
from app.web.pages import render


@dataclass(frozen=True, slots=True)
class ErrorText:
    """French texts of one error page: what happened, what to do."""

    title: str
    message: str


TEXTS = {
    400: ErrorText(
        mark("Cette demande n’est pas complète"),
        mark(
            "Il manque quelque chose, ou la page est restée ouverte trop longtemps. Revenez en arrière et recommencez. "
            "Si cela revient, autorisez les cookies de ce site."
        ),
    ),
    403: ErrorText(
        mark("Cette page ne vous est pas ouverte"), mark("Si vous pensez y avoir droit, demandez à la personne qui vous a donné le lien.")
    ),
    404: ErrorText(
        mark("Cette page n’existe pas"),
        mark("L’adresse est peut-être incomplète, ou la fiche a été retirée. Cherchez le lieu par son nom."),
    ),
    405: ErrorText(mark("Cette action n’est pas possible ici"), mark("Revenez à la page précédente et utilisez ses boutons.")),
    409: ErrorText(
        mark("Quelqu’un a changé cela avant vous"),
        mark("Vos mots ne sont pas perdus : revenez en arrière, copiez-les, puis rechargez la page."),
    ),
    413: ErrorText(mark("C’est trop lourd"), mark("Envoyez un texte ou un fichier plus petit.")),
    414: ErrorText(mark("Cette recherche est trop longue"), mark("Écrivez seulement quelques mots, par exemple « repas Valence ».")),
    422: ErrorText(mark("Une réponse est à corriger"), mark("Revenez en arrière et vérifiez ce que vous avez écrit.")),
    429: ErrorText(mark("Trop d’essais"), mark("Attendez quelques minutes, puis recommencez.")),
    500: ErrorText(mark("Le site a un problème"), mark("Ce n’est pas de votre faute. Réessayez dans quelques minutes.")),
    503: ErrorText(mark("Le site se repose un instant"), mark("Réessayez dans une minute. Les numéros d’urgence restent joignables.")),
}

FACTS: Mapping[type[DomainError], int] = {NotThere: 404, TooManyAttempts: 429}
"""Facts that a page may end with, wherever they are stated."""


def error_page(code: int) -> Response:
    """Return the page of an error; a code without a text of its own gets that of its family."""
    texts = TEXTS.get(code) or TEXTS[400 if code < 500 else 500]  # noqa: PLR2004 - the families of HTTP
    t = current_translator()
    advice = [(t.gettext("Chercher un lieu"), "/recherche"), (t.gettext("Numéros d’urgence"), "/urgence")]
    html = render("web/error.html", code=code, title=t.gettext(texts.title), message=t.gettext(texts.message), advice=advice)
    response = make_response(html, code)
    response.headers["Cache-Control"] = "no-store"
    return response


def bind(app: Flask) -> None:
    """Turn each refusal into its page."""

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        if error.code is None or error.code < 400:  # noqa: PLR2004 - redirections are answers
            return error.get_response()  # type: ignore[return-value]
        response = error_page(error.code)
        for name, value in error.get_headers():
            if name in ("Allow", "Retry-After"):
                response.headers[name] = value
        return response

    @app.errorhandler(CSRFError)
    def refused_form(_error: CSRFError) -> Response:
        return error_page(400)

    @app.errorhandler(DomainError)
    def refused_by_domain(error: DomainError) -> Response:
        code = next((code for fact, code in FACTS.items() if isinstance(error, fact)), None)
        if code is None:
            raise error
        return error_page(code)

    @app.errorhandler(DatabaseError)
    def database_gone(error: DatabaseError) -> Response:
        return _database_gone(error)

    @app.errorhandler(InternalServerError)
    def failed(_error: InternalServerError) -> Response:
        return error_page(500)


def _database_gone(error: DatabaseError) -> Response:
    if isinstance(error, (IntegrityError, DataError)):
        raise error
    logger().error("database unavailable", error=type(error.orig).__name__)
    response = error_page(ServiceUnavailable.code or 503)
    response.headers["Retry-After"] = "60"
    return response
