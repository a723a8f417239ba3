import re

from app.directory.kinds import kinds

BASE = "http://127.0.0.1:5000"


def addresses(response):
    assert response.status_code == 200
    assert response.mimetype == "application/xml"
    return re.findall(r"<loc>(.*?)</loc>", response.text)


def test_the_site_map_leads_to_every_page_that_may_be_read(directory, client):
    service = directory.fixed()
    directory.fixed(organisations_only=True, structure=service.structure)
    directory.publish()

    parts = addresses(client.get("/sitemap.xml"))
    pages = [address for part in parts for address in addresses(client.get(part.removeprefix(BASE)))]

    assert set(parts) == {f"{BASE}/sitemap-{part}.xml" for part in ("pages", "services-1", "structures-1")}
    assert f"{BASE}/services/{service.id}" in pages
    assert f"{BASE}/structures/{service.structure_id}" in pages
    assert len([page for page in pages if "/services/" in page]) == 1
    assert len([page for page in pages if "/dispositifs/" in page]) == len(kinds())
    for page in pages[:12]:
        assert client.get(page.removeprefix(BASE)).status_code == 200


def test_an_empty_directory_has_its_fixed_pages_only(client):
    assert addresses(client.get("/sitemap.xml")) == [f"{BASE}/sitemap-pages.xml"]
    assert client.get("/sitemap-services-1.xml").status_code == 404


def test_robots_are_told_where_the_map_is_and_what_is_no_page(client):
    text = client.get("/robots.txt").text

    assert f"Sitemap: {BASE}/sitemap.xml" in text
    assert "Disallow: /langues/" in text


def test_the_map_names_our_own_host_whatever_was_asked(client):
    assert "evil" not in client.get("/sitemap-pages.xml", headers={"Host": "evil.example"}).text
