import pytest

from app.core.unit_of_work import unit_of_work
from app.directory.services import raise_version
from app.web.assets import asset
from tests.support.factories import GRENOBLE

PAGES = (
    "/", "/urgence", "/recherche", f"/recherche?commune={GRENOBLE}", "/dispositifs/domiciliation", "/vie-privee",
    "/sitemap.xml", "/robots.txt",
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("monday")


def again(client, page, tag, **headers):
    return client.get(page, headers={"If-None-Match": tag, **headers})


@pytest.mark.parametrize("page", PAGES)
def test_a_reader_who_has_the_page_already_is_told_so(page, client):
    first = client.get(page)
    second = again(client, page, first.headers["ETag"])

    assert first.status_code == 200
    assert second.status_code == 304
    assert second.data == b""
    assert second.headers["ETag"] == first.headers["ETag"]
    assert "Content-Security-Policy" in second.headers


@pytest.mark.parametrize("page", PAGES)
def test_a_page_may_be_kept_by_anyone_but_is_asked_about_each_time(page, client):
    response = client.get(page)

    assert response.headers["Cache-Control"] == "public, no-cache"
    assert "Cookie" in response.vary
    assert "Accept-Encoding" in response.vary


def test_a_page_whose_address_says_its_language_does_not_vary_by_cookie(client):
    assert "Cookie" not in client.get("/?lang=en").vary


def test_the_page_is_sent_again_when_the_directory_changed(client, session):
    first = client.get("/urgence")
    with unit_of_work(session):
        raise_version(session)
    second = again(client, "/urgence", first.headers["ETag"])

    assert second.status_code == 200
    assert second.headers["ETag"] != first.headers["ETag"]


def test_a_new_service_is_seen_at_once_by_who_had_the_empty_page(client, directory):
    address = f"/recherche?commune={GRENOBLE}"
    first = client.get(address)
    made = directory.fixed()
    directory.publish()
    second = again(client, address, first.headers["ETag"])

    assert second.status_code == 200
    assert made.nom in second.text


def test_the_page_is_sent_again_when_the_minute_has_passed_since_places_open_and_close(client, monday):
    first = client.get("/")
    monday.shift(30)
    same_minute = again(client, "/", first.headers["ETag"])
    monday.shift(31)
    next_minute = again(client, "/", first.headers["ETag"])

    assert same_minute.status_code == 304
    assert next_minute.status_code == 200


def test_the_page_is_sent_again_in_another_language(client):
    tags = {client.get(path).headers["ETag"] for path in ("/", "/?lang=fr", "/?lang=en", "/?lang=ar")}

    assert len(tags) == 4


def test_a_language_chosen_is_not_answered_with_the_page_of_another(client):
    french = client.get("/")
    client.set_cookie("langue", "en")

    assert again(client, "/", french.headers["ETag"]).status_code == 200


def test_a_refused_search_and_a_page_that_does_not_exist_are_kept_by_nobody(client):
    refused = client.get("/recherche?rayon=-1&q=douche")
    missing = client.get("/nulle-part")

    assert "ETag" not in refused.headers
    assert missing.headers["Cache-Control"] == "no-store"


def test_a_page_that_never_was_is_not_unchanged(client):
    assert again(client, "/services/999999999", "*").status_code == 404
    assert again(client, "/dispositifs/licorne", "*").status_code == 404


def test_a_sheet_that_was_withdrawn_is_not_unchanged(client, directory, session):
    made = directory.fixed()
    directory.publish()
    address = f"/services/{made.id}"
    tag = client.get(address).headers["ETag"]
    with unit_of_work(session):
        made.organisations_only = True
    directory.publish()

    assert again(client, address, tag).status_code == 404


def test_a_tag_of_elsewhere_is_answered_with_the_page(client):
    assert again(client, "/", 'W/"0123456789"').status_code == 200
    assert again(client, "/", "garbage").status_code == 200


def test_a_static_file_with_its_mark_is_kept_for_ever_and_without_it_asked_about(plain):
    kept = plain.get(asset("css/site.css"))
    asked = plain.get("/static/css/site.css")
    foreign = plain.get("/static/css/site.css?v=0123456789")
    missing = plain.get("/static/css/nothing.css?v=0123456789")

    assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert foreign.headers["Cache-Control"] == "public, no-cache"
    assert missing.headers["Cache-Control"] == "no-store"
    assert asked.headers["Cache-Control"] == "public, no-cache"
    assert again(plain, "/static/css/site.css", asked.headers["ETag"]).status_code == 304


def test_pages_are_compressed_for_who_accepts_it_only(plain):
    compressed = plain.get("/", headers={"Accept-Encoding": "br, gzip"})

    assert compressed.headers["Content-Encoding"] == "gzip"
    for refused in ("", "br", "gzip;q=0", "identity"):
        assert "Content-Encoding" not in plain.get("/", headers={"Accept-Encoding": refused}).headers


def test_asking_for_the_head_alone_gives_the_same_headers_and_no_body(plain):
    whole, head = plain.get("/urgence"), plain.head("/urgence")

    assert head.status_code == 200
    assert head.data == b""
    assert head.headers["ETag"] == whole.headers["ETag"]
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]
