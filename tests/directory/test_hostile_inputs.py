import re
from urllib.parse import quote, quote_from_bytes

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.core.language import LANGUAGES
from app.web.errors import TEXTS
from app.web.translations import translator
from tests.support.factories import GRENOBLE, WEEKDAYS

FIELDS = (
    "q", "lieu", "commune", "lat", "lon", "rayon", "besoin", "type", "public", "ouvert", "acces", "langue", "animaux", "pmr", "tri", "page",
    "vue", "lang",
)  # fmt: skip
HOSTILE = {
    "NUL": quote("a\x00b"),
    "bidi": quote("\u202egnirts\u2066x"),
    "emoji": quote("👩‍👩‍👧‍👦"),
    "broken UTF-8": quote_from_bytes(b"\xff\xfe\xc3("),
    "half a surrogate": "%ED%A0%80",
    "header injection": quote("x\r\nSet-Cookie: stolen=1\r\n\r\n<script>alert(1)</script>"),
    "script": quote('"><script>alert(1)</script><img src=x onerror=alert(1)>'),
    "template": quote("{{7*7}}${7*7}<%= 7*7 %>%(lang)s %s {0}"),
    "SQL": quote("' OR 1=1; DROP TABLE service; --"),
    "wildcards": "%25%25__%25",
    "path": quote("../../../../etc/passwd"),
    "address": quote("javascript:alert(1)"),
    "long": "a" * 3000,
    "spaces": "%20%09%0a" * 300,
    "minus one": "-1",
    "page of a billion": "1000000000",
    "digits without end": "9" * 4500,
    "not a number": "NaN",
    "infinity": "-inf",
    "exponent": "1e400",
    "Arabic digits": quote("٣٨٠٠٠"),
    "far day": "9999-12-31",
    "first day": "0001-01-01",
    "JSON": quote('{"$gt":""}'),
    "brackets": quote("//[::1"),
}
PATHS = ("/", "/urgence", "/accessibilite", "/mentions-legales", "/vie-privee", "/dispositifs/pcb", "/services/1", "/structures/1",
         "/robots.txt", "/sitemap.xml", "/healthz", "/readyz", "/langues/fr", "/static/css/site.css", "/nulle-part")  # fmt: skip

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def filled(directory):
    """A directory that has answers, so that what is asked of them is worked out."""
    directory.fixed(GRENOBLE, hours=WEEKDAYS)
    directory.team(("departement", "38"))
    directory.remote()
    directory.publish()


def assert_in_words(response, code="fr"):
    """Never a failure of ours; nothing of what was typed alive in the page; a message in its language."""
    assert response.status_code < 500, response.text[:500]
    assert "stolen" not in str(response.headers)
    body = response.get_data(as_text=True)
    if response.mimetype != "text/html":
        return
    assert "<script>alert" not in body
    assert "<img src=x" not in body
    assert 'href="javascript:' not in body
    assert re.search(rf'<html lang="{code}"', body)
    if response.status_code in TEXTS and response.status_code != 422:
        assert str(translator(code).gettext(TEXTS[response.status_code].title)).replace("’", "") in body.replace("’", "")


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.usefixtures("filled")
def test_no_hostile_value_of_a_field_of_the_search_brings_the_page_down(field, plain):
    for value in HOSTILE.values():
        for rest in (f"commune={GRENOBLE}&ouvert=maintenant", "q=paej&lieu=Privas", "lat=45.1&lon=5.7", ""):
            if field != "lang" and not rest.startswith(f"{field}="):
                assert_in_words(plain.get(f"/recherche?{field}={value}&{rest}"))
            else:
                assert plain.get(f"/recherche?{rest}&{field}={value}").status_code < 500


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("filled")
def test_hostile_values_are_answered_in_the_language_of_the_reader(language, plain):
    for value in HOSTILE.values():
        assert_in_words(plain.get(f"/recherche?commune={GRENOBLE}&rayon={value}&page={value}&lang={language}"), language)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.usefixtures("filled")
def test_no_hostile_query_brings_any_page_down(path, plain):
    for value in HOSTILE.values():
        response = plain.get(f"{path}?page={value}&code={value}&v={value}&{value}")
        assert response.status_code < 500
        assert "stolen" not in str(response.headers)


@pytest.mark.parametrize(
    "pattern",
    ["/dispositifs/{}", "/services/{}", "/structures/{}", "/langues/{}", "/static/{}", "/sitemap-services-{}.xml", "/{}"],
)
@pytest.mark.usefixtures("filled")
def test_no_hostile_path_brings_the_site_down(pattern, plain):
    for value in HOSTILE.values():
        response = plain.get(pattern.format(value))
        assert response.status_code < 500
        assert "root:" not in response.get_data(as_text=True)


