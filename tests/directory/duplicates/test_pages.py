"""What the public sees of a merge."""

import pytest

from tests.support.factories import GRENOBLE

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def merged(directory, merge):
    """A structure and its double, merged: (kept service, the same from elsewhere, pair)."""
    kept = directory.fixed(nom="Accueil de jour", structure=directory.structure(nom="Le Fil"))
    double = directory.fixed(nom="Accueil de jour", structure=directory.structure(nom="Association Le Fil"))
    directory.fixed(nom="La douche", kinds=("douche",), structure=double.structure)
    lost = double.structure
    directory.publish()
    return kept, double, merge(kept.structure, lost)


def test_old_addresses_lead_to_where_things_went(merged, client):
    kept, double, _pair = merged

    for old, new in (
        (f"/services/{double.id}", f"/services/{kept.id}"),
        (f"/structures/{double.structure_id}", f"/structures/{kept.structure_id}"),
    ):
        response = client.get(old)
        assert (response.status_code, response.location) == (301, new)
        assert response.headers["Cache-Control"] == "no-store"
        assert client.get(f"{old}?lang=ar").location == f"{new}?lang=ar"
        assert client.get(old, follow_redirects=True).status_code == 200


def test_a_merge_taken_back_brings_both_pages_back(merged, client, unmerge):
    _kept, double, pair = merged
    unmerge(pair)

    assert client.get(f"/services/{double.id}").status_code == 200
    assert "Association Le Fil" in client.get(f"/structures/{double.structure_id}").text


def test_a_reader_who_kept_the_page_is_told_that_it_moved(directory, merge, client):
    kept, lost = directory.structure(nom="Le Fil"), directory.structure(nom="Association Le Fil")
    directory.publish()
    tag = client.get(f"/structures/{lost.id}").headers["ETag"]
    assert client.get(f"/structures/{lost.id}", headers={"If-None-Match": tag}).status_code == 304

    merge(kept, lost)

    assert client.get(f"/structures/{lost.id}", headers={"If-None-Match": tag}).status_code == 301


def test_the_kept_sheet_shows_each_service_once_and_nothing_of_the_merge(merged, client):
    kept, double, _pair = merged
    page = client.get(f"/structures/{kept.structure_id}").text

    assert page.count(f'href="/services/{kept.id}"') == 1
    assert f"/services/{double.id}" not in page
    assert "La douche" in page
    assert "Association Le Fil" not in page


def test_services_are_found_under_the_name_of_the_structure_that_took_them(directory, merge, find):
    kept = directory.fixed(nom="Le repas", kinds=("restaurant-solidaire",), structure=directory.structure(nom="Le Zèbre"))
    lost = directory.fixed(nom="La douche", kinds=("douche",), structure=directory.structure(nom="La Girafe"))
    directory.publish()
    assert find(q="zèbre", commune=GRENOBLE).names == ["Le repas"]

    merge(kept.structure, lost.structure)

    assert set(find(q="zèbre", commune=GRENOBLE).names) == {"Le repas", "La douche"}


def test_a_merged_service_for_organisations_only_is_not_told_to_exist(directory, merge, client):
    one, double = (directory.fixed(nom="Réunion", organisations_only=True) for _ in range(2))
    directory.publish()
    merge(one.structure, double.structure)

    assert double.merged_into_id == one.id
    assert client.get(f"/services/{double.id}").status_code == 404
