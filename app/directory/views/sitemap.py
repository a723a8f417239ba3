"""What search engines may read."""

from collections.abc import Mapping

from flask import Response, abort, current_app
from flask.typing import ResponseReturnValue

from app.config import Config
from app.directory import queries
from app.directory.kinds import kinds
from app.directory.models import Service, Structure
from app.directory.views import pages
from app.extensions import db
from app.web.access import public
from app.web.caching import revalidated

PART = 40_000
"""Addresses in one part; the protocol allows 50,000."""
FIXED = ("/", "/recherche", "/dispositifs", "/passages", "/urgence", "/accessibilite", "/mentions-legales", "/vie-privee")
PARTS: Mapping[str, type[Service] | type[Structure]] = {"services": Service, "structures": Structure}
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@pages.get("/robots.txt")
@public
@revalidated
def read_robots() -> ResponseReturnValue:
    """Tell robots where the site map is, and what is no page."""
    lines = (
        "User-agent: *",
        "Disallow: /langues/",
        "Disallow: /recherche/suggestions",
        "Disallow: /developpement/",
        f"Sitemap: {_base()}/sitemap.xml",
        "",
    )
    return Response("\n".join(lines), mimetype="text/plain")


@pages.get("/sitemap.xml")
@public
@revalidated
def read_sitemap() -> ResponseReturnValue:
    """List the parts of the site map."""
    structures, services = queries.counts(db.session())
    names = ["pages"]
    for part, total in (("services", services), ("structures", structures)):
        names += [f"{part}-{number}" for number in range(1, -(-total // PART) + 1)]
    items = "".join(f"<sitemap><loc>{_base()}/sitemap-{name}.xml</loc></sitemap>" for name in names)
    return _xml(f'<sitemapindex xmlns="{NAMESPACE}">{items}</sitemapindex>')


@pages.get("/sitemap-pages.xml")
@public
@revalidated
def read_sitemap_of_pages() -> ResponseReturnValue:
    """List the pages that are not listings."""
    return _urls([*FIXED, *(f"/dispositifs/{code}" for code in kinds())])


@pages.get("/sitemap-<any(services, structures):part>-<int:number>.xml")
@public
@revalidated
def read_sitemap_part(part: str, number: int) -> ResponseReturnValue:
    """List one part of the listings."""
    ids = queries.listed_ids(db.session(), PARTS[part], (number - 1) * PART, PART) if 1 <= number <= PART else []
    if not ids:
        abort(404)
    return _urls([f"/{part}/{identifier}" for identifier in ids])


def _urls(paths: list[str]) -> Response:
    items = "".join(f"<url><loc>{_base()}{path}</loc></url>" for path in paths)
    return _xml(f'<urlset xmlns="{NAMESPACE}">{items}</urlset>')


def _xml(body: str) -> Response:
    return Response(f'<?xml version="1.0" encoding="UTF-8"?>{body}', mimetype="application/xml")


def _base() -> str:
    config: Config = current_app.extensions["reperes"]
    return config.base_url
