import pytest

from app import create_app
from app.extensions import db
from app.ops.migrating import upgrade
from app.web.templates import asset
from tests.support.inspector.document import Document
from tests.support.plugins.applications import make_config

pytestmark = pytest.mark.one_engine

ANSWERS = (
    "/", "/urgence", "/nulle-part", "/langues/en", "/robots.txt", "/sitemap.xml", "/healthz", "/static/css/site.css",
    "/recherche?rayon=-1&q=a",
)  # fmt: skip
PUBLIC = "https://reperes.exemple.fr"


@pytest.fixture(scope="module")
def in_production(tmp_path_factory):
    """A client of the application as it runs for real people, on an empty database of its own."""
    folder = tmp_path_factory.mktemp("production")
    app = create_app(make_config(folder, f"sqlite:///{folder / 'empty.sqlite3'}", environment="production", base_url=PUBLIC, cdn=False))
    with app.app_context():
        upgrade()
    yield app.test_client()
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_is_careful(path, plain):
    headers = plain.get(path).headers

    assert headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=(self)" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers
    assert len(headers["X-Request-ID"]) == 16


def test_each_request_has_its_own_number(plain):
    assert len({plain.get("/healthz").headers["X-Request-ID"] for _ in range(20)}) == 20


def test_the_cdn_is_named_by_the_policy_while_it_is_on(plain, in_production):
    assert "https://cdn.jsdelivr.net" in plain.get("/urgence").headers["Content-Security-Policy"]
    off = in_production.get("/urgence")
    assert "jsdelivr" not in off.headers["Content-Security-Policy"] + off.text
    assert "jsdelivr" not in in_production.get("/recherche").text


def test_in_production_browsers_are_told_to_stay_on_https(in_production):
    assert in_production.get("/urgence").headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


def test_in_production_the_page_of_components_does_not_exist(in_production, plain):
    assert in_production.get("/developpement/composants").status_code == 404
    assert plain.get("/developpement/composants").status_code == 200


def test_the_public_address_comes_from_the_settings(in_production):
    document = Document(in_production.get("/urgence", headers={"Host": "evil.example"}).text)

    (canonical,) = [link.get("href") for link in document.all("link") if link.get("rel") == "canonical"]
    assert canonical == f"{PUBLIC}/urgence"
    assert f"Sitemap: {PUBLIC}/sitemap.xml" in in_production.get("/robots.txt").text


def test_in_production_the_preference_travels_over_https_only(in_production):
    assert "Secure" in in_production.get("/langues/ar", base_url=PUBLIC).headers["Set-Cookie"]


def test_a_static_file_bears_the_mark_of_its_content(plain):
    address = asset("css/site.css")

    assert plain.get(address).status_code == 200
    assert address in plain.get("/urgence").text


@pytest.mark.parametrize("path", ["/static/", "/static", "/static/css", "/static/nothing.css", "/static/../wsgi.py"])
def test_what_is_no_static_file_does_not_exist(path, plain):
    assert plain.get(path).status_code == 404