@pytest.mark.parametrize(
    "path", ["//[x", "//[::1/", "/[", "/../../etc/passwd", "/static/../app/config.py", "/static//etc/passwd", "/\x00", "/static/\x00"]
)
@pytest.mark.parametrize("query", ["", "lang=en", "lang=en&lang=ar", "page=//["])
def test_a_twisted_path_is_a_page_that_does_not_exist(path, query, plain):
    response = plain.open(path="/", query_string=query, environ_overrides={"PATH_INFO": path})

    assert response.status_code in (301, 308, 400, 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"])
@pytest.mark.parametrize("path", ["/", "/recherche", "/services/1", "/nulle-part", "/langues/en"])
def test_a_method_that_no_page_has_is_refused_in_words(method, path, plain):
    response = plain.open(path, method=method, data={"q": "x" * 1000})

    assert response.status_code in (404, 405)
    assert "text/html" in response.content_type


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "langue=\x80\xff; session=garbage.garbage"},
        {"Cookie": "langue=" + "a" * 6000},
        {"Accept-Encoding": "gzip;q=nan, *;q=x"},
        {"If-None-Match": 'W/"' + "a" * 5000},
        {"If-None-Match": ","},
        {"Accept-Language": "*;q=\x00".replace("\x00", "?")},
        {"Range": "bytes=999999-1"},
        {"Host": "evil.example:99999"},
        {"Content-Length": "12"},
        {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "javascript"},
        {"HX-Request": "\u00e9", "HX-Target": "<script>", "HX-Current-URL": "//["},
    ],
)
@pytest.mark.usefixtures("filled")
def test_no_hostile_header_brings_a_page_down(headers, plain):
    for path in ("/", f"/recherche?commune={GRENOBLE}", "/services/1", "/static/css/site.css", "/nulle-part"):
        response = plain.get(path, headers=headers)
        assert response.status_code < 500
        assert "evil.example" not in response.get_data(as_text=True) + response.headers.get("Location", "")


@pytest.mark.usefixtures("filled")
def test_the_host_header_is_in_no_redirection(plain):
    response = plain.open(path="/", environ_overrides={"PATH_INFO": "//urgence", "HTTP_HOST": "evil.example"})

    assert "evil.example" not in str(response.headers) + response.get_data(as_text=True)


def test_an_address_without_end_is_refused_in_words(client):
    response = client.get("/recherche?q=" + "a" * 10_000)

    assert response.status_code == 414
    assert "Cette recherche est trop longue" in response.text


@pytest.mark.parametrize("field", ["q", "lieu"])
def test_a_text_that_is_too_long_is_said_and_its_beginning_is_kept(field, find):
    page = find(**{"q": "douche", "lieu": "Privas", field: "repas chaud " * 30})

    assert page.status_code == 422
    assert "Ce texte est trop long." in page.text
    assert page.value(field).startswith("repas chaud repas chaud")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"rayon": "-1"}, "La distance doit être entre 1 et 200 kilomètres."),
        ({"rayon": "loin"}, "Écrivez un nombre, par exemple 5."),
        ({"public": "martiens"}, "Un des choix n’existe pas ici."),
        ({"ouvert": "hier"}, "comme ceci : 2026-12-24"),
        ({"lat": "45.1"}, "Il manque une partie de la position."),
        ({"page": "1000000000"}, "Cette page de réponses n’existe pas."),
    ],
)
def test_what_cannot_be_used_is_said_and_the_rest_of_what_was_typed_is_kept(asked, said, find):
    page = find(q="douche", lieu="Privas", **asked)

    assert page.status_code == 422
    assert said in page.text
    assert page.document.title.startswith("Erreur")
    assert (page.value("q"), page.value("lieu")) == ("douche", "Privas")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_cannot_be_used_is_said_in_the_language_of_the_reader(language, find):
    page = find(q="douche", lieu="Privas", rayon="-1", lang=language)

    assert page.status_code == 422
    assert "La distance" not in page.text
    assert translator(language).gettext("La distance doit être entre 1 et 200 kilomètres.") in page.text


texts = st.one_of(st.text(max_size=40), st.sampled_from([bytes.fromhex("ff"), b"\x00", b"\xe2\x80\xae"]), st.integers().map(str))
queries = st.lists(st.tuples(st.sampled_from(FIELDS), texts), max_size=6)


@settings(
    max_examples=60, deadline=None, phases=(Phase.explicit, Phase.generate), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(queries)
@pytest.mark.usefixtures("filled")
def test_no_search_at_all_brings_the_page_down(plain, query):
    pairs = "&".join(f"{name}={quote_from_bytes(value) if isinstance(value, bytes) else quote(value)}" for name, value in query)

    assert plain.get(f"/recherche?{pairs}").status_code in (200, 422)
