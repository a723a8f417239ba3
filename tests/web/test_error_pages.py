import pytest
from flask import abort, request
from sqlalchemy.exc import OperationalError

from app import create_app
from app.core.errors import NotThere
from app.core.language import LANGUAGES
from app.extensions import BODY_LIMIT, csrf
from app.web.access import public
from app.web.errors import TEXTS
from app.web.translations import translator
from tests.support.inspector.client import InspectedClient
from tests.support.inspector.document import Document, words
from tests.support.plugins.applications import make_config

PROMISED = (400, 403, 404, 405, 409, 413, 414, 422, 429, 500, 503)


@pytest.fixture(scope="module")
def troubled(tmp_path_factory):
    """An application in which one can fall into every trouble; no database is made."""
    folder = tmp_path_factory.mktemp("troubled")
    app = create_app(make_config(folder, f"sqlite:///{folder / 'none.sqlite3'}"))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.test_client_class = InspectedClient

    @app.get("/ennuis/<int:code>")
    @public
    def fall(code):
        abort(code)

    @app.get("/ennuis/<name>")
    @public
    def break_down(name):
        raise {
            "panne": RuntimeError("a secret that no page shows"),
            "base": OperationalError("SELECT secret", {}, RuntimeError("password=hunter2")),
            "absent": NotThere(),
        }[name]

    @app.post("/ennuis/formulaire")
    @public
    def fill_in():
        return str(len(request.form)), {"Content-Type": "text/plain"}

    @app.post("/ennuis/libre")
    @csrf.exempt
    @public
    def send():
        return str(len(request.get_data())), {"Content-Type": "text/plain"}

    return app


@pytest.fixture
def client(troubled):
    """A client of the application in trouble."""
    return troubled.test_client()


def test_each_error_promised_has_its_texts():
    assert set(TEXTS) == set(PROMISED)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", PROMISED)
def test_an_error_is_told_in_the_language_of_the_reader_with_what_to_do(code, language, client):
    response = client.get(f"/ennuis/{code}?lang={language}")
    document = Document(response.text)
    t = translator(language)

    assert response.status_code == code
    assert words(document.all("h1")[0]) == " ".join(t.gettext(TEXTS[code].title).split())
    assert document.html.get("lang") == language
    assert " ".join(t.gettext(TEXTS[code].message).split()) in words(document.root)
    assert {f"/recherche?lang={language}", f"/urgence?lang={language}"} <= {link.get("href") for link in document.all("a")}


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "fr"])
@pytest.mark.parametrize("code", PROMISED)
def test_an_error_is_translated(code, language):
    t = translator(language)

    assert t.gettext(TEXTS[code].title) != TEXTS[code].title
    assert t.gettext(TEXTS[code].message) != TEXTS[code].message


@pytest.mark.parametrize("code", PROMISED)
def test_an_error_is_kept_by_nobody_and_leaves_no_cookie(code, client):
    response = client.get(f"/ennuis/{code}")

    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers
    assert "Content-Security-Policy" in response.headers


@pytest.mark.parametrize(("code", "family"), [(406, 400), (410, 400), (415, 400), (418, 400), (501, 500), (502, 500), (504, 500)])
def test_an_error_without_texts_of_its_own_speaks_as_its_family(code, family, client):
    response = client.get(f"/ennuis/{code}")

    assert response.status_code == code
    assert TEXTS[family].title in response.text


def test_a_failure_of_ours_shows_nothing_of_what_failed(client):
    response = client.get("/ennuis/panne")

    assert response.status_code == 500
    assert "Ce n’est pas de votre faute." in response.text
    assert "secret" not in response.text


def test_a_database_that_does_not_answer_is_said_to_come_back(client):
    response = client.get("/ennuis/base")

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"
    assert "hunter2" not in response.text
    assert "SELECT" not in response.text


@pytest.mark.parametrize("page", ["/urgence", "/", "/accessibilite", "/dispositifs/115", "/recherche", "/langues/en", "/healthz"])
def test_what_needs_no_listing_is_shown_while_the_database_is_gone(page, client):
    response = InspectedClient.__base__.open(client, page)

    assert response.status_code in (200, 303)


def test_what_is_shown_while_the_database_is_gone_is_not_taken_for_the_usual_page(client):
    response = client.get("/urgence")

    assert 'href="tel:115"' in response.text


def test_what_is_not_there_does_not_exist(client):
    assert client.get("/ennuis/absent").status_code == 404


def test_a_form_without_its_token_is_refused_in_words(client):
    response = client.post("/ennuis/formulaire", data={"a": "b"})

    assert response.status_code == 400
    assert "recommencez" in response.text


def test_what_is_too_heavy_is_refused_in_words(client):
    response = client.post("/ennuis/libre", data=b"x" * (BODY_LIMIT + 1))

    assert response.status_code == 413
    assert "C’est trop lourd" in response.text


def test_what_is_not_too_heavy_passes(client):
    assert client.post("/ennuis/libre", data=b"x" * BODY_LIMIT).text == str(BODY_LIMIT)


def test_a_method_refused_says_which_are_accepted(client):
    response = client.post("/urgence")

    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_a_view_without_an_access_mark_does_not_exist(tmp_path):
    app = create_app(make_config(tmp_path, f"sqlite:///{tmp_path / 'none.sqlite3'}"))
    app.add_url_rule("/oubliee", "oubliee", lambda: "private")

    assert app.test_client().get("/oubliee").status_code == 404
