"""A site of three pages on which the harness proves itself: a good page, and what is good in it."""

from pathlib import Path

from flask import Flask, request
from werkzeug.datastructures import Headers

from tests.support.inspector.answer import Answer
from tests.support.inspector.client import InspectedClient
from tests.support.inspector.site import Site

GOOD_PAGE = """<!doctype html>
<html lang="fr" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Trouver de l’aide · Repères</title>
<link rel="stylesheet" href="/static/site.css">
<script type="application/ld+json">{}</script>
<script src="/static/site.js" defer></script>
</head>
<body>
<a href="#contenu">Aller au contenu</a>
<header><nav aria-label="Principal"><a href="/">Accueil</a> <a href="/urgence">Urgence</a></nav></header>
<main id="contenu">
<h1>Trouver de l’aide</h1>
<form method="get" action="/recherche" hx-get="/recherche" hx-target="#reponses" hx-swap="outerHTML">
<label for="q">Je cherche</label>
<input id="q" name="q" aria-describedby="aide">
<p id="aide">un repas, une douche</p>
<fieldset><legend>Public</legend>
<label><input type="radio" name="public" value="a"> Familles</label>
<label><input type="radio" name="public" value="b"> Jeunes</label>
</fieldset>
<button>Chercher</button>
</form>
<p role="status"></p>
<div id="reponses"><h2>Réponses</h2>
<svg viewBox="0 0 24 24" aria-hidden="true"><use href="#point"></use></svg>
<svg viewBox="0 0 1 1" aria-hidden="true"><symbol id="point"><path d="M0 0"></path></symbol></svg>
<img src="/static/site.js" alt="">
<table><caption>Heures</caption><tr><th scope="col">Lundi</th></tr></table>
<iframe src="/urgence" title="Numéros"></iframe>
<svg aria-hidden="true"><use href="/static/icons.svg?v=1#phone"/></svg>
<p><a href="tel:115">Appeler le 115</a> <a href="/urgence" aria-label="Urgence : tous les numéros">Urgence</a></p>
</div>
<nav aria-label="Pages"><a href="/recherche?page=2" hx-get="/recherche?page=2" hx-target="#reponses">Page 2</a></nav>
<form method="post" action="/signaler"><input type="hidden" name="csrf_token" value="t">
<label for="m">Message</label><textarea id="m" name="m"></textarea><button accesskey="e">Envoyer</button></form>
</main>
<footer><a href="/urgence">Numéros d’urgence</a></footer>
</body>
</html>"""

GOOD_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "geolocation=(self)",
    "Cache-Control": "no-store",
    "Vary": "HX-Request",
}
GOOD_PART = '<div id="reponses"><h2>Réponses</h2><p>Deux réponses</p></div>'


def tiny_site(folder: Path, *, page: str = GOOD_PAGE, part: str = GOOD_PART, headers: dict[str, str] | None = None) -> Flask:
    """Build an application that answers `page` everywhere, `part` when htmx asks."""
    app = Flask("tiny", static_folder=str(folder), static_url_path="/static")
    (folder / "site.css").touch()
    (folder / "site.js").touch()
    (folder / "icons.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><symbol id="phone"/></svg>', encoding="utf-8")
    app.test_client_class = InspectedClient

    def answer() -> tuple[str, dict[str, str]]:
        asked_for_part = request.headers.get("HX-Request") == "true"
        return (part if asked_for_part else page), {**GOOD_HEADERS, **(headers or {})}

    for path in ("/", "/urgence", "/recherche"):
        app.add_url_rule(path, path, answer)
    app.add_url_rule("/signaler", "signaler", answer, methods=["POST"])
    return app


def answer_of(  # the parameters of one answer, each with what is good
    folder: Path,
    *,
    body: str = GOOD_PAGE,
    status: int = 200,
    path: str = "/",
    part: bool = False,
    headers: dict[str, str | None] | None = None,
) -> Answer:
    """Build an answer of the tiny site, good but for what is given; a header given as None is left out."""
    merged = {name: value for name, value in {**GOOD_HEADERS, **(headers or {})}.items() if value is not None}
    asked_with = {"HX-Request": "true"} if part else {}
    return Answer(
        Site.of(tiny_site(folder), "https://reperes.exemple.fr"), path, status, Headers(merged), body.encode(), asked_with=asked_with
    )
