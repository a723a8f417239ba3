from urllib.parse import quote

import pytest

from app.core.language import LANGUAGES
from tests.support.inspector.document import Document

pytestmark = pytest.mark.one_engine

PAGES = ("/", "/recherche?q=domiciliation&lieu=Privas", "/urgence", "/dispositifs/domiciliation", "/accessibilite", "/nulle-part")


def language_of(response):
    return Document(response.text).html.get("lang")


@pytest.mark.parametrize("page", PAGES)
def test_the_address_says_the_language_before_the_cookie_and_french_is_for_the_others(page, client):
    said = f"{page}{'&' if '?' in page else '?'}lang="

    assert language_of(client.get(page)) == "fr"
    assert language_of(client.get(f"{said}en")) == "en"
    client.set_cookie("langue", "ar")
    assert language_of(client.get(page)) == "ar"
    assert language_of(client.get(f"{said}en")) == "en"
    assert language_of(client.get(f"{said}fr")) == "fr"


@pytest.mark.parametrize("unknown", ["de", "", "FR", "fr-FR", "../../etc", "ar\x00"])
def test_an_unknown_language_is_no_language(unknown, client):
    assert language_of(client.get("/urgence", query_string={"lang": unknown})) == "fr"
    client.set_cookie("langue", "klingon")
    assert language_of(client.get("/urgence")) == "fr"


def test_what_the_browser_prefers_changes_nothing_so_that_one_address_shows_one_page(client):
    assert language_of(client.get("/", headers={"Accept-Language": "ar"})) == "fr"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_links_of_a_page_keep_its_language(page, language, client):
    document = Document(client.get(f"{page}{'&' if '?' in page else '?'}lang={language}").text)

    for link in document.all("a"):
        address = link.get("href", "")
        if address.startswith("/") and not link.get("hreflang") and not address.startswith("/static/"):
            assert f"lang={language}" in address, address
    for form in document.all("form"):
        carried = {field.get("name"): field.get("value") for field in form.iter() if field.tag == "input" and field.get("type") == "hidden"}
        assert carried["lang"] == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_choosing_a_language_leads_back_to_the_same_page_and_is_remembered(language, plain):
    chosen = plain.get(f"/langues/{language}?page={quote('/recherche?q=douche&lieu=Privas&lang=en')}")

    assert chosen.status_code == 303
    assert chosen.headers["Location"] == f"/recherche?q=douche&lieu=Privas&lang={language}"
    assert plain.get_cookie("langue").value == language
    assert language_of(plain.get("/")) == language


def test_the_preference_is_out_of_reach_of_scripts_and_of_other_sites(plain):
    cookie = plain.get("/langues/ar").headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_choosing_is_kept_by_no_cache(plain):
    assert plain.get("/langues/ar").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("code", ["de", "FR", "fr.", "..", "x" * 500])
def test_a_language_that_is_not_spoken_does_not_exist(code, plain):
    response = plain.get(f"/langues/{code}")

    assert response.status_code == 404
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    "page",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "http:evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "evil.example",
        "@evil.example",
        "//[",
        "http://[::1",
        "/\r\nSet-Cookie: stolen=1",
        "",
        "%2f%2fevil.example",
    ],
)
def test_choosing_a_language_never_leads_to_another_site(page, plain):
    response = plain.get("/langues/en", query_string={"page": page})

    assert response.status_code == 303
    assert response.headers["Location"].startswith("/")
    assert not response.headers["Location"].startswith(("//", "/\\"))
    assert "evil" not in response.headers["Location"]
    assert "stolen" not in str(response.headers)


def test_no_public_page_leaves_a_cookie(plain):
    for page in (*PAGES, "/recherche", "/vie-privee", "/mentions-legales", "/robots.txt", "/sitemap.xml", "/healthz", "/readyz"):
        for address in (page, f"{page}{'&' if '?' in page else '?'}lang=ar"):
            assert "Set-Cookie" not in plain.get(address).headers


def test_a_page_names_its_other_languages_by_absolute_addresses_from_the_settings(client):
    document = Document(client.get("/urgence?lang=en", headers={"Host": "evil.example"}).text)
    others = {link.get("hreflang"): link.get("href") for link in document.all("link") if link.get("rel") == "alternate"}

    assert others == {
        "fr": "http://127.0.0.1:5000/urgence",
        "en": "http://127.0.0.1:5000/urgence?lang=en",
        "ar": "http://127.0.0.1:5000/urgence?lang=ar",
    }
